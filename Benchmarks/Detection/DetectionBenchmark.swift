import Analyses
import ColumnStore
import Disclosure
import Foundation
import Simulation

/// `swift run Benchmarks --detection [bodies]`: plants errors of every mechanism and prints how many of them each method finds.
///
/// Two tables: simulated national panels with all peers, and the bundled real reports with this package alone (eleven reports are no panel).
struct DetectionBenchmark {
    let bodies: Int

    func run() async throws {
        print("# Detection of planted errors\n")
        print("Average precision over all errors, and by mechanism; precision, recall and exact repairs of what a method flags by itself.")
        print("Peers score every cell; they flag as many cells as there are errors, which is more than they could know.\n")
        for scenario in DetectionScenario.all(bodies: bodies) { try run(scenario) }
        try await RealReportDetection().run()
    }

    private func run(_ scenario: DetectionScenario) throws {
        var simulated = SimulatedCorpus(scenario.parameters)
        let errors = simulated.plant(.even(total: DetectionScenario.errorRate))
        let corpus = AnomalyClaims.corpus(simulated)
        let start = Date()
        let findings = try AnomalyAnalysis().findings(in: corpus)
        let seconds = Date().timeIntervalSince(start)
        print("## \(scenario.title)\n")
        print(
            "\(simulated.bodies.count) bodies, \(simulated.reportCount) reports, \(simulated.cellCount) cells, \(errors.count) errors, seed \(scenario.parameters.seed); anomaly report in \(String(format: "%.1f", seconds)) s.\n"
        )
        let columns = PeerColumn.columns(corpus.panel)
        var results: [(String, [DetectionQuality])] = [("this package", DetectionQuality.of(AnomalyClaims.of(corpus, findings), errors: errors))]
        let first = corpus.years.lowerBound
        for peer in PanelPeers.all {
            var claims: [Claim] = []
            for column in columns {
                for (body, row) in peer.score(column).enumerated() {
                    for (t, score) in row.enumerated() {
                        guard let score, score > 0 else { continue }
                        claims.append(Claim(cells: [CellKey(body: body, year: first + t, indicator: column.indicator)], score: score))
                    }
                }
            }
            results.append((peer.name, quality(claims, errors)))
        }
        if let scores = PythonPeers.scores(columns, years: corpus.panel.yearCount, bodies: simulated.bodies.count) {
            for name in PythonPeers.names {
                var claims: [Claim] = []
                for (index, score) in scores[name]!.enumerated() where score > 0 {
                    let t = index % corpus.panel.yearCount
                    let body = index / corpus.panel.yearCount % simulated.bodies.count
                    let column = index / corpus.panel.yearCount / simulated.bodies.count
                    claims.append(Claim(cells: [CellKey(body: body, year: first + t, indicator: columns[column].indicator)], score: score))
                }
                results.append((name, quality(claims, errors)))
            }
        } else {
            print("(isolation forest, robust PCA and DDC need Python with numpy and scikit-learn: set BENCHMARK_PYTHON)\n")
        }
        DetectionTable.print(results)
    }

    /// A peer's list, of which it flags the first `errors.count`.
    private func quality(_ claims: [Claim], _ errors: [PlantedError]) -> [DetectionQuality] {
        let ranked = claims.sorted { $0.score > $1.score }
        return DetectionQuality.of(
            ranked.enumerated().map { Claim(cells: $1.cells, score: $1.score, isFlagged: $0 < errors.count) }, errors: errors)
    }
}

/// The results as Markdown tables.
enum DetectionTable {
    static func print(_ results: [(String, [DetectionQuality])]) {
        func cell(_ value: Double) -> String { String(format: "%.2f", value) }
        Swift.print("| method | average precision | precision | recall | exact repairs |\n|---|---|---|---|---|")
        for (name, qualities) in results {
            let all = qualities[0]
            Swift.print("| \(name) | \(cell(all.averagePrecision)) | \(cell(all.precision)) | \(cell(all.recall)) | \(cell(all.repaired)) |")
        }
        Swift.print("\n| mechanism | errors | recall | exact repairs | " + results.map { "AP \($0.0)" }.joined(separator: " | ") + " |")
        Swift.print("|---|---|---|---|" + results.map { _ in "---|" }.joined())
        for (index, mechanism) in ErrorMechanism.allCases.enumerated() {
            let own = results[0].1[index + 1]
            let precisions = results.map { cell($0.1[index + 1].averagePrecision) }.joined(separator: " | ")
            Swift.print("| \(mechanism.rawValue) | \(own.errors) | \(cell(own.recall)) | \(cell(own.repaired)) | \(precisions) |")
        }
        Swift.print("")
    }
}
