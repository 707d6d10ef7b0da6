import Analyses
import ColumnStore
import Disclosure
import Foundation
import Simulation

/// The whole anomaly report of a national panel held in memory: sums with decoding, ties across years, plausibility, copies, the panel model.
///
/// One report in fifty has a wrong digit in a cell of Table 3. No peer reads these tables; the twins of the statistical part are in `--detection`.
struct AnomalyReportWorkload: Workload {
    let id: String
    let bodies: Int
    let years: ClosedRange<Int>

    var title: String { "the anomaly report of \(bodies) bodies × \(years.count) years, 200 cells a report" }

    private struct NoReports: ReportProvider {
        func report(body: Int, year: Int) -> Report? { nil }
    }

    /// What the last execution found.
    private final class Outcome: @unchecked Sendable {
        var findings: [Finding] = []
    }

    func prepare(in folder: URL) throws -> PreparedWorkload {
        let (corpus, cells) = Self.corpus(bodies: bodies, years: years)
        let outcome = Outcome()
        return PreparedWorkload(
            repetitions: 3,
            run: { outcome.findings = (try? AnomalyAnalysis().findings(in: corpus)) ?? [] },
            results: {
                let kinds = Finding.Kind.allCases.map { kind in "\(kind.rawValue) \(outcome.findings.count { $0.kind == kind })" }
                FileHandle.standardError.write(Data("    \(cells) cells; findings: \(kinds.joined(separator: ", "))\n".utf8))
                return [ResultColumn(name: "findings", values: [Double(outcome.findings.count)])]
            }, limit: nil, peers: [])
    }

    /// The panel with its planted errors; the simulated records are gone when it is returned.
    private static func corpus(bodies: Int, years: ClosedRange<Int>) -> (corpus: Corpus, cells: Int) {
        let simulated = SimulatedCorpus(SimulationParameters(bodies: bodies, years: years, seed: 11))
        var panel = simulated.panel()
        let id = "outcome.granted.natural_person"
        for body in stride(from: 0, to: bodies, by: 50) {
            for year in years {
                guard let value = panel.value(id, entity: body, year: year) else { continue }
                panel.set(id, entity: body, year: year, value: value + 90, state: CellState.number.rawValue)
            }
        }
        return (Corpus(bodies: simulated.bodies, panel: panel, forms: simulated.forms(), provider: NoReports()), simulated.cellCount)
    }
}
