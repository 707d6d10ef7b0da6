import Disclosure
import DocumentReading

/// A value as it stands in the document.
struct SourceValue {
    var text: String
    var token: NumberToken
    var place: CellPlace
    /// How far from the beginning of its line it stands, in bytes; 0 in a table.
    var inset = 0
}

/// A row as it stands in the document: the labels before its values, and the values.
struct SourceRow {
    enum Kind { case table, line }
    var kind: Kind
    /// The folded texts before the values, nearest last; units left out.
    var labels: [String]
    /// The values, blanks included.
    var values: [SourceValue]
    /// The ways in which the text that stands in each of its values can be cut into those of the form's cells; `nil` where the values are told apart.
    var ways: [[String]]?
    /// All cells of a table row with their grid columns, to read the row again when the count of values does not fit.
    var cells: [Document.Table.Cell] = []
    var table = 0
    var line: Int
    var page: Int?
    /// The ordinal of the block in the document.
    var block: Int
    /// The block that its label stands in, where the document has lines.
    var labelBlock = 0
    /// The lines of its last label and of the first text behind it; 0 where the document has none.
    var labelLine = 0
    var nextLabelLine = 0
    /// Whether the document ends within it.
    var isCutOff = false
    /// The code that the form prints before the label; `nil` without one.
    var code: Int?
    /// The unit printed before the values, folded; `nil` without one.
    var unit: String?
    /// Whether the file gives the row another number of fields, or another line end, than the rows around it.
    var isIrregular = false
    /// Whether its row of the table holds another row of the form.
    var isPart = false
    /// Whether it stood under or above another row of the form in one row of the table.
    var isUnstacked = false
    /// Whether a number stands between its label and its unit, or between two units: the value of another row.
    var hasInnerFigure = false
    /// Whether a bar between its cells stands right beside one.
    var hasTightBar = false
    /// Whether it ends in another column than the rows of its table.
    var isRagged = false

    /// The grid column behind its last cell.
    var end: Int { cells.last.map { $0.column + $0.columnSpan } ?? 0 }

    /// Whether any value is a number.
    var hasNumber: Bool { values.contains { $0.token.isNumber } }

    /// Whether its values stand on several lines that do not begin below each other: a cell is taller than its neighbors, and the order of reading is not
    /// the order of the cells. A row that goes on in the next line goes on at its beginning, or below the label.
    var isInterleaved: Bool {
        guard kind == .line, let first = values.first, values.contains(where: { $0.place.row != first.place.row }) else { return false }
        let lines = Dictionary(grouping: values) { $0.place.row }.sorted { $0.key < $1.key }.map(\.value).filter { $0[0].place.row != labelLine }
        return zip(lines, lines.dropFirst()).contains { above, below in
            let (left, right) = above[0].inset < below[0].inset ? (above[0], below[0]) : (below[0], above[0])
            return max(above.count, below.count) > 2 && right.inset > left.inset + left.text.utf8.count
        }
    }

    /// Whether its values stand on several lines, several on one, and no label before them is of the head of the table of reviews and lawsuits: the ends of
    /// rows of another table may look like its row.
    var isHeadlessOverLines: Bool {
        guard kind == .line, values.count > Set(values.map(\.place.row)).count, values.contains(where: { $0.place.row != values[0].place.row }) else {
            return false
        }
        return !labels.contains { label in ["维持", "纠正", "审结", "其他结果", "起诉", "复议"].contains { label.holds($0) } }
    }

    /// Whether it carries anything in its values.
    var isFilled: Bool { values.contains { $0.token != .blank } }

    /// Whether a unit stands before its values.
    var hasUnit: Bool { cells.contains(where: \.holdsUnit) }
}

extension Document.Table.Cell {
    /// Whether it says a unit and nothing else. A dash is none: it stands for a value that does not apply just as well.
    var holdsUnit: Bool { NumberToken.parse(text) == .text && LabelNormalization.units.contains(LabelKey(LabelNormalization.folded(text))) }

    /// Whether it is the head of a column of units.
    var isHeadOfUnits: Bool { LabelNormalization.unitHeads.contains(LabelKey(LabelNormalization.folded(text))) }
}
