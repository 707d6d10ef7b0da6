import ColumnStore
public import Disclosure

/// A corpus without the errors that readers confirmed: cells have the value that was meant where the finding knows it, and none where it does not.
///
/// **Definition.** Of a confirmed finding with one way to make things right, its changes are taken in. With several ways, the cells of all of them are left out; without any, the
/// cells that the finding speaks of, when a rule, a unit, a bound or the panel speaks against them. Prose against tables, regions against the bodies below them, copies, changes of level
/// and years that were counted differently accuse no cell by themselves. Two findings that want different values for one cell leave it out.
/// - Complexity: O(findings · cells).
public struct CorrectedNumbers: Sendable {
    /// The corpus with the corrections; the one given when there are none.
    public let corpus: Corpus
    /// Confirmed findings of the corpus.
    public let confirmed: Int
    /// Cells with another value now.
    public let replaced: Int
    /// Cells without a value now.
    public let removed: Int
    /// Confirmed findings that accuse no cell.
    public let withoutCells: Int

    private struct Cell: Hashable {
        let body: Int
        let indicator: String
        let year: Int
    }

    /// Corrects a corpus by the findings that were found in it and confirmed.
    public init(_ corpus: Corpus, by findings: [Finding]) {
        let confirmed = findings.filter { $0.verdict == .confirmed && $0.body != nil }
        var values: [Cell: Set<Double>] = [:]
        var suspects: Set<Cell> = []
        var withoutCells = 0
        for finding in confirmed {
            guard let body = finding.body else { continue }
            let changes = finding.repairs.map { repair in
                repair.changes.compactMap { change in
                    Self.body(of: change, finding, corpus).map {
                        (cell: Cell(body: $0, indicator: change.indicator, year: change.year), to: change.to)
                    }
                }
            }
            if changes.count == 1 {
                for (cell, to) in changes[0] { values[cell, default: []].insert(to.doubleValue) }
            } else if !changes.isEmpty {
                suspects.formUnion(changes.joined().map(\.cell))
            } else if Self.accusesCells(finding), !finding.cells.isEmpty {
                suspects.formUnion(finding.cells.map { Cell(body: body, indicator: $0.indicator, year: $0.year) })
            } else {
                withoutCells += 1
            }
        }
        for (cell, wanted) in values where wanted.count > 1 {
            values[cell] = nil
            suspects.insert(cell)
        }
        var panel = corpus.panel
        var (replaced, removed) = (0, 0)
        // In a fixed order: a cell that was never filled adds its variable to the panel.
        for cell in Self.ordered(values.keys) where panel.years.contains(cell.year) && cell.body < corpus.bodies.count {
            guard let value = values[cell]?.first, panel.value(cell.indicator, entity: cell.body, year: cell.year) != value else { continue }
            panel.set(cell.indicator, entity: cell.body, year: cell.year, value: value, state: CellState.number.rawValue)
            replaced += 1
        }
        for cell in Self.ordered(suspects) where values[cell] == nil && panel.years.contains(cell.year) && cell.body < corpus.bodies.count {
            guard panel.value(cell.indicator, entity: cell.body, year: cell.year) != nil else { continue }
            panel.set(cell.indicator, entity: cell.body, year: cell.year, value: nil, state: CellState.blank.rawValue)
            removed += 1
        }
        self.corpus =
            replaced + removed == 0
            ? corpus
            : Corpus(
                bodies: corpus.bodies, panel: panel, forms: corpus.forms, provider: corpus.provider, imports: corpus.imports, former: corpus.former)
        (self.confirmed, self.replaced, self.removed, self.withoutCells) = (confirmed.count, replaced, removed, withoutCells)
    }

    private static func ordered(_ cells: some Sequence<Cell>) -> [Cell] {
        cells.sorted { ($0.body, $0.indicator, $0.year) < ($1.body, $1.indicator, $1.year) }
    }

    /// What was done, for the notes of a result.
    public var note: LocalizedText {
        let rest = withoutCells == 0 ? "" : "；\(withoutCells) 条未指明单元格"
        let others = withoutCells == 0 ? "" : "; \(withoutCells) accuse\(withoutCells == 1 ? "s" : "") no cell"
        return LocalizedText(
            zh: "已按裁定更正：\(confirmed) 条属实的异常，\(replaced) 个数值改为应有的值，\(removed) 个数值不计入\(rest)。",
            en:
                "Corrected by verdicts: of \(confirmed) confirmed finding\(confirmed == 1 ? "" : "s") \(replaced) value\(replaced == 1 ? "" : "s") became what was meant, \(removed) \(removed == 1 ? "is" : "are") left out\(others)."
        )
    }

    /// The body in whose report a change is: mostly the finding's own, else the only one of its name.
    private static func body(of change: Finding.Change, _ finding: Finding, _ corpus: Corpus) -> Int? {
        if change.entity == finding.entity { return finding.body }
        let named = corpus.bodies.indices.filter { corpus.bodies[$0].name == change.entity }
        return named.count == 1 ? named[0] : nil
    }

    private static func accusesCells(_ finding: Finding) -> Bool {
        if finding.mechanism == .restated { return false }
        return switch finding.kind {
        case .identity, .carryOver, .stockFlow, .unit, .implausible: true
        case .outlier: finding.rule != "panel.level_shift"
        case .rollUp, .narrative, .duplicate, .edition, .format, .missing: false
        }
    }
}
