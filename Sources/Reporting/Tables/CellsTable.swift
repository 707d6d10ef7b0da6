public import Disclosure
import FilePaths

extension ResultTable {
    /// The result of `analyze cells`: every cell of the reports that `isIncluded` keeps, in the forms' order.
    ///
    /// Money is in 万元 with the raw text beside it. `value` is null unless `state` is `number`.
    public static func cells(_ reports: some Sequence<Report>, where isIncluded: (String) -> Bool = { _ in true }) -> ResultTable {
        var table = ResultTable(
            schema: "analyze.cells/1", title: LocalizedText(zh: "单元格", en: "Cells"),
            columns: [
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
                .text("label_en", zh: "英文名称", en: "English label", .machine),
            ])
        for report in reports {
            for form in report.forms {
                for cell in form.cells where isIncluded(cell.indicator) {
                    let indicator = Catalog.standard.indicator(cell.indicator, edition: form.edition)
                    table.append([
                        .text(report.body.name), .text(report.body.regionCode), .integer(report.year), .text(form.edition.rawValue),
                        .text(cell.indicator), .text(indicator?.label), .decimal(cell.value), .text(indicator?.unit), .text(cell.state.name),
                        .text(cell.raw), .text(report.source.path.shown), .integer(cell.place.table), .integer(cell.place.row),
                        .integer(cell.place.column), .integer(cell.place.page), .text(indicator?.labelEnglish),
                    ])
                }
            }
        }
        return table
    }
}
