/// Pictures of pages, recognized through Tesseract when it is installed.
enum PictureReader: DocumentReader {
    static let format = "image"

    static func recognizes(_ content: FileContent) -> Bool { Signatures.picture(content.bytes) != nil }

    static func read(_ content: FileContent, limits: ReadingLimits) async throws(ReadingError) -> Document {
        let lines = try await Recognition.lines(of: content.bytes, page: 1, content: content, limits: limits)
        guard let lines, !lines.blocks.isEmpty else { throw content.failure(.image(Signatures.picture(content.bytes) ?? "")) }
        return Document(blocks: lines.blocks, layout: .lines, format: format, warnings: lines.doubts)
    }

    /// The pages of a PDF without text, set as pictures by `pdftoppm` and recognized one after the other.
    static func scan(_ content: FileContent, limits: ReadingLimits) async throws(ReadingError) -> Document {
        var pages = RecognizedPages()
        var page = 1
        while true {
            let picture = try await OutsideProgram.pdftoppm.run(
                ["-r", "200", "-gray", "-f", "\(page)", "-l", "\(page)", "-"], input: content.bytes, content: content, limits: limits)
            guard let raster = PageRaster(graymap: picture.bytes) else { break }
            guard page <= limits.recognizedPages else {
                throw content.failure(.beyondLimit(name: "recognizedPages", limit: limits.recognizedPages))
            }
            let recognition = PageRecognition(page: page, content: content, limits: limits)
            if let found = try await recognition.read(raster) { pages.append(found) }
            page += 1
        }
        guard !pages.blocks.isEmpty else { throw content.failure(.image("scanned PDF")) }
        return pages.document
    }
}

/// The pages of a scanned document one after the other: a table that goes on at the top of a page is one with that at the end of the page before.
struct RecognizedPages {
    private(set) var blocks: [Document.Block] = []
    private var doubts: [Document.Doubt] = []
    private var warnings: [Document.Warning] = [.recognized]
    private var tables = 0

    mutating func append(_ page: PageRecognition.Result) {
        warnings += page.warnings
        var doubtsOfTables = page.doubts[...]
        for (index, block) in page.blocks.enumerated() {
            guard case .table(var table) = block else {
                blocks.append(block)
                continue
            }
            var above = 0
            if index == 0, case .table(var open)? = blocks.last, Self.width(open) == Self.width(table) {
                above = open.rows.count
                open.rows += table.rows.map { .init(cells: $0.cells, line: $0.line + above, page: $0.page) }
                blocks[blocks.count - 1] = .table(open)
            } else {
                tables += 1
                table.ordinal = tables
                blocks.append(.table(table))
            }
            doubts += (doubtsOfTables.popFirst() ?? []).map {
                .init(table: tables, row: $0.row + above, column: $0.column, text: $0.text, confidence: $0.confidence)
            }
        }
    }

    private static func width(_ table: Document.Table) -> Int { table.rows.flatMap(\.cells).map { $0.column + $0.columnSpan }.max() ?? 0 }

    var document: Document {
        var document = Document(blocks: blocks, layout: tables > 0 ? .tables : .lines, format: PDFReader.format, warnings: warnings)
        document.doubts = doubts
        return document
    }
}
