import ColumnStore
import Disclosure
import PanelReading
import Reporting

extension ResultTable {
    /// The result of `analyze import` without its row.
    static let importLayout = ResultTable(
        schema: "analyze.import/1", title: LocalizedText(zh: "导入", en: "Import"),
        columns: [
            .text("name", zh: "名称", en: "Name"),
            .text(
                "status", zh: "状态", en: "Status",
                codes: ["stored": LocalizedText(zh: "已入库", en: "stored"), "unchanged": LocalizedText(zh: "未变", en: "unchanged")]),
            .number("entities", zh: "主体", en: "Entities", .plain), .number("first_year", zh: "起", en: "From", .plain),
            .number("last_year", zh: "止", en: "To", .plain), .number("indicators", zh: "指标", en: "Indicators", .plain),
            .number("values", zh: "数值", en: "Values", .plain), .text("period", zh: "期间列", en: "Period"),
            .number("repeated", zh: "重复", en: "Repeated", .plain), .text("attributes", zh: "属性", en: "Attributes"),
            .number("not_read", zh: "未读格", en: "Not read", .plain), .text("columns", zh: "列", en: "Columns", .machine),
            .text("cells", zh: "特殊格", en: "Odd cells", .machine), .text("unread_lines", zh: "未读行", en: "Unread lines", .machine),
        ])

    /// The result of `analyze import --dry-run` without rows.
    static let columnsLayout = ResultTable(
        schema: "analyze.import_columns/1", title: LocalizedText(zh: "各列的读法（未入库）", en: "How each column is read (nothing is stored)"),
        columns: [
            .text("column", zh: "列", en: "Column"), .text("role", zh: "角色", en: "Role", codes: roles), .text("how", zh: "识别方式", en: "Read as"),
            .text("example", zh: "示例", en: "Example"), .text("unit", zh: "单位", en: "Unit"), .number("numbers", zh: "数值", en: "Numbers", .plain),
            .number("blank", zh: "空白", en: "Blank", .plain), .number("not_applicable", zh: "不适用", en: "Marks", .plain),
            .number("bound", zh: "界限", en: "Bounds", .plain), .number("text", zh: "未读", en: "Not read", .plain),
            .text("cells", zh: "特殊格", en: "Odd cells", .machine),
        ])

    /// The result of `analyze import`: one row about the panel, everything that was decided in the notes.
    static func imported(_ imported: PanelTable, name: String, isNew: Bool) -> ResultTable {
        let panel = imported.panel
        let numbers = panel.variables.reduce(0) { $0 + panel.column($1)!.validCount }
        var table = importLayout.filled(with: [
            [
                .text(name), .text(isNew ? "stored" : "unchanged"), .integer(panel.entities.count), .integer(panel.years.lowerBound),
                .integer(panel.years.upperBound), .integer(panel.variables.count), .integer(numbers), .text(imported.periodColumn),
                .integer(imported.repetitions.count), .texts(Set(panel.attributes.keys).union(panel.details.keys).sorted()),
                .integer(imported.oddCells.count { $0.state == .text }), .list(imported.columns.map(value)), .list(imported.oddCells.map(value)),
                .list(imported.unreadLines.map { .integer($0) }),
            ]
        ])
        table.notes = notes(imported)
        return table
    }

    /// The result of `analyze import --dry-run`: a row a column of the file.
    static func columns(of imported: PanelTable) -> ResultTable {
        var table = columnsLayout.filled(
            with: imported.columns.map { column in
                let isNumbers = column.role == .value || column.role == .number
                func count(_ number: Int) -> ResultValue { isNumbers ? .integer(number) : .null }
                return [
                    .text(column.name), .text(column.role.rawValue), .localized(column.how), .text(column.example), .text(column.unit),
                    count(column.numbers), count(column.blanks), count(column.marks), count(column.bounds), count(column.texts),
                    .list(imported.oddCells.filter { $0.column == column.name }.map(value)),
                ]
            })
        let panel = imported.panel
        table.notes = notes(imported)
        table.notes.append(
            LocalizedText(
                zh:
                    "共 \(panel.entities.count) 个主体、\(panel.years.lowerBound)–\(panel.years.upperBound) 年、\(panel.variables.count) 个指标；列认错时用 --column 角色=列名。",
                en:
                    "\(panel.entities.count) \(panel.entities.count == 1 ? "entity" : "entities"), \(panel.years.lowerBound)–\(panel.years.upperBound), \(panel.variables.count) \(panel.variables.count == 1 ? "indicator" : "indicators"); where a column is taken for the wrong thing: --column role=NAME."
            ))
        return table
    }

    private static let roles: [String: LocalizedText] = [
        "entity": LocalizedText(zh: "主体", en: "entity"), "year": LocalizedText(zh: "年份", en: "year"), "period": LocalizedText(zh: "期间", en: "period"),
        "indicator": LocalizedText(zh: "指标", en: "indicator"), "value": LocalizedText(zh: "数值", en: "value"),
        "number": LocalizedText(zh: "指标数值", en: "number"), "attribute": LocalizedText(zh: "属性", en: "attribute"),
        "ignore": LocalizedText(zh: "未读", en: "not read"),
    ]

    private static func notes(_ imported: PanelTable) -> [LocalizedText] {
        var notes = imported.notes
        let contradicting = imported.repetitions.count { !$0.isIdentical }
        if contradicting > 0 {
            notes.append(
                LocalizedText(
                    zh: "\(contradicting) 个单元格在同一期有多个不同数值，见 analyze anomalies --kind duplicate。",
                    en:
                        "\(contradicting == 1 ? "1 cell is" : "\(contradicting) cells are") given several different values for one period: see analyze anomalies --kind duplicate."
                ))
        }
        return notes
    }

    private static func value(_ column: ColumnReading) -> ResultValue {
        .object([
            ResultField("column", .text(column.name)), ResultField("role", .text(column.role.rawValue)), ResultField("how", .localized(column.how)),
            ResultField("example", .text(column.example)), ResultField("unit", .text(column.unit)),
        ])
    }

    private static func value(_ cell: OddCell) -> ResultValue {
        .object([
            ResultField("line", .integer(cell.line)), ResultField("column", .text(cell.column)), ResultField("indicator", .text(cell.indicator)),
            ResultField("raw", .text(cell.raw)), ResultField("kind", .text(cell.kind.rawValue)), ResultField("state", .text(cell.state.name)),
            ResultField("flag", .text(cell.flag)), ResultField("low", .number(cell.low)), ResultField("high", .number(cell.high)),
        ])
    }
}
