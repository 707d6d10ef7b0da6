public import Analyses
public import ColumnStore
public import Disclosure
import FilePaths

/// One filled cell of a panel from elsewhere, as the tables print it.
public struct ImportedCell: Sendable {
    /// The part of the corpus it comes from, and its entity there.
    public let part: ImportedPart
    let entity: Int
    /// The body's position in the corpus.
    public let body: Int
    /// The year.
    public let year: Int
    /// The variable's name.
    public let variable: String
    /// What stands in the cell.
    public let state: CellState

    /// The number.
    public var value: Double? { part.panel.value(variable, entity: entity, year: year) }
    /// Its text where it says more than the number, with flags and bounds.
    public var remark: CellRemark? { part.panel.remark(variable, entity: entity, year: year) }
    /// What the variable measures.
    public var description: VariableDescription { part.panel.description(of: variable) }
    /// The text of a column of the panel's file for this cell.
    public func text(_ column: String) -> String? {
        part.panel.details[column] != nil
            ? part.panel.detail(column, variable: variable, entity: entity, year: year) : part.panel.attributes[column]?[entity]
    }

    /// What stands in the cell, as text.
    public var raw: String? {
        remark?.raw ?? value.map { JSONText.of(.number($0), language: .en) }
    }
}

extension Corpus {
    /// Calls `work` with every cell of panels from elsewhere that is there, by body, year and variable.
    public func forEachImportedCell(_ work: (ImportedCell) throws -> Void) rethrows {
        for part in imports {
            let variables = part.panel.variables
            for (entity, body) in part.bodies.enumerated() {
                for year in part.panel.years where years.contains(year) {
                    for variable in variables {
                        // Years that were not selected are absent from the corpus's own panel.
                        guard panel.state(variable, entity: body, year: year) != 0,
                            let state = CellState(rawValue: part.panel.state(variable, entity: entity, year: year)), state != .absent
                        else { continue }
                        try work(ImportedCell(part: part, entity: entity, body: body, year: year, variable: variable, state: state))
                    }
                }
            }
        }
    }
}

extension ResultTable {
    /// The result of `analyze show` for an entity of a panel from elsewhere.
    public static func imported(_ corpus: Corpus, body: Int, year: Int, findings: [Finding]) -> ResultTable {
        let name = corpus.bodies[body].name
        var table = ResultTable(
            schema: "analyze.show/1", title: LocalizedText(zh: "\(name) \(year) 年", en: "\(name) \(year)"),
            columns: [
                .text("edition", zh: "版本", en: "Edition", .machine), .text("indicator", zh: "指标", en: "Indicator"),
                .text("label", zh: "名称", en: "Label", .machine), .number("value", zh: "数值", en: "Value"), .text("unit", zh: "单位", en: "Unit"),
                .text("state", zh: "状态", en: "State", codes: Codes.states), .text("raw", zh: "原文", en: "Raw"),
                .text("findings", zh: "异常", en: "Findings"), .text("label_en", zh: "英文名称", en: "English label", .machine),
            ])
        corpus.forEachImportedCell { cell in
            guard cell.body == body, cell.year == year else { return }
            let label = cell.description.label ?? cell.variable
            let own = findings.filter { finding in finding.cells.contains { $0.indicator == cell.variable && $0.year == year } }
            table.append([
                .text(cell.text("edition")), .text(cell.variable), .text(label), .whole(cell.value), .text(cell.description.unit),
                .text(cell.state.name),
                .text(cell.remark?.raw), .texts(own.map(\.fingerprint)), .text(label),
            ])
        }
        table.notes = findings.map(\.message)
        if let (part, _) = corpus.imported(body) {
            table.notes.insert(LocalizedText(zh: "来自面板 \(part.source)。", en: "From the panel \(part.source)."), at: 0)
        }
        return table
    }
}

extension ResultValue {
    /// A number, without a decimal point where it is whole.
    static func whole(_ value: Double?) -> ResultValue {
        guard let value else { return .null }
        return Int(exactly: value).map { .integer($0) } ?? .number(value)
    }
}

extension ReportSummary {
    /// What a panel from elsewhere has of an entity and year, in place of reports; the numbers of years without a cell are left out.
    public static func imported(_ corpus: Corpus) -> [ReportSummary] {
        var summaries: [ReportSummary] = []
        var counts: [Int: (cells: Int, blank: Int)] = [:]
        let yearCount = corpus.panel.yearCount
        corpus.forEachImportedCell { cell in
            let key = cell.body * yearCount + cell.year - corpus.years.lowerBound
            counts[key, default: (0, 0)].cells += 1
            if cell.state == .blank { counts[key]!.blank += 1 }
        }
        for key in counts.keys.sorted() {
            let (body, period) = key.quotientAndRemainder(dividingBy: yearCount)
            guard let (part, _) = corpus.imported(body) else { continue }
            summaries.append(
                ReportSummary(
                    body: corpus.bodies[body], year: corpus.years.lowerBound + period,
                    source: ReportSource(path: FilePath(part.source), sha256: "", format: "panel"),
                    cells: counts[key]!.cells, blank: counts[key]!.blank, versions: 1, version: 1, isCurrent: true))
        }
        return summaries
    }
}
