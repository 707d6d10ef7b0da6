import Analyses
import ColumnStore
import Disclosure
import Foundation
import Simulation

/// `swift run Benchmarks --scale [--bodies N]`: time and memory of the anomaly report of panels of five years and 200 cells a report, up to 200,000 bodies.
///
/// Simulated national panels of three thousand bodies, each with its seed, stand side by side; an error in every fifth report. No prose: what is measured is the
/// arithmetic and the model.
struct PanelScaleBenchmark {
    let bodies: Int
    private let years = 2021...2025
    private static let block = 3000

    private struct NoReports: ReportProvider {
        func report(body: Int, year: Int) -> Report? { nil }
    }

    func run() throws {
        print("| bodies | cells | time | processor time | of it a million cells | peak memory | panel alone | findings | planted errors named |")
        print("|---|---|---|---|---|---|---|---|---|")
        for count in [bodies / 16, bodies / 4, bodies] where count > 0 { try run(count) }
    }

    private func run(_ count: Int) throws {
        defer { fflush(nil) }
        let (corpus, errors, cells) = corpus(count)
        let own = Memory.residentBytes
        Memory.resetPeak()
        let clock = ContinuousClock()
        let before = Processor.seconds
        var findings: [Finding] = []
        let spent = try clock.measure { findings = try AnomalyAnalysis().findings(in: corpus) }
        let seconds = Double(spent.components.seconds) + Double(spent.components.attoseconds) * 1e-18
        let processor = Processor.seconds - before
        var index: [String: Int] = [:]
        for (position, body) in corpus.bodies.enumerated() { index[body.name] = position }
        var named: Set<CellKey> = []
        for finding in findings where finding.severity > .info {
            for cell in finding.cells { named.insert(CellKey(body: index[finding.entity] ?? -1, year: cell.year, indicator: cell.indicator)) }
        }
        let found = errors.count { error in error.contains { named.contains($0) } }
        print(
            "| \(count) | \(cells) | \(String(format: "%.1f", seconds)) s | \(String(format: "%.1f", processor)) s | \(String(format: "%.3f", processor / Double(cells) * 1e6)) s | \(Memory.peakBytes / 1_000_000) MB | \(own / 1_000_000) MB | \(findings.count) | \(String(format: "%.2f", Double(found) / Double(max(1, errors.count)))) |"
        )
    }

    /// The panel, the cells of each planted error, and the number of cells.
    private func corpus(_ count: Int) -> (corpus: Corpus, errors: [[CellKey]], cells: Int) {
        let variables = CellLayout.of(.fmt2021).indicators.map(\.id)
        var bodies: [Body] = []
        var forms: [[Edition]] = []
        var errors: [[CellKey]] = []
        var cells = 0
        let names = (0..<count).map { "\($0)" }
        let panel = Panel(entities: names, years: years, variables: variables) { writer in
            for first in stride(from: 0, to: count, by: Self.block) {
                let size = min(Self.block, count - first)
                var part = SimulatedCorpus(SimulationParameters(bodies: size, years: years, seed: UInt64(1000 + first / Self.block)))
                for error in part.plant(.even(total: DetectionScenario.errorRate)) {
                    errors.append(error.changes.map { CellKey(body: first + error.body, year: error.year, indicator: $0.indicator) })
                }
                for (offset, body) in part.bodies.enumerated() {
                    // The same region in another panel is another body: of its province, but not above or below those of the first.
                    let code = body.regionCode.map { first == 0 ? $0 : "\($0)-\(first / Self.block)" }
                    bodies.append(Body(name: names[first + offset], kind: body.kind, level: body.level, regionCode: code, scope: body.scope))
                    for year in years {
                        guard let record = part[offset, year] else {
                            forms.append([])
                            continue
                        }
                        forms.append([record.edition])
                        cells += record.count
                        for position in 0..<record.count {
                            let period = year - years.lowerBound
                            if let value = record.decimal(at: position)?.doubleValue {
                                writer.set(
                                    variable: position, entity: first + offset, period: period, value: value, state: CellState.number.rawValue)
                            } else {
                                writer.set(variable: position, entity: first + offset, period: period, state: CellState.blank.rawValue)
                            }
                        }
                    }
                }
            }
        }
        return (Corpus(bodies: bodies, panel: panel, forms: forms, provider: NoReports()), errors, cells)
    }
}
