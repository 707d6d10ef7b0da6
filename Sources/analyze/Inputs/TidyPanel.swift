import Analyses
import ColumnStore
import Disclosure
import Persistence
import Reporting

/// The cells of a corpus one a row, for programs that want a tidy table.
///
/// With panels from elsewhere a row also has what their cells hold beside the numbers, and every other column of their files, so that `import` reads the
/// table back cell by cell.
struct TidyPanel {
    let corpus: Corpus
    let includes: (_ indicator: String, _ edition: Edition?) -> Bool
    /// The columns: those that every export has, then those of panels from elsewhere.
    let header: [String]

    private static let standard = [
        "entity", "region_code", "level", "kind", "year", "edition", "indicator", "concept", "label", "unit", "value", "state",
    ]
    /// What cells of panels from elsewhere hold beside their numbers.
    private static let beside = ["raw", "flag", "low", "high"]
    private static let numbers: Set<String> = ["year", "value", "low", "high"]

    init(_ corpus: Corpus, includes: @escaping (_ indicator: String, _ edition: Edition?) -> Bool) {
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

    /// Calls `work` with every cell that is on a form or in a panel, by body, year and indicator, as a row of `header`.
    private func forEachRow(_ work: (_ body: Int, _ edition: String?, _ row: [ResultValue]) -> Void) {
        let panel = corpus.panel
        let columns = panel.variables.map { (name: $0, values: panel.column($0)!, states: panel.states($0)!) }
        // Which edition of a report a cell belongs to: the first of its forms that has it.
        let editionsOf = Dictionary(
            uniqueKeysWithValues: panel.variables.map { ($0, Set(Catalog.standard.indicators($0).map(\.edition))) })
        let extra = [ResultValue](repeating: .null, count: header.count - Self.standard.count)
        let imported = Set(corpus.imports.flatMap(\.bodies))
        for series in corpus.bodies.indices where !imported.contains(series) {
            for year in corpus.years {
                let period = year - corpus.years.lowerBound
                let forms = corpus.forms[series * panel.yearCount + period]
                let identity = corpus.body(series, year: year)
                for column in columns {
                    guard let state = CellState(rawValue: column.states[series, period]), state != .absent else { continue }
                    let edition = forms.first { editionsOf[column.name]!.contains($0) }
                    guard includes(column.name, edition) else { continue }
                    let entry = edition.flatMap { Catalog.standard.indicator(column.name, edition: $0) }
                    work(
                        series, edition?.rawValue,
                        [
                            .text(identity.name), .text(identity.regionCode), .text(identity.level.rawValue), .text(identity.kind.rawValue),
                            .integer(year),
                            .text(edition?.rawValue), .text(column.name), .text(edition.flatMap { Concept.of(column.name, edition: $0)?.id }),
                            .text(entry?.label), .text(entry?.unit), Self.number(column.values[series, period]), .text(state.name),
                        ] + extra)
                }
            }
        }
        corpus.forEachImportedCell { cell in
            guard includes(cell.variable, nil) else { return }
            work(cell.body, cell.text("edition"), row(of: cell))
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

    /// Everything as a result that every text format can print.
    var table: ResultTable {
        var table = ResultTable(
            schema: "analyze.export/1", title: LocalizedText(zh: "面板", en: "Panel"),
            columns: header.map { key in
                Self.numbers.contains(key) ? .number(key, zh: key, en: key, .plain) : .text(key, zh: key, en: key)
            })
        forEachRow { _, _, row in table.append(row) }
        return table
    }

    /// Whole numbers without a decimal point.
    private static func number(_ value: Double?) -> ResultValue {
        guard let value else { return .null }
        return Int(exactly: value).map { .integer($0) } ?? .number(value)
    }

    private static func double(_ value: ResultValue) -> Double? {
        switch value {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }

    private static func text(_ value: ResultValue) -> String? { if case .text(let text) = value { text } else { nil } }

    var databaseRows: [TidyDatabase.Row] {
        let (indicator, year, value, state) = (6, 4, 10, 11)
        var rows: [TidyDatabase.Row] = []
        forEachRow { body, edition, row in
            rows.append(
                TidyDatabase.Row(
                    body: body, year: Int(Self.double(row[year])!), edition: edition, indicator: Self.text(row[indicator])!,
                    value: Self.double(row[value]), state: Self.text(row[state])!))
        }
        return rows
    }

    /// The columns of `header`: the year whole, values and bounds numbers, the rest texts.
    var arrowColumns: [ArrowColumn] {
        let rows = table.rows
        return header.enumerated().map { index, name in
            switch name {
            case "year": ArrowColumn(name, rows.map { Int32(Self.double($0[index])!) })
            case _ where Self.numbers.contains(name): ArrowColumn(name, rows.map { Self.double($0[index]) })
            default: ArrowColumn(name, rows.map { Self.text($0[index]) })
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
