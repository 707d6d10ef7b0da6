public import Disclosure

/// A result in memory: a schema with a version, columns, rows, and remarks on the whole.
///
/// ```swift
/// let table = ResultTable(
///     schema: "analyze.reports/1", title: LocalizedText(zh: "报告", en: "Reports"),
///     columns: [.text("entity", zh: "主体", en: "Entity"), .number("year", zh: "年度", en: "Year", .plain)],
///     rows: [[.text("淮安市"), .integer(2024)]])
/// ```
public struct ResultTable: TableSource, Hashable {
    /// Name and version of the columns' contract, such as `analyze.trends/1`.
    public var schema: String
    /// What the table shows, for people.
    public var title: LocalizedText
    /// The columns.
    public var columns: [ResultColumn]
    /// The rows, each as long as `columns`.
    public private(set) var rows: [[ResultValue]]
    /// Remarks on the whole result.
    public var notes: [LocalizedText]
    /// What people read in place of a table without rows.
    public var whenEmpty = LocalizedText(zh: "没有符合条件的结果。", en: "Nothing matches.")

    /// The sheet of a workbook that people fill in.
    public var form: WorksheetForm?

    /// A result; every row must have one value a column.
    public init(
        schema: String, title: LocalizedText, columns: [ResultColumn], rows: [[ResultValue]] = [], notes: [LocalizedText] = []
    ) {
        self.schema = schema
        self.title = title
        self.columns = columns
        self.rows = []
        self.notes = notes
        self.rows.reserveCapacity(rows.count)
        for row in rows { append(row) }
    }

    /// The same table with these rows behind its own, each with one value a column.
    public func filled(with rows: [[ResultValue]]) -> ResultTable {
        var table = self
        for row in rows { table.append(row) }
        return table
    }

    /// Adds a row with one value a column.
    public mutating func append(_ row: [ResultValue]) {
        precondition(row.count == columns.count, "\(schema): a row of \(row.count) values for \(columns.count) columns")
        rows.append(row)
    }

    /// Calls `body` with each row.
    public func forEachRow(_ body: ([ResultValue]) throws -> Void) rethrows { try rows.forEach(body) }

    /// The position of a column; `nil` when there is none of that key.
    public func columnIndex(_ key: String) -> Int? { columns.firstIndex { $0.key == key } }

    /// Keeps the first rows and says in a note how many there were, when there were more.
    public mutating func limit(to count: Int) {
        precondition(count >= 0, "a limit of \(count) rows")
        guard rows.count > count else { return }
        let all = rows.count
        rows.removeLast(all - count)
        notes.append(LocalizedText(zh: "共 \(all) 行，显示前 \(count) 行。", en: "The first \(count) of \(all) rows."))
    }
}
