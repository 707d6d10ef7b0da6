/// Word documents: paragraphs and tables of the main part, merged cells as spans, nested tables taken out.
enum DOCXReader: DocumentReader {
    static let format = "docx"

    /// Whether a ZIP container is a Word document: its main part is named near the front, or in the directory at the end.
    static func isContainer(_ bytes: [UInt8]) -> Bool { contains(bytes, "word/document.xml") }

    static func contains(_ bytes: [UInt8], _ name: String) -> Bool {
        guard bytes.starts(with: [0x50, 0x4B]) else { return false }
        let needle = Array(name.utf8)
        return bytes.suffix(1 << 16).firstRange(of: needle) != nil || bytes.prefix(1 << 16).firstRange(of: needle) != nil
    }

    static func recognizes(_ content: FileContent) -> Bool { isContainer(content.bytes) }

    static func read(_ content: FileContent, limits: ReadingLimits) async throws(ReadingError) -> Document {
        let container = try ZipContainer(content.bytes, path: content.path, limits: limits)
        guard let part = try container.member(named: "word/document.xml") else {
            throw content.failure(.damaged(format: "Word document", detail: "it has no main part"))
        }
        let xml = try XMLEvents(part, content: content, limits: limits, format: "Word document")
        let blocks = WordBody(columnLimit: limits.columns).blocks(xml.events)
        guard !blocks.isEmpty else { throw content.failure(.empty) }
        return Document(blocks: blocks, layout: .tables, format: format)
    }
}

/// Walks the body of a Word document.
private struct WordBody {
    private var builder: DocumentBuilder
    private var tables: [TableState] = []
    private var text = ""
    private var paragraphs = 0
    private var inText = false

    init(columnLimit: Int) { builder = DocumentBuilder(columnLimit: columnLimit) }

    /// What is gathered of an open table: its rows with merges still marked, because a vertical merge shows its height only further down.
    private struct TableState {
        struct Cell {
            var lines: [String] = []
            var columnSpan = 1
            var continues = false
            var column = 0
        }
        var rows: [[Cell]] = []
    }

    func blocks(_ events: [XMLEvents.Event]) -> [Document.Block] {
        var walker = self
        for event in events { walker.handle(event) }
        return walker.builder.finish()
    }

    private mutating func handle(_ event: XMLEvents.Event) {
        switch event {
        case .text(let piece): if inText { text += piece }
        case .start(let name, let attributes): start(name, attributes)
        case .end(let name): end(name)
        }
    }

    private mutating func start(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "t": inText = true
        case "tab": text += "\t"
        case "br", "cr": text += "\n"
        case "tbl":
            flush()
            tables.append(TableState())
        case "tr": if !tables.isEmpty { tables[tables.count - 1].rows.append([]) }
        case "tc": withRow { $0.append(TableState.Cell()) }
        case "gridSpan": withCell { $0.columnSpan = max(1, min(1000, Int(attributes["val"] ?? "") ?? 1)) }
        case "vMerge": withCell { $0.continues = attributes["val"] != "restart" }
        default: break
        }
    }

    private mutating func end(_ name: String) {
        switch name {
        case "t": inText = false
        case "p":
            paragraphs += 1
            flush()
        case "tbl": if let table = tables.popLast() { finish(table) }
        default: break
        }
    }

    private mutating func withRow(_ body: (inout [TableState.Cell]) -> Void) {
        guard let table = tables.indices.last, let row = tables[table].rows.indices.last else { return }
        body(&tables[table].rows[row])
    }

    private mutating func withCell(_ body: (inout TableState.Cell) -> Void) {
        withRow { row in if let last = row.indices.last { body(&row[last]) } }
    }

    private mutating func flush() {
        let paragraph = text
        text = ""
        if tables.isEmpty {
            if paragraph.contains(where: { !$0.isWhitespace }) { builder.paragraph(paragraph, line: paragraphs) }
        } else {
            withCell { $0.lines.append(paragraph) }
        }
    }

    /// Lays out a table: cells that continue a merge from above make the cell that began it taller. A nested table stands after the one around it.
    private mutating func finish(_ table: TableState) {
        var rows = table.rows
        for row in rows.indices {
            var column = 0
            for cell in rows[row].indices {
                rows[row][cell].column = column
                column += rows[row][cell].columnSpan
            }
        }
        builder.startTable()
        for (index, row) in rows.enumerated() {
            builder.startRow(line: index + 1)
            for cell in row where !cell.continues {
                var height = 1
                while index + height < rows.count, rows[index + height].contains(where: { $0.column == cell.column && $0.continues }) { height += 1 }
                let text = cell.lines.filter { !$0.isEmpty }.joined(separator: "\n")
                builder.cell(text, rowSpan: height, columnSpan: cell.columnSpan, line: index + 1)
            }
        }
        builder.endTable()
    }
}
