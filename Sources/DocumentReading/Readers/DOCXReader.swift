/// Word documents (WordprocessingML, ECMA-376): paragraphs, tables with `gridSpan` and `vMerge`, nested tables, text boxes as paragraphs.
enum DOCXReader: DocumentReader {
    static let format = "docx"

    static func recognizes(_ content: FileContent) -> Bool { OfficePackage.kind(of: content) == .word }

    static func read(_ content: FileContent, limits: ReadingLimits) async throws(ReadingError) -> Document {
        try document(content, limits: limits)
    }

    static func document(_ content: FileContent, limits: ReadingLimits) throws(ReadingError) -> Document {
        let package = try OfficePackage(content: content, format: "DOCX", limits: limits)
        let main = try package.mainPart(customary: "word/document.xml")
        let related = try package.relationships(of: main)
        let numbering = WordNumbering()
        let runStyles = WordRunStyles()
        if let part = related.first(where: { $0.type == "styles" }) {
            try package.scan(part.target) { event throws(ReadingError) in
                try numbering.takeStyles(event)
                try runStyles.take(event)
            }
        }
        if let part = related.first(where: { $0.type == "numbering" }) { try package.scan(part.target, handle: numbering.takeNumbering) }
        let body = WordBody(numbering: numbering, runStyles: runStyles, content: content, limits: limits)
        guard try package.scan(main, handle: body.take) else {
            throw content.failure(.damaged(format: "DOCX", .missingPart(main)))
        }
        var builder = DocumentBuilder(columnLimit: limits.columns)
        var emission = WordEmission(builder: builder)
        emission.emit(body.finished())
        builder = emission.builder
        let blocks = builder.finish()
        guard !blocks.isEmpty else {
            if body.pictures > 0 { throw content.failure(.needsRecognition(install: OutsideProgram.tesseract.installation)) }
            throw content.failure(.empty)
        }
        var warnings: [Document.Warning] = []
        if body.pictures > 0 { warnings.append(.pictures(body.pictures)) }
        if body.embeddings > 0 { warnings.append(.embeddings(body.embeddings)) }
        if body.hidden.count > 0 { warnings.append(.hiddenText(body.hidden.count, beginning: body.hidden.beginning)) }
        let hasTables = blocks.contains { if case .table = $0 { true } else { false } }
        return Document(blocks: blocks, layout: hasTables ? .tables : .lines, format: format, warnings: warnings)
    }
}

/// Hands a body to the builder of documents: vertical merges become spans, single-cell tables inside a cell become its text.
private struct WordEmission {
    var builder: DocumentBuilder
    private var line = 0

    init(builder: DocumentBuilder) { self.builder = builder }

    mutating func emit(_ nodes: [WordBody.Node]) {
        for node in nodes {
            switch node {
            case .paragraph(let text):
                line += 1
                for part in text.split(separator: "\n") { builder.paragraph(String(part), line: line) }
            case .table(let rows): emit(rows)
            }
        }
    }

    private mutating func emit(_ rows: [WordBody.Row]) {
        builder.startTable()
        let spans = WordTable.rowSpans(rows)
        for (index, row) in rows.enumerated() {
            builder.startRow(line: index + 1)
            if row.columnsBefore > 0 { builder.cell("", rowSpan: 1, columnSpan: row.columnsBefore, line: index + 1) }
            for (cell, span) in zip(row.cells, spans[index]) where span > 0 {
                if cell.holdsTable {
                    // A layout cell: what it holds goes out in reading order, and the cell itself stays empty.
                    emit(cell.nodes)
                    builder.cell("", rowSpan: span, columnSpan: cell.columns, line: index + 1)
                } else {
                    builder.cell(cell.text, rowSpan: span, columnSpan: cell.columns, line: index + 1)
                }
            }
        }
        builder.endTable()
    }
}
