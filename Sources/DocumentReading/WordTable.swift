extension WordBody {
    /// A block of a body or cell.
    indirect enum Node {
        /// A paragraph; its lines are parted by line feeds.
        case paragraph(String)
        /// A table.
        case table([Row])
    }

    /// How a cell joins the one above or beside it.
    enum Merge {
        case none, restart, continued
    }

    /// A row as it stands in the file.
    struct Row {
        /// Grid columns left out before the first cell.
        var columnsBefore = 0
        /// The cells.
        var cells: [Cell] = []
        /// Deleted by a tracked change.
        var isDeleted = false
        /// Not seen by people.
        var isHidden = false
    }

    /// A cell as it stands in the file.
    struct Cell {
        /// Grid columns covered.
        var columns = 1
        /// How it joins the cell above.
        var vertical = Merge.none
        /// How it joins the cell before it (files of old programs).
        var horizontal = Merge.none
        /// What it holds.
        var nodes: [Node] = []
        /// Deleted by a tracked change.
        var isDeleted = false

        /// Whether a table of several cells stands in it.
        var holdsTable: Bool {
            nodes.contains { node in
                guard case .table(let rows) = node else { return false }
                return !WordTable.isSingleCell(rows)
            }
        }

        /// Its text: paragraphs joined by line feeds, blank ones left out.
        var text: String {
            var lines: [String] = []
            for node in nodes {
                switch node {
                case .paragraph(let text): lines.append(text)
                case .table(let rows): lines.append(rows.first?.cells.first?.text ?? "")
                }
            }
            return lines.filter { !$0.isEmpty }.joined(separator: "\n")
        }
    }
}

/// What follows from the merges of a table in a Word document.
enum WordTable {
    /// Whether a table is a box around one text.
    static func isSingleCell(_ rows: [WordBody.Row]) -> Bool { rows.count == 1 && rows[0].cells.count == 1 && !rows[0].cells[0].holdsTable }

    /// The rows without those deleted or hidden, cells merged sideways joined.
    static func tidied(_ rows: [WordBody.Row]) -> [WordBody.Row] {
        rows.filter { !$0.isDeleted && !$0.isHidden }.map { row in
            var row = row
            var cells: [WordBody.Cell] = []
            for cell in row.cells where !cell.isDeleted {
                if cell.horizontal == .continued, let last = cells.indices.last {
                    cells[last].columns += cell.columns
                } else {
                    cells.append(cell)
                }
            }
            row.cells = cells
            return row
        }
    }

    /// The rows that each cell covers; 0 for a cell that continues one above.
    ///
    /// A continuation counts only below an open merge of the same grid columns; elsewhere it is a cell of its own, as word processors show it.
    static func rowSpans(_ rows: [WordBody.Row]) -> [[Int]] {
        var spans = rows.map { [Int](repeating: 1, count: $0.cells.count) }
        var open: [Int: (row: Int, cell: Int, columns: Int)] = [:]
        for (index, row) in rows.enumerated() {
            var column = row.columnsBefore
            var next: [Int: (row: Int, cell: Int, columns: Int)] = [:]
            for (ordinal, cell) in row.cells.enumerated() {
                switch cell.vertical {
                case .restart: next[column] = (index, ordinal, cell.columns)
                case .continued:
                    if let top = open[column], top.columns == cell.columns {
                        spans[top.row][top.cell] += 1
                        spans[index][ordinal] = 0
                        next[column] = top
                    }
                case .none: break
                }
                column += cell.columns
            }
            open = next
        }
        return spans
    }
}
