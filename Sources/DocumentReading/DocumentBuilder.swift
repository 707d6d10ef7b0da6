/// Builds a document from the events of a reader: lays out spans, and takes nested tables out of layout tables.
struct DocumentBuilder {
    private struct OpenTable {
        /// What was found so far, in reading order: finished blocks of nested tables, and rows.
        enum Item {
            case block(Document.Block)
            case row(Document.Table.Row)
        }
        var items: [Item] = []
        var row: Document.Table.Row?
        var holdsTables = false
        /// For every grid column, how many rows below are still covered by a span.
        var covered: [Int] = []
        var column = 0
        /// What stood in tables of one cell within the cell that is being read.
        var wrapped: [String] = []

        /// The text of a table that is nothing but one short cell: a box around a value, not a table in a layout.
        var box: String? {
            guard !holdsTables, row == nil, items.count == 1, case .row(let only) = items[0], only.cells.count == 1 else { return nil }
            return only.cells[0].text.utf8.count <= 60 ? only.cells[0].text : nil
        }
    }

    private var blocks: [Document.Block] = []
    private var open: [OpenTable] = []
    private let columnLimit: Int

    init(columnLimit: Int) { self.columnLimit = columnLimit }

    mutating func paragraph(_ text: String, line: Int, page: Int? = nil) {
        let block = Document.Block.paragraph(.init(text: text, line: line, page: page))
        if open.isEmpty { blocks.append(block) } else { open[open.count - 1].items.append(.block(block)) }
    }

    mutating func startTable() {
        open.append(OpenTable())
    }

    mutating func startRow(line: Int, page: Int? = nil, isIrregular: Bool = false) {
        guard !open.isEmpty else { return }
        endRow()
        open[open.count - 1].row = .init(cells: [], line: line, page: page)
        open[open.count - 1].row?.isIrregular = isIrregular
        open[open.count - 1].column = 0
    }

    /// The grid column in which the next cell of the row will begin.
    var nextColumn: Int {
        guard let table = open.last else { return 0 }
        var column = table.column
        while column < table.covered.count && table.covered[column] > 0 { column += 1 }
        return column
    }

    private mutating func endRow() {
        let last = open.count - 1
        // A box outside of any cell is text.
        for text in open[last].wrapped where !text.isEmpty {
            open[last].items.append(.block(.paragraph(.init(text: text, line: open[last].row?.line ?? 1))))
        }
        open[last].wrapped = []
        guard let row = open[last].row else { return }
        for index in open[last].covered.indices where open[last].covered[index] > 0 { open[last].covered[index] -= 1 }
        if !row.cells.isEmpty { open[last].items.append(.row(row)) }
        open[last].row = nil
    }

    mutating func cell(_ text: String, rowSpan: Int, columnSpan: Int, line: Int) {
        guard !open.isEmpty else {
            if !text.isEmpty { paragraph(text, line: line) }
            return
        }
        let last = open.count - 1
        let text = open[last].wrapped.isEmpty ? text : (open[last].wrapped + [text]).filter { !$0.isEmpty }.joined(separator: "\n")
        open[last].wrapped = []
        if open[last].row == nil { startRow(line: line) }
        while open[last].column < open[last].covered.count && open[last].covered[open[last].column] > 0 { open[last].column += 1 }
        let column = open[last].column
        let width = min(columnSpan, max(1, columnLimit - column))
        if open[last].covered.count < column + width {
            open[last].covered += [Int](repeating: 0, count: column + width - open[last].covered.count)
        }
        for covered in column..<(column + width) { open[last].covered[covered] = rowSpan }
        open[last].column = column + width
        open[last].row?.cells.append(.init(text: text, rowSpan: rowSpan, columnSpan: width, column: column))
    }

    mutating func endTable() {
        guard !open.isEmpty else { return }
        endRow()
        let table = open.removeLast()
        if !open.isEmpty, let text = table.box {
            open[open.count - 1].wrapped.append(text)
            return
        }
        if !open.isEmpty { open[open.count - 1].holdsTables = true }
        let finished = table.holdsTables ? Self.unpacked(table.items) : Self.plain(table.items)
        if open.isEmpty {
            blocks += finished
        } else {
            open[open.count - 1].items += finished.map { .block($0) }
        }
    }

    /// A table without tables in it: its stray paragraphs first, then its rows.
    private static func plain(_ items: [OpenTable.Item]) -> [Document.Block] {
        var rows: [Document.Table.Row] = []
        var blocks: [Document.Block] = []
        for item in items {
            switch item {
            case .row(let row): rows.append(row)
            case .block(let block): blocks.append(block)
            }
        }
        return rows.isEmpty ? blocks : blocks + [.table(.init(rows: rows, ordinal: 0))]
    }

    /// A layout table: what it holds in reading order; neighboring rows of several cells stay tables, single cells become paragraphs.
    private static func unpacked(_ items: [OpenTable.Item]) -> [Document.Block] {
        var blocks: [Document.Block] = []
        var rows: [Document.Table.Row] = []
        func flush() -> [Document.Block] { rows.isEmpty ? [] : [.table(.init(rows: rows, ordinal: 0))] }
        for item in items {
            switch item {
            case .row(let row):
                let filled = row.cells.filter { !$0.text.isEmpty }
                if filled.count > 1 {
                    rows.append(row)
                } else if let cell = filled.first {
                    blocks += flush()
                    rows = []
                    for line in cell.text.split(separator: "\n") {
                        blocks.append(.paragraph(.init(text: String(line), line: row.line, page: row.page)))
                    }
                }
            case .block(let block):
                blocks += flush()
                rows = []
                blocks.append(block)
            }
        }
        return blocks + flush()
    }

    /// The blocks, tables numbered in reading order.
    mutating func finish() -> [Document.Block] {
        while !open.isEmpty { endTable() }
        var ordinal = 0
        return blocks.map { block in
            guard case .table(var table) = block else { return block }
            ordinal += 1
            table.ordinal = ordinal
            return .table(table)
        }
    }
}
