import Foundation

/// `swift run Benchmarks --country`: a year's work on the reports of a country, through the command, against their number over three decades.
///
/// The reports are simulated: bodies × 17 years, 70 % pages, 10 % Word, 10 % Excel, 5 % PDF, 5 % text, with an error in every tenth.
struct CountryBenchmark {
    /// Bodies of the largest corpus; the others have a tenth and a hundredth of them.
    let bodies: Int
    static let years = 2009...2025

    /// One thing that is done with the reports.
    private struct Step {
        let name: String
        let arguments: [String]
        var statuses: Set<Int32> = [0]
    }

    private func steps(_ reports: String, _ store: String, _ folder: URL) -> [Step] {
        func file(_ name: String) -> String { folder.appending(path: name).path }
        let stored = ["--store", store, "--quiet"]
        return [
            Step(name: "ingest", arguments: ["ingest", reports] + stored),
            Step(name: "ingest, nothing new", arguments: ["ingest", reports] + stored),
            Step(name: "anomalies", arguments: ["anomalies", "-o", file("anomalies.csv")] + stored, statuses: [0, 1]),
            Step(name: "anomalies again", arguments: ["anomalies", "-o", file("again.csv")] + stored, statuses: [0, 1]),
            Step(name: "trends of all indicators", arguments: ["trends", "-o", file("trends.arrow")] + stored),
            Step(name: "rank", arguments: ["rank", "--on", "substantive_disclosure_rate", "-o", file("rank.csv")] + stored),
            Step(name: "page", arguments: ["report", "-o", file("page.html")] + stored),
            Step(name: "export CSV", arguments: ["export", "-o", file("panel.csv")] + stored),
            Step(name: "export Arrow", arguments: ["export", "-o", file("panel.arrow")] + stored),
            Step(name: "export SQLite", arguments: ["export", "-o", file("panel.sqlite")] + stored),
            Step(name: "export Excel", arguments: ["export", "-o", file("panel.xlsx")] + stored),
        ]
    }

    /// Measures all, prints the tables and returns them as a section of the results.
    func run() throws -> ResultsDocument.Section {
        let sizes = [bodies / 100, bodies / 10, bodies].filter { $0 > 0 }
        var measured: [Measured] = []
        for size in sizes {
            let folder = FileManager.default.temporaryDirectory.appending(path: "country-\(size)")
            try? FileManager.default.removeItem(at: folder)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let reports = folder.appending(path: "reports").path
            let span = "\(Self.years.lowerBound)..\(Self.years.upperBound)"
            _ = try MeasuredCommand(["simulate", reports, "--bodies", "\(size)", "--years", span, "--format", "mixed", "--seed", "17", "--quiet"])
            var runs: [(name: String, run: MeasuredCommand)] = []
            for step in steps(reports, folder.appending(path: "store.sqlite").path, folder) {
                let run = try MeasuredCommand(step.arguments, statuses: step.statuses)
                FileHandle.standardError.write(Data("  \(size) bodies, \(step.name): \(Self.text(run))\n".utf8))
                runs.append((step.name, run))
            }
            measured.append((size, runs))
        }
        let lines = table(measured)
        print(lines.joined(separator: "\n"))
        let title = "K  a year's work on \(bodies) bodies × \(Self.years.count) years of mixed reports, by the command"
        return ResultsDocument.Section(title: title, lines: lines)
    }

    private typealias Measured = (bodies: Int, runs: [(name: String, run: MeasuredCommand)])

    private func table(_ measured: [Measured]) -> [String] {
        let heads = measured.map { "\($0.bodies * Self.years.count) reports" }
        var lines = ["| |" + heads.joined(separator: "|") + "|grows as the reports to the power|"]
        lines.append("|---|" + heads.map { _ in "---:|" }.joined() + "---:|")
        for (index, step) in (measured.first?.runs ?? []).enumerated() {
            let runs = measured.map { $0.runs[index].run }
            let points = zip(measured, runs).map { (log(Double($0.bodies)), log(max($1.processor, 1e-3))) }
            lines.append("|\(step.name)|" + runs.map { Self.text($0) + "|" }.joined() + Self.slope(points) + "|")
        }
        let totals = measured.map { entry in entry.runs.reduce(0) { $0 + $1.run.processor } }
        let points = zip(measured, totals).map { (log(Double($0.bodies)), log($1)) }
        lines.append("|all|" + totals.map { String(format: "%.1f s|", $0) }.joined() + Self.slope(points) + "|")
        return lines + ["", "Processor time of all cores, time on the clock, largest memory. \(Machine.state)"]
    }

    private static func text(_ run: MeasuredCommand) -> String {
        String(format: "%.2f s, %.2f s, %d MB", run.processor, run.elapsed, run.peakBytes / 1_000_000)
    }

    /// The exponent of growth over the largest decade: what the smallest sizes cost is mostly the start of the program.
    private static func slope(_ points: [(Double, Double)]) -> String {
        guard let last = points.last, let before = points.dropLast().last else { return "–" }
        return String(format: "%.2f", (last.1 - before.1) / (last.0 - before.0))
    }
}
