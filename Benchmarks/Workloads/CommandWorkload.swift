import Foundation

/// A question asked of the command, on a store that is there already: everything from the start of the program to the last byte of its answer.
///
/// No peer answers these questions; the limit reads the store from one end to the other.
struct CommandWorkload: Workload {
    /// What is asked.
    enum Question {
        /// All trends of all indicators, searched breaks with them, to an Arrow file.
        case trends
        /// The ranges of ranks of one indicator's counts in the last year.
        case ranks(draws: Int)
    }

    let id: String
    let question: Question
    let bodies: Int
    let years: Int
    let indicators: Int

    var title: String {
        switch question {
        case .trends: "all trends of \(bodies) bodies × \(years) years × \(indicators) indicators to an Arrow file, by the command on a warm store"
        case .ranks(let draws): "ranges of ranks of the counts of \(bodies) bodies with \(draws) draws, by the command on a warm store"
        }
    }

    func prepare(in folder: URL) throws -> PreparedWorkload {
        let (panel, store) = (folder.appending(path: "panel.csv"), folder.appending(path: "panel.sqlite").path)
        try write(to: panel)
        _ = try MeasuredCommand(["import", panel.path, "--store", store, "--quiet"])
        let answer = folder.appending(path: "answer.arrow").path
        let arguments: [String] =
            switch question {
            case .trends: ["trends"]
            case .ranks(let draws): ["rank", "--on", "v000", "--draws", "\(draws)"]
            }
        let all = arguments + ["--store", store, "-o", answer, "--quiet"]
        // What fails once fails here, and is not measured.
        _ = try MeasuredCommand(all)
        return PreparedWorkload(
            repetitions: 3, run: { _ = try? MeasuredCommand(all) }, results: { [] },
            note: ((try? FileManager.default.attributesOfItem(atPath: store)[.size]) as? Int).map(ResultsTable.fileSize),
            limit: Limit(name: "reading the store") { _ = (try? Data(contentsOf: URL(filePath: store)))?.reduce(0) { $0 &+ Int($1) } }, peers: [])
    }

    /// Counts and amounts in turn, of sizes over two decades; bodies have trends of their own.
    private func write(to file: URL) throws {
        var generator = SimulatedSeries.Generator(state: 17)
        var text = "entity,year" + (0..<indicators).map { String(format: ",v%03d", $0) }.joined() + "\n"
        func spread() -> Double { (0..<4).reduce(-2) { sum, _ in sum + generator.uniform() } * 1.7 }
        for body in 0..<bodies {
            let levels = (0..<indicators).map { _ in 7 + spread() }
            let slopes = (0..<indicators).map { _ in 0.03 * spread() }
            for year in 0..<years {
                text += String(format: "b%04d,%d", body, 2001 + year)
                for indicator in 0..<indicators {
                    let value = exp(levels[indicator] + slopes[indicator] * Double(year) + 0.2 * spread())
                    text += indicator % 4 == 0 || indicators == 1 ? ",\(Int(value))" : String(format: ",%.2f", value)
                }
                text += "\n"
            }
        }
        try text.write(to: file, atomically: true, encoding: .utf8)
    }
}
