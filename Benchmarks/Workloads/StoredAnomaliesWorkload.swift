import Analyses
import ColumnStore
import CorpusLoading
import Disclosure
import Foundation
import Persistence
import Simulation

/// The anomaly report of reports in a store, prose included: opened, loaded, judged by every detector, each report read once.
///
/// One report in fifty has a wrong digit in a cell of Table 3. No peer reads these tables; the limit reads every byte of the reports and checks it.
struct StoredAnomaliesWorkload: Workload {
    let id: String
    let bodies: Int
    let years: ClosedRange<Int>

    var title: String { "the anomaly report of a store of \(bodies) bodies × \(years.count) years with their prose" }

    func prepare(in folder: URL) throws -> PreparedWorkload {
        let file = folder.appending(path: "store.sqlite").path
        let simulated = SimulatedCorpus(SimulationParameters(bodies: bodies, years: years, seed: 11))
        let store = try Store(creatingAt: file)
        // Body by body: a report in memory is far larger than in the store.
        for body in simulated.bodies.indices {
            let isWrong = body % 50 == 0
            try store.put(
                contentsOf: years.compactMap { year in
                    simulated.report(body: body, year: year).map { isWrong ? Self.withWrongDigit($0) : $0 }
                })
        }
        try store.close()
        let outcome = StoredAnomalies(path: file)
        return PreparedWorkload(
            repetitions: 3, run: { outcome.judge() },
            results: { [ResultColumn(name: "findings", values: [Double(outcome.findings.count)])] },
            note: ((try? FileManager.default.attributesOfItem(atPath: file)[.size]) as? Int).map(ResultsTable.fileSize),
            limit: Limit(name: "reading and checking every row") { outcome.scan() }, peers: [])
    }

    private static func withWrongDigit(_ report: Report) -> Report {
        var report = report
        for form in report.forms.indices {
            for cell in report.forms[form].cells.indices where report.forms[form].cells[cell].indicator == "outcome.granted.natural_person" {
                guard let value = report.forms[form].cells[cell].value?.integer else { continue }
                report.forms[form].cells[cell].value = ExactDecimal(value + 90)
                report.forms[form].cells[cell].raw = "\(value + 90)"
            }
        }
        return report
    }
}

/// What was found last.
private final class StoredAnomalies {
    private let path: String
    private(set) var findings: [Finding] = []

    init(path: String) { self.path = path }

    func judge() {
        findings = (try? found()) ?? []
    }

    private func found() throws -> [Finding] {
        try AnomalyAnalysis().findings(in: Corpus(store: path))
    }

    /// Reads every row and checks its digest.
    func scan() { _ = try? Store(readingAt: path).reportDigests() }
}
