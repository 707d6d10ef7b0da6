public import Disclosure

/// A column of a result together with what stands in it: declared in one place, so that no value can slip under another heading.
///
/// ```swift
/// ResultTable(
///     schema: "analyze.rank/1", title: title, of: rows,
///     columns: [.text("entity", zh: "主体", en: "Entity") { .text($0.entity) }, .number("year", zh: "年度", en: "Year", .plain) { .integer($0.year) }])
/// ```
public struct TableColumn<Row> {
    /// Key, label and style.
    public let column: ResultColumn
    /// What stands in the column for one row.
    public let value: (Row) -> ResultValue

    /// A column of text.
    public static func text(
        _ key: String, zh: String, en: String, _ prominence: ResultColumn.Prominence = .essential, codes: [String: LocalizedText] = [:],
        tints: [String: ResultColumn.Tint] = [:], _ value: @escaping (Row) -> ResultValue
    ) -> TableColumn {
        TableColumn(column: .text(key, zh: zh, en: en, prominence, codes: codes, tints: tints), value: value)
    }

    /// A column of numbers.
    public static func number(
        _ key: String, zh: String, en: String, _ style: NumberStyle = .general, _ prominence: ResultColumn.Prominence = .essential,
        _ value: @escaping (Row) -> ResultValue
    ) -> TableColumn {
        TableColumn(column: .number(key, zh: zh, en: en, style, prominence), value: value)
    }
}

extension ResultTable {
    /// A result of rows, each laid out by the columns.
    public init<Row>(
        schema: String, title: LocalizedText, of rows: some Sequence<Row>, columns: [TableColumn<Row>], notes: [LocalizedText] = []
    ) {
        self.init(
            schema: schema, title: title, columns: columns.map(\.column), rows: rows.map { row in columns.map { $0.value(row) } }, notes: notes)
    }
}
