import Analyses
import ColumnStore
import Disclosure
import Persistence
import Reporting

/// The cells of a corpus one a row, for programs that want a tidy table: made while they are written, so that the panel is the largest thing in memory.
///
/// With panels from elsewhere a row also has what their cells hold beside the numbers, and every other column of their files, so that `import` reads the
/// table back cell by cell.
struct TidyPanel: TableSource {
    let corpus: Corpus
    let includes: @Sendable (_ indicator: String, _ edition: Edition?) -> Bool
    /// The keys of the columns: those that every export has, then those of panels from elsewhere.
    private let header: [String]

    private static let standard = [
        "entity", "region_code", "level", "kind", "year", "edition", "indicator", "concept", "label", "unit", "value", "state",
    ]
    /// What cells of panels from elsewhere hold beside their numbers.
    private static let beside = ["raw", "flag", "low", "high"]
    private static let numbers: Set<String> = ["year", "value", "low", "high"]

    var schema: String { "analyze.export/1" }
    var title: LocalizedText { LocalizedText(zh: "面板", en: "Panel") }
    var wide: (any WideSheet)? { WidePanel(self) }
    var columns: [ResultColumn] {
        header.map { key in Self.numbers.contains(key) ? .number(key, zh: key, en: key, .plain) : .text(key, zh: key, en: key) }
    }

    init(_ corpus: Corpus, includes: @escaping @Sendable (_ indicator: String, _ edition: Edition?) -> Bool) {
        self.corpus = corpus
        self.includes = includes
        var header = Self.standard
        if !corpus.imports.isEmpty {
            header += Self.beside
            let texts = Set(corpus.imports.flatMap { Array($0.panel.attributes.keys) + Array($0.panel.details.keys) })
            header += texts.subtracting(header).sorted()
        }
        self.header = header
    }

    /// What is the same in every cell of an indicator on a form.
    fileprivate struct Entry {
        let edition: ResultValue
        let indicator: ResultValue
        let concept: ResultValue
        let label: ResultValue
        let unit: ResultValue
    }

    /// A variable of the panel, and its entries by edition; those that are not wanted have none.
    struct Column {
        let name: String
        let values: SeriesColumn
        let states: StateColumn
        let editions: Set<Edition>
        fileprivate let entries: [Edition?: Entry]

        /// The edition that a cell is of, the first form of its report that has it, and its state; `nil` where there is no such cell, or it is not wanted.
        func cell(_ body: Int, _ period: Int, forms: [Edition]) -> (edition: Edition?, state: CellState)? {
            guard !entries.isEmpty, let state = CellState(rawValue: states[body, period]), state != .absent else { return nil }
            let edition = forms.first { editions.contains($0) }
            return entries[edition] == nil ? nil : (edition, state)
        }
    }

    /// The variables of the panel.
    func makeColumns() -> [Column] {
        corpus.panel.variables.map { name in
            let editions = Set(Catalog.standard.indicators(name).map(\.edition))
            var entries: [Edition?: Entry] = [:]
            for edition in editions.map(Optional.some) + [nil] where includes(name, edition) {
                let entry = edition.flatMap { Catalog.standard.indicator(name, edition: $0) }
                entries[edition] = Entry(
                    edition: .text(edition?.rawValue), indicator: .text(name), concept: .text(edition.flatMap { Concept.of(name, edition: $0)?.id }),
                    label: .text(entry?.label), unit: .text(entry?.unit))
            }
            return Column(
                name: name, values: corpus.panel.column(name)!, states: corpus.panel.states(name)!, editions: editions, entries: entries)
        }
    }

    /// Calls `body` with every cell that is on a form, by body, year and indicator.
    private func forEachCell(
        _ body: (_ body: Int, _ year: Int, _ column: Column, _ edition: Edition?, _ state: CellState, _ value: Double?) throws -> Void
    ) rethrows {
        let columns = makeColumns()
        let imported = Set(corpus.imports.flatMap(\.bodies))
        for series in corpus.bodies.indices where !imported.contains(series) {
            for year in corpus.years {
                let period = year - corpus.years.lowerBound
                let forms = corpus.forms[series * corpus.panel.yearCount + period]
                for column in columns {
                    guard let (edition, state) = column.cell(series, period, forms: forms) else { continue }
                    try body(series, year, column, edition, state, column.values[series, period])
                }
            }
        }
    }

    private func row(of cell: ImportedCell) -> [ResultValue] {
        let body = corpus.bodies[cell.body]
        let remark = cell.remark
        return header.map { name in
            switch name {
            case "entity": .text(body.name)
            case "region_code": .text(body.regionCode ?? cell.text(name))
            case "year": .integer(cell.year)
            case "indicator": .text(cell.variable)
            case "label": .text(cell.description.label ?? cell.text(name))
            case "unit": .text(cell.description.unit ?? cell.text(name))
            case "value": Self.number(cell.value)
            case "state": .text(cell.state.name)
            // Empty where the cell holds its number and nothing else.
            case "raw": .text(remark?.raw)
            case "flag": .text(remark?.flag)
            case "low": .number(remark?.low)
            case "high": .number(remark?.high)
            default: .text(cell.text(name))
            }
        }
    }

    func forEachRow(_ body: ([ResultValue]) throws -> Void) throws {
        let extra = [ResultValue](repeating: .null, count: header.count - Self.standard.count)
        var (last, identity): ((body: Int, year: Int)?, [ResultValue]) = (nil, [])
        try forEachCell { series, year, column, edition, state, value in
            if last == nil || last! != (series, year) {
                let one = corpus.body(series, year: year)
                identity = [.text(one.name), .text(one.regionCode), .text(one.level.rawValue), .text(one.kind.rawValue), .integer(year)]
                last = (series, year)
            }
            let entry = column.entries[edition]!
            let own = [entry.edition, entry.indicator, entry.concept, entry.label, entry.unit, Self.number(value), .text(state.name)]
            try body(identity + own + extra)
        }
        try corpus.forEachImportedCell { cell in
            if includes(cell.variable, nil) { try body(row(of: cell)) }
        }
    }

    /// Calls `body` with every cell as a row of a database.
    func forEachDatabaseRow(_ body: (TidyDatabase.Row) throws -> Void) rethrows {
        try forEachCell { series, year, column, edition, state, value in
            try body(
                TidyDatabase.Row(body: series, year: year, edition: edition?.rawValue, indicator: column.name, value: value, state: state.name))
        }
        try corpus.forEachImportedCell { cell in
            guard includes(cell.variable, nil) else { return }
            try body(
                TidyDatabase.Row(
                    body: cell.body, year: cell.year, edition: cell.text("edition"), indicator: cell.variable, value: cell.value,
                    state: cell.state.name))
        }
    }

    /// Whole numbers without a decimal point.
    private static func number(_ value: Double?) -> ResultValue {
        guard let value else { return .null }
        return Int(exactly: value).map { .integer($0) } ?? .number(value)
    }
}
