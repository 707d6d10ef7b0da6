/// A row of a grid without outer borders: a sheet or a CSV file.
struct GridRow {
    struct Cell {
        /// Grid column, from 0.
        var column: Int
        var text: String
        var rows = 1
        var columns = 1
    }

    /// The row's number in the file, from 1.
    var number: Int
    /// Rows of the file that it takes.
    var lineCount = 1
    /// The cells that begin in the row, blank ones that the file has included.
    var cells: [Cell] = []
    /// The grid column behind the last field that the file gives it, or behind a cell of a row above that reaches further.
    var end = 0
    /// Whether the file gives it another shape than the rows around it.
    var isIrregular = false
    /// Whether a cell of a row above reaches into this one.
    var coveredFromAbove = false

    /// The only cell, when the row has but one.
    var single: Cell? { cells.count == 1 && !coveredFromAbove ? cells[0] : nil }
    var isBlank: Bool { cells.allSatisfy { $0.text.isEmpty } }
}

/// Parts a grid into paragraphs and tables.
///
/// A row of one cell is a paragraph, unless that cell is merged over the columns of the table it stands in or right above, as the headings inside the
/// forms are; the first row of a sheet is its title all the same. Blank rows part tables.
struct GridSegments {
    private var builder: DocumentBuilder
    private var pending: [GridRow] = []
    private var table: [GridRow] = []
    private var sheetHasContent = false
    private var elements = 0
    private let content: FileContent
    private let limits: ReadingLimits
    private let countsBlankFields: Bool

    /// - Parameter countsBlankFields: whether blank fields right of a table are fields of its rows, and not mere formatting.
    init(content: FileContent, limits: ReadingLimits, countsBlankFields: Bool) {
        builder = DocumentBuilder(columnLimit: limits.columns)
        self.content = content
        self.limits = limits
        self.countsBlankFields = countsBlankFields
    }

    /// Adds the rows of one sheet; sheets never share a table.
    mutating func add(_ rows: [GridRow]) throws(ReadingError) {
        var previous = 0
        sheetHasContent = false
        for row in rows {
            if row.isBlank && !row.coveredFromAbove && row.cells.count <= 1 || row.number > previous + 1 { try closeTable() }
            previous = row.number + row.lineCount - 1
            if let cell = row.single {
                if cell.columns > 1 {
                    pending.append(row)
                } else {
                    try closeTable()
                    paragraph(cell, row: row)
                }
            } else if !row.cells.isEmpty || row.coveredFromAbove {
                takePending(before: row)
                table.append(row)
            }
        }
        try closeTable()
    }

    /// Merged single cells before a row of a table: all belong to it when the table is open; at its head only the last one, if it is as wide and not
    /// the first of the sheet.
    private mutating func takePending(before row: GridRow) {
        if table.isEmpty {
            let heading = pending.last
            let width = row.cells.last.map { $0.column + $0.columns } ?? 0
            let belongs = heading.map { ($0.single?.columns ?? 0) == width && (sheetHasContent || pending.count > 1) } ?? false
            for row in belongs ? pending.dropLast() : pending[...] { if let cell = row.single { paragraph(cell, row: row) } }
            if belongs, let heading { table.append(heading) }
        } else {
            table += pending
        }
        pending = []
        sheetHasContent = true
    }

    private mutating func closeTable() throws(ReadingError) {
        let after = pending
        pending = []
        var rows = table
        table = []
        // Blank columns at the right edge are no part of the table.
        let width = rows.reduce(0) { width, row in
            row.cells.reduce(width) { $1.text.isEmpty ? $0 : max($0, $1.column + $1.columns) }
        }
        if width > 0 {
            markUneven(&rows, width: width)
            builder.startTable()
            for (index, row) in rows.enumerated() {
                builder.startRow(line: row.number, isIrregular: row.isIrregular)
                for cell in row.cells where cell.column < width {
                    try fill(to: cell.column, line: row.number)
                    let spanned = cell.rows > 1 ? rows[index...].prefix { $0.number < row.number + cell.rows }.count : 1
                    try count()
                    builder.cell(
                        cell.text, rowSpan: max(1, spanned), columnSpan: min(cell.columns, width - cell.column), line: row.number)
                }
                try fill(to: width, line: row.number)
            }
            builder.endTable()
        }
        for row in after { if let cell = row.single { paragraph(cell, row: row) } }
    }

    /// Marks the few rows for which the file has fewer or more fields than for all the others: one may be lost or doubled.
    private func markUneven(_ rows: inout [GridRow], width: Int) {
        // In a sheet blank cells further right are formatting; a cell that was doubled moves the last one by a column.
        let ends = rows.map { countsBlankFields || $0.end <= width + 1 ? $0.end : width }
        let counts = Dictionary(ends.map { ($0, 1) }, uniquingKeysWith: +)
        guard let usual = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }), usual.value >= 3,
            rows.count - usual.value <= max(1, rows.count / 5)
        else { return }
        for index in rows.indices where ends[index] != usual.key { rows[index].isIrregular = true }
    }

    /// Blank cells where the file has none.
    private mutating func fill(to end: Int, line: Int) throws(ReadingError) {
        while builder.nextColumn < end {
            try count()
            builder.cell("", rowSpan: 1, columnSpan: 1, line: line)
        }
    }

    private mutating func count() throws(ReadingError) {
        elements += 1
        guard elements <= limits.elements else { throw content.failure(.beyondLimit(name: "elements", limit: limits.elements)) }
    }

    private mutating func paragraph(_ cell: GridRow.Cell, row: GridRow) {
        sheetHasContent = true
        for line in cell.text.split(whereSeparator: \.isNewline) { builder.paragraph(String(line), line: row.number) }
    }

    /// The blocks.
    mutating func finish() -> [Document.Block] { builder.finish() }
}
