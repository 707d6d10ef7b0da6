import Disclosure
import DocumentReading

/// A value as it stands in the document.
struct SourceValue {
    var text: String
    var token: NumberToken
    var place: CellPlace
}

/// A row as it stands in the document: the labels before its values, and the values.
struct SourceRow {
    enum Kind { case table, line }
    var kind: Kind
    /// The folded texts before the values, nearest last; units left out.
    var labels: [String]
    /// The values, blanks included.
    var values: [SourceValue]
    /// All cells of a table row with their grid columns, to read the row again when the count of values does not fit.
    var cells: [Document.Table.Cell] = []
    var table = 0
    var line: Int
    var page: Int?
    /// The ordinal of the block in the document.
    var block: Int

    /// Whether any value is a number.
    var hasNumber: Bool { values.contains { if case .number = $0.token { true } else { false } } }

    /// Whether it carries anything in its values.
    var isFilled: Bool { values.contains { $0.token != .blank } }
}
