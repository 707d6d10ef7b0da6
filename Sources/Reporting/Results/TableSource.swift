public import Disclosure

/// The result of a command as the formats read it: columns, and rows that come one after the other, so that a result of any size is printed in constant
/// memory.
public protocol TableSource: Sendable {
    /// Name and version of the columns' contract, such as `analyze.trends/1`.
    var schema: String { get }
    /// What the table shows, for people.
    var title: LocalizedText { get }
    /// The columns.
    var columns: [ResultColumn] { get }
    /// Remarks on the whole result.
    var notes: [LocalizedText] { get }
    /// What people read in place of a table without rows.
    var whenEmpty: LocalizedText { get }
    /// The sheet of a workbook that people fill in; `nil` where there is nothing to be filled in.
    var form: WorksheetForm? { get }
    /// The same as a sheet of a workbook with a column for each indicator; `nil` where the table has none.
    var wide: (any WideSheet)? { get }
    /// Calls `body` with each row, one value a column. A second call hands over the same rows.
    ///
    /// - Throws: what `body` throws, and what keeps the rows from being read.
    func forEachRow(_ body: ([ResultValue]) throws -> Void) throws
}

extension TableSource {
    /// Nothing to be filled in.
    public var form: WorksheetForm? { nil }
    /// No wide sheet.
    public var wide: (any WideSheet)? { nil }
    /// No remarks.
    public var notes: [LocalizedText] { [] }
    /// What is said of a table without rows, unless the command knows better.
    public var whenEmpty: LocalizedText { LocalizedText(zh: "没有符合条件的结果。", en: "Nothing matches.") }
}
