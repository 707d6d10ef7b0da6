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

    /// A table.
    public init(rows: [[Cell]], columnCount: Int) {
        self.rows = rows
        self.columnCount = columnCount
    }

    /// The grid column in which each cell starts, with the spans of the rows above laid out.
    public var startColumns: [[Int]] {
        var covered = [Int](repeating: 0, count: columnCount)
        return rows.map { row in
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
}
