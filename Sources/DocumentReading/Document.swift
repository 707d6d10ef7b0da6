/// A document as read, whatever its format: paragraphs and tables in reading order. It knows no form.
public struct Document: Sendable, Equatable {
    /// One paragraph or table.
    public enum Block: Sendable, Equatable {
        case paragraph(Paragraph)
        case table(Table)
    }

    /// A paragraph of text.
    public struct Paragraph: Sendable, Equatable {
        /// The text, with white space folded and line ends inside it removed.
        public var text: String
        /// Its line (text formats) or its ordinal among the blocks, from 1.
        public var line: Int
        /// The page, from 1; `nil` where the format has none.
        public var page: Int?

        /// A paragraph.
        public init(text: String, line: Int, page: Int? = nil) {
            self.text = text
            self.line = line
            self.page = page
        }
    }

    /// A table: rows of cells as they stand in the source, spans kept.
    public struct Table: Sendable, Equatable {
        /// One cell.
        public struct Cell: Sendable, Equatable {
            /// The text, lines joined by a line feed.
            public var text: String
            /// Rows covered, at least 1.
            public var rowSpan: Int
            /// Columns covered, at least 1.
            public var columnSpan: Int
            /// The grid column the cell starts in, from 0, after spans of rows above are laid out.
            public var column: Int

            /// A cell of a table.
            public init(text: String, rowSpan: Int = 1, columnSpan: Int = 1, column: Int = 0) {
                self.text = text
                self.rowSpan = rowSpan
                self.columnSpan = columnSpan
                self.column = column
            }
        }

        /// One row.
        public struct Row: Sendable, Equatable {
            /// The cells that start in the row.
            public var cells: [Cell]
            /// The source line, from 1, where the format has lines; else the row's ordinal.
            public var line: Int
            /// The page, from 1; `nil` where the format has none.
            public var page: Int?
            /// Whether the file gives the row another number of fields, or another line end, than the rows around it.
            public var isIrregular = false

            /// A row of a table.
            public init(cells: [Cell], line: Int, page: Int? = nil) {
                self.cells = cells
                self.line = line
                self.page = page
            }
        }

        /// The rows, top to bottom.
        public var rows: [Row]
        /// The table's ordinal in the document, from 1.
        public var ordinal: Int

        /// A table.
        public init(rows: [Row], ordinal: Int) {
            self.rows = rows
            self.ordinal = ordinal
        }
    }

    /// A cell whose text was recognized from a picture without certainty.
    public struct Doubt: Sendable, Hashable {
        /// The table's ordinal, the row's ordinal in it and the cell's grid column, each from 1.
        public var table: Int, row: Int, column: Int
        /// What was read.
        public var text: String
        /// How sure the recognition was, of 100.
        public var confidence: Int

        /// A doubtful cell.
        public init(table: Int, row: Int, column: Int, text: String, confidence: Int) {
            (self.table, self.row, self.column) = (table, row, column)
            self.text = text
            self.confidence = confidence
        }
    }

    /// How certain the borders of cells are.
    public enum Layout: String, Sendable {
        /// Real tables with cells.
        case tables
        /// Text in which lines or spaces stand for cells.
        case lines
    }

    /// The title in the document's own metadata, when it has one.
    public var title: String?
    /// The content in reading order.
    public var blocks: [Block]
    /// Whether tables are real ones or text.
    public var layout: Layout
    /// The format: `html`, `pdf`, `text`, `docx`, `xlsx`, `csv`.
    public var format: String
    /// What was doubtful while reading, such as bytes that did not decode.
    public var warnings: [Warning]
    /// Cells whose text is not certain.
    public var doubts: [Doubt] = []
    /// The addresses of what a page's frames hold, as they stand in it.
    public var frames: [String] = []
    /// What a page says of itself in its head, by the name in lower case: `sitename`, `contentsource`, `articletitle`, `pubdate`, …
    public var metadata: [String: String] = [:]

    /// A document.
    public init(title: String? = nil, blocks: [Block], layout: Layout, format: String, warnings: [Warning] = []) {
        self.title = title
        self.blocks = blocks
        self.layout = layout
        self.format = format
        self.warnings = warnings
    }
}
