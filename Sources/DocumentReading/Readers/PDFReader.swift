/// PDF through Poppler's `pdftotext -layout`: lines with their spacing, pages told apart, page numbers left out.
enum PDFReader: DocumentReader {
    static let format = "pdf"
    /// Ends every page of the text.
    private static let formFeed: UInt8 = 12

    static func recognizes(_ content: FileContent) -> Bool {
        content.bytes.prefix(1024).holds("%PDF-")
    }

    static func read(_ content: FileContent, limits: ReadingLimits) async throws(ReadingError) -> Document {
        async let places = words(of: content, limits: limits)
        let output = try await OutsideProgram.pdftotext.run(
            ["-layout", "-enc", "UTF-8", "-", "-"], input: content.bytes, content: content, limits: limits)
        guard output.succeeded else {
            if output.messages.contains("Incorrect password") { throw content.failure(.encrypted(format: "PDF")) }
            throw content.failure(.damaged(format: "PDF", .other(firstLine(output.messages))))
        }
        let blocks = blocks(of: output.bytes, words: await places)
        if blocks.isEmpty { return try await PictureReader.scan(content, limits: limits) }
        let integrity = try PDFIntegrity(content, pageCount: output.bytes.count { $0 == formFeed }, limits: limits)
        return Document(blocks: blocks, layout: .lines, format: format, warnings: integrity.warnings)
    }

    /// The places of the words, for the marks of footnotes; `nil` when the program does not tell them.
    private static func words(of content: FileContent, limits: ReadingLimits) async -> PDFWords? {
        let output = try? await OutsideProgram.pdftotext.run(
            ["-bbox", "-enc", "UTF-8", "-", "-"], input: content.bytes, content: content, limits: limits)
        return output.flatMap { $0.succeeded ? PDFWords($0.bytes) : nil }
    }

    private static func firstLine(_ messages: String) -> String {
        messages.split(whereSeparator: \.isNewline).first.map(String.init) ?? "pdftotext gave no reason"
    }

    /// The lines of all pages; the line numbers run on over the pages.
    static func blocks(of utf8: [UInt8], words: PDFWords? = nil) -> [Document.Block] {
        var blocks: [Document.Block] = []
        var line = 0
        for (index, page) in utf8.split(separator: formFeed, omittingEmptySubsequences: false).enumerated() {
            let lines = words?.lines(page: index).map { $0.map { Array($0.utf8)[...] } } ?? TextReader.lines(of: Array(page))
            let filled = lines.indices.filter { lines[$0].contains { $0 > 32 } }
            for (offset, bytes) in lines.enumerated() {
                line += 1
                let text = String(decoding: bytes, as: UTF8.self)
                guard bytes.contains(where: { $0 > 32 }) else { continue }
                let isEdge = offset == filled.first || offset == filled.last
                if isPageNumber(text, page: index + 1, atEdge: isEdge) { continue }
                blocks.append(.paragraph(.init(text: text, line: line, page: index + 1)))
            }
        }
        return blocks
    }

    /// Whether a line is a page's number: `- 3 -` anywhere, `第 3 页 共 6 页` or the bare number at the edge of its page.
    static func isPageNumber(_ line: String, page: Int, atEdge: Bool) -> Bool {
        let text = line.filter { !$0.isWhitespace }
        let dashes: Set<Character> = ["-", "—", "–", "－", "─"]
        if let first = text.first, let last = text.last, dashes.contains(first), dashes.contains(last), text.count > 2 {
            let inner = text.drop { dashes.contains($0) }.reversed().drop { dashes.contains($0) }
            return !inner.isEmpty && inner.count <= 4 && inner.allSatisfy(\.isNumber)
        }
        guard atEdge else { return false }
        if text.hasPrefix("第"), text.contains("页") { return text.count <= 14 }
        return text == String(page)
    }
}
