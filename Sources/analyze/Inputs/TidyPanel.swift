import Analyses
import ColumnStore
import Disclosure
import Persistence
import Reporting

/// The cells of a corpus one a row, for programs that want a tidy table: made while they are written, so that the panel is the largest thing in memory.
struct TidyPanel: TableSource {
    let corpus: Corpus
    let includes: @Sendable (_ indicator: String, _ edition: Edition?) -> Bool

    var schema: String { "analyze.export/1" }
    var title: LocalizedText { LocalizedText(zh: "面板", en: "Panel") }
    var columns: [ResultColumn] {
        [
            .text("entity", zh: "entity", en: "entity"), .text("region_code", zh: "region_code", en: "region_code"),
            .text("level", zh: "level", en: "level"), .text("kind", zh: "kind", en: "kind"), .number("year", zh: "year", en: "year", .plain),
            .text("edition", zh: "edition", en: "edition"), .text("indicator", zh: "indicator", en: "indicator"),
            .text("concept", zh: "concept", en: "concept"), .text("label", zh: "label", en: "label"), .text("unit", zh: "unit", en: "unit"),
            .number("value", zh: "value", en: "value"), .text("state", zh: "state", en: "state"),
        ]
    }

    init(_ corpus: Corpus, includes: @escaping @Sendable (_ indicator: String, _ edition: Edition?) -> Bool) {
        self.corpus = corpus
        self.includes = includes
    }

    /// What is the same in every cell of an indicator on a form.
    private struct Entry {
        let edition: ResultValue
        let indicator: ResultValue
        let concept: ResultValue
        let label: ResultValue
        let unit: ResultValue
    }

    /// A variable of the panel, and its entries by edition; those that are not wanted have none.
    private struct Column {
        let name: String
        let values: SeriesColumn
        let states: StateColumn
        let editions: Set<Edition>
        let entries: [Edition?: Entry]
    }

    private func makeColumns() -> [Column] {
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
        for series in corpus.bodies.indices {
            for year in corpus.years {
                let period = year - corpus.years.lowerBound
                let forms = corpus.forms[series * corpus.panel.yearCount + period]
                for column in columns where !column.entries.isEmpty {
                    guard let state = CellState(rawValue: column.states[series, period]), state != .absent else { continue }
                    // The edition of a cell is that of the first form of its report that has it.
                    let edition = forms.first { column.editions.contains($0) }
                    guard column.entries[edition] != nil else { continue }
                    try body(series, year, column, edition, state, column.values[series, period])
                }
            }
        }
    }

    func forEachRow(_ body: ([ResultValue]) throws -> Void) throws {
        var (last, identity): ((body: Int, year: Int)?, [ResultValue]) = (nil, [])
        try forEachCell { series, year, column, edition, state, value in
            if last == nil || last! != (series, year) {
                let one = corpus.body(series, year: year)
                identity = [.text(one.name), .text(one.regionCode), .text(one.level.rawValue), .text(one.kind.rawValue), .integer(year)]
                last = (series, year)
            }
            let entry = column.entries[edition]!
            try body(identity + [entry.edition, entry.indicator, entry.concept, entry.label, entry.unit, Self.number(value), .text(state.name)])
        }
    }

    /// Calls `body` with every cell as a row of a database.
    func forEachDatabaseRow(_ body: (TidyDatabase.Row) throws -> Void) rethrows {
        try forEachCell { series, year, column, edition, state, value in
            try body(
                TidyDatabase.Row(body: series, year: year, edition: edition?.rawValue, indicator: column.name, value: value, state: state.name))
        }
    }

    /// Whole numbers without a decimal point.
    private static func number(_ value: Double?) -> ResultValue {
        guard let value else { return .null }
        return Int(exactly: value).map { .integer($0) } ?? .number(value)
    }
}
