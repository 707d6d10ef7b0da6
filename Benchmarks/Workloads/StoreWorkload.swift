import ColumnStore
import Disclosure
import Foundation
import Persistence
import Simulation

/// A national store on disk: its size, and loading the numbers of all reports into a panel.
///
/// The peers keep the numbers alone; the store keeps raw texts and places as well. The prose, which every program would have to keep as it is, is left out.
struct StoreWorkload: Workload {
    let id: String
    let bodies: Int
    private let years = 2021...2037

    var title: String { "the panel of a store of \(bodies) bodies × \(years.count) years × 200 cells, with their raw texts and places" }

    func prepare(in folder: URL) throws -> PreparedWorkload {
        let file = folder.appending(path: "store.sqlite")
        let simulated = SimulatedCorpus(SimulationParameters(bodies: bodies, years: years, seed: 13))
        let store = try Store(creatingAt: file.path)
        // Body by body: a report in memory is far larger than in the store.
        for body in simulated.bodies.indices {
            try store.put(contentsOf: years.compactMap { simulated.report(body: body, year: $0).map(Self.withPlaces) })
        }
        try store.close()
        let panel = simulated.panel()
        try RawDoubles.write(Self.values(panel, variables: panel.variables), to: folder.appending(path: "panel.f64"))
        try "\(panel.variables.count) \(bodies) \(years.count)\n".write(to: folder.appending(path: "shape.txt"), atomically: true, encoding: .ascii)
        let outcome = StoreOutcome(path: file.path)
        return PreparedWorkload(
            repetitions: 9,
            run: { outcome.load() },
            results: { [ResultColumn(name: "values", values: outcome.panel.map { Self.values($0, variables: panel.variables) } ?? [])] },
            note: ((try? FileManager.default.attributesOfItem(atPath: file.path)[.size]) as? Int).map(ResultsTable.fileSize),
            limit: Limit(name: "one pass over the panel") { outcome.touch() },
            peers: [
                Peer(name: "Parquet, zstd, by pyarrow", interpreter: .python, script: "w8_parquet.py", repetitions: 5),
                Peer(name: "SQLite, a row a cell", interpreter: .python, script: "w8_sqlite.py", repetitions: 1, share: 0.1),
            ])
    }

    /// A report without its prose, its cells in the rows of a table of seven columns.
    private static func withPlaces(_ report: Report) -> Report {
        var report = report
        report.passages = []
        for form in report.forms.indices {
            for cell in report.forms[form].cells.indices {
                report.forms[form].cells[cell].place = CellPlace(table: form + 1, row: cell / 7 + 1, column: cell % 7 + 2)
            }
        }
        return report
    }

    /// Variable by variable, entity by entity, year by year; NaN where there is no number.
    private static func values(_ panel: Panel, variables: [String]) -> [Double] {
        variables.flatMap { variable in
            guard let column = panel.column(variable) else { return [Double]() }
            return (0..<column.seriesCount).flatMap { series in (0..<column.periodCount).map { column[series, $0] ?? .nan } }
        }
    }
}

/// The panel last loaded.
private final class StoreOutcome {
    private let path: String
    private(set) var panel: Panel?
    private var copy: [Double] = []

    init(path: String) { self.path = path }

    func load() {
        panel = nil
        panel = try? Store(readingAt: path).loadPanel().panel
    }

    /// Copies the numbers once.
    func touch() {
        copy.removeAll(keepingCapacity: true)
        for variable in panel?.variables ?? [] { panel?.column(variable)?.withTiles { values, _ in copy.append(contentsOf: values) } }
    }
}
