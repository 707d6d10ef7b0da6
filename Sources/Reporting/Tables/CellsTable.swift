public import Analyses
import ColumnStore
public import Disclosure
import FilePaths

/// The result of `analyze cells`: every cell of the reports, in the forms' order.
///
/// Money is in 万元 with the raw text beside it. `value` is null unless `state` is `number`. Reports are read one after the other while they are printed.
public struct CellsTable: TableSource {
    /// Calls its argument with each report.
    public typealias Reports = @Sendable (_ body: (Report) throws -> Void) throws -> Void

    private let isIncluded: @Sendable (String, Edition?) -> Bool
    private let panels: Corpus?
    private let reports: Reports

    /// The cells that `isIncluded` keeps, by indicator and edition, of the reports, and behind them those of the panels from elsewhere of a corpus.
    public init(
        where isIncluded: @escaping @Sendable (String, Edition?) -> Bool = { _, _ in true }, panels: Corpus? = nil, of reports: @escaping Reports
    ) {
        self.isIncluded = isIncluded
        self.panels = panels
        self.reports = reports
    }

    /// Name and version of the contract.
    public var schema: String { "analyze.cells/1" }
    /// What the table shows.
    public var title: LocalizedText { LocalizedText(zh: "单元格", en: "Cells") }

    /// The columns.
    public var columns: [ResultColumn] {
        [
            .text("entity", zh: "主体", en: "Entity"),
            .text("region_code", zh: "区划代码", en: "Region", .extra),
            .number("year", zh: "年度", en: "Year", .plain),
            .text("edition", zh: "版本", en: "Edition", .extra, codes: Codes.editions),
            .text("indicator", zh: "指标", en: "Indicator"),
            .text("label", zh: "名称", en: "Label", codes: Codes.labels),
            .number("value", zh: "数值", en: "Value"),
            .text("unit", zh: "单位", en: "Unit", codes: Codes.units),
            .text("state", zh: "状态", en: "State", codes: Codes.states, tints: ["blank": .dim, "not_applicable": .dim, "text": .yellow]),
            .text("raw", zh: "原文", en: "Raw", .extra),
            .text("source", zh: "来源", en: "Source", .machine),
            .number("table", zh: "表", en: "Table", .plain, .machine),
            .number("row", zh: "行", en: "Row", .plain, .machine),
            .number("column", zh: "列", en: "Column", .plain, .machine),
            .number("page", zh: "页", en: "Page", .plain, .machine),
            .text("label_en", zh: "英文名称", en: "English label", .machine), .text("flag", zh: "标记", en: "Flag", .machine),
            .number("low", zh: "下界", en: "At least", .plain, .machine), .number("high", zh: "上界", en: "At most", .plain, .machine),
        ]
    }

    /// Reads the reports and calls `body` with each of their cells.
    public func forEachRow(_ body: ([ResultValue]) throws -> Void) throws {
        try reports { report in
            for form in report.forms {
                for cell in form.cells where isIncluded(cell.indicator, form.edition) {
                    let indicator = Catalog.standard.indicator(cell.indicator, edition: form.edition)
                    try body([
                        .text(report.body.name), .text(report.body.regionCode), .integer(report.year), .text(form.edition.rawValue),
                        .text(cell.indicator), .text(indicator?.label), .decimal(cell.value), .text(indicator?.unit), .text(cell.state.name),
                        .text(cell.raw), .text(report.source.path.shown), .integer(cell.place.table), .integer(cell.place.row),
                        .integer(cell.place.column), .integer(cell.place.page), .text(indicator?.labelEnglish),
                        .null, .null, .null,
                    ])
                }
            }
        }
        try panels?.forEachImportedCell { cell in
            if isIncluded(cell.variable, nil) { try body(Self.row(of: cell, in: panels)) }
        }
    }

    private static func row(of cell: ImportedCell, in corpus: Corpus?) -> [ResultValue] {
        let body = corpus?.bodies[cell.body]
        let remark = cell.remark
        return [
            .text(body?.name), .text(body?.regionCode), .integer(cell.year), .text(cell.text("edition")), .text(cell.variable),
            .text(cell.description.label ?? cell.variable), .whole(cell.value), .text(cell.description.unit), .text(cell.state.name),
            .text(cell.raw), .text(cell.part.source), .null, .integer(remark.flatMap { $0.line > 0 ? $0.line : nil }), .null, .null,
            .text(cell.description.label ?? cell.variable), .text(remark?.flag), .number(remark?.low), .number(remark?.high),
        ]
    }
}
