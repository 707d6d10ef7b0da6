import Analyses
import ColumnStore
import Disclosure
import Persistence
import Reporting

/// The cells of a corpus one a row, for programs that want a tidy table.
struct TidyPanel {
    let corpus: Corpus
    let includes: (_ indicator: String, _ edition: Edition?) -> Bool

    static let header = [
        "entity", "region_code", "level", "kind", "year", "edition", "indicator", "concept", "label", "unit", "value", "state",
    ]

    init(_ corpus: Corpus, includes: @escaping (_ indicator: String, _ edition: Edition?) -> Bool) {
        self.corpus = corpus
        self.includes = includes
    }

    /// Calls `body` with every cell that is on a form, by body, year and indicator.
    private func forEachCell(
        _ body: (_ body: Int, _ year: Int, _ indicator: String, _ edition: Edition?, _ state: CellState, _ value: Double?) -> Void
    ) {
        let panel = corpus.panel
        let columns = panel.variables.map { (name: $0, values: panel.column($0)!, states: panel.states($0)!) }
        // Which edition of a report a cell belongs to: the first of its forms that has it.
        let editionsOf = Dictionary(
            uniqueKeysWithValues: panel.variables.map { ($0, Set(Catalog.standard.indicators($0).map(\.edition))) })
        for series in corpus.bodies.indices {
            for year in corpus.years {
                let period = year - corpus.years.lowerBound
                let forms = corpus.forms[series * panel.yearCount + period]
                for column in columns {
                    guard let state = CellState(rawValue: column.states[series, period]), state != .absent else { continue }
                    let edition = forms.first { editionsOf[column.name]!.contains($0) }
                    guard includes(column.name, edition) else { continue }
                    body(series, year, column.name, edition, state, column.values[series, period])
                }
            }
        }
    }

    /// Everything as a result that every text format can print.
    var table: ResultTable {
        var table = ResultTable(
            schema: "analyze.export/1", title: LocalizedText(zh: "面板", en: "Panel"),
            columns: Self.header.map { key in
                key == "value" || key == "year" ? .number(key, zh: key, en: key, .plain) : .text(key, zh: key, en: key)
            })
        forEachCell { body, year, indicator, edition, state, value in
            let entry = edition.flatMap { Catalog.standard.indicator(indicator, edition: $0) }
            let identity = corpus.body(body, year: year)
            table.append([
                .text(identity.name), .text(identity.regionCode), .text(identity.level.rawValue), .text(identity.kind.rawValue), .integer(year),
                .text(edition?.rawValue), .text(indicator), .text(edition.flatMap { Concept.of(indicator, edition: $0)?.id }),
                .text(entry?.label), .text(entry?.unit), Self.number(value), .text(state.name),
            ])
        }
        return table
    }

    /// Whole numbers without a decimal point.
    private static func number(_ value: Double?) -> ResultValue {
        guard let value else { return .null }
        return Int(exactly: value).map { .integer($0) } ?? .number(value)
    }

    var databaseRows: [TidyDatabase.Row] {
        var rows: [TidyDatabase.Row] = []
        forEachCell { body, year, indicator, edition, state, value in
            rows.append(
                TidyDatabase.Row(body: body, year: year, edition: edition?.rawValue, indicator: indicator, value: value, state: state.name))
        }
        return rows
    }

    /// The columns of `header`: the year whole, the value a number, the rest texts.
    var arrowColumns: [ArrowColumn] {
        let rows = table.rows
        func number(_ value: ResultValue) -> Double? {
            switch value {
            case .integer(let number): Double(number)
            case .number(let number): number
            default: nil
            }
        }
        return Self.header.enumerated().map { index, name in
            switch name {
            case "year": ArrowColumn(name, rows.map { Int32(number($0[index])!) })
            case "value": ArrowColumn(name, rows.map { number($0[index]) })
            default: ArrowColumn(name, rows.map { row in if case .text(let text) = row[index] { text } else { nil } })
            }
        }
    }

    var workbookRows: [[Workbook.Cell]] {
        table.rows.map { row in
            row.map { value in
                switch value {
                case .integer(let number): .number(Double(number))
                case .number(let number): .number(number)
                case .text(let text): .text(text)
                default: .empty
                }
            }
        }
    }
}
