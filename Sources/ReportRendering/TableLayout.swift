/// A table as it is printed: rows of cells with spans, no meaning.
public struct TableLayout: Sendable, Equatable {
    /// One printed cell.
    public struct Cell: Sendable, Equatable {
        /// The text in it.
        public var text: String
        /// Rows covered.
        public var rowSpan: Int
        /// Columns covered.
        public var columnSpan: Int
        /// The indicator whose value stands in it; `nil` for labels.
        public var indicator: String?
        /// The mark of a footnote above the line behind the text; `nil` for none.
        public var mark: String?
        /// Text in the cell that people do not see, where the format can hide it; `nil` for none.
        public var hidden: String?

        /// A label or a value.
        public init(_ text: String, rows: Int = 1, columns: Int = 1, indicator: String? = nil) {
            self.text = text
            rowSpan = rows
            columnSpan = columns
            self.indicator = indicator
        }
    }

    /// The cells that start in each row, left to right.
    public var rows: [[Cell]]
    /// Columns of the grid.
    public var columnCount: Int
    /// The ordinals of rows that people do not see; formats that hide nothing leave them out. No span reaches over one.
    public var hiddenRows: Set<Int> = []

    /// A table.
    public init(rows: [[Cell]], columnCount: Int) {
        self.rows = rows
        self.columnCount = columnCount
    }

    /// The table as it is seen: without its hidden rows.
    public var visible: TableLayout {
        var table = self
        table.rows = rows.enumerated().filter { !hiddenRows.contains($0.offset) }.map(\.element)
        table.hiddenRows = []
        return table
    }

    /// The grid column in which each cell starts, with the spans of the rows above laid out.
    public var startColumns: [[Int]] {
        var covered = [Int](repeating: 0, count: columnCount)
        return rows.enumerated().map { number, row in
            if hiddenRows.contains(number) { return Self.inOrder(row) }
            var starts: [Int] = []
            var column = 0
            for cell in row {
                while column < columnCount && covered[column] > 0 { column += 1 }
                starts.append(column)
                // A row may be wider than the grid when a file is damaged on purpose.
                for spanned in column..<max(column, min(columnCount, column + cell.columnSpan)) { covered[spanned] = cell.rowSpan }
                column += cell.columnSpan
            }
            for index in covered.indices where covered[index] > 0 { covered[index] -= 1 }
            return starts
        }
    }

    /// Cells one after the other, as in a hidden row, whose cells no span covers.
    private static func inOrder(_ row: [Cell]) -> [Int] {
        var column = 0
        return row.map { cell in
            defer { column += cell.columnSpan }
            return column
        }
    }
}

extension TableLayout.Cell {
    /// The text with its mark as plain text has it: raised digits, other marks in square brackets.
    var plain: String {
        guard let mark else { return text }
        if let first = mark.first, "[*※①②③④⑤".contains(first) { return text + mark }
        let raised = mark.map { character -> String in
            guard character.isASCII, let digit = character.wholeNumberValue else { return "" }
            return ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"][digit]
        }
        return text + (raised.contains("") ? "[\(mark)]" : raised.joined())
    }
}
