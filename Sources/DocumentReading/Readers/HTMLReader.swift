import CMarkup

/// Web pages through libxml2: tables with their spans, nested tables taken out of layout tables, paragraphs between them.
enum HTMLReader: DocumentReader {
    static let format = "html"

    static func recognizes(_ content: FileContent) -> Bool {
        guard let text = content.text else { return false }
        let opening = text.utf8.drop { $0 <= 32 }.prefix(16).map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 }
        guard let first = opening.first else { return false }
        let tags = [
            "<!doctype html", "<html", "<head", "<body", "<table", "<div", "<p>", "<p ", "<meta", "<frameset", "<tr", "<span", "<article", "<section",
        ]
        if first == UInt8(ascii: "<") {
            if tags.contains(where: { opening.starts(with: Array($0.utf8)) }) { return true }
        }
        let head = text.utf8.prefix(16384).map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 }
        return ["<html", "<body", "<table", "<td", "</p>", "<frameset"].contains { head.holds($0) }
    }

    static func read(_ content: FileContent, limits: ReadingLimits) async throws(ReadingError) -> Document {
        guard let text = content.text else { throw content.failure(.unknownFormat) }
        return try document(utf8: text.utf8, content: content, limits: limits)
    }

    /// The page without the attributes that no event tells of: nearly all of the bytes that word processors write.
    static func withoutUnreadAttributes(_ utf8: [UInt8]) -> [CChar] {
        [CChar](unsafeUninitializedCapacity: utf8.count) { lean, count in
            count = utf8.withUnsafeBytes { markup_html_lean($0.bindMemory(to: CChar.self).baseAddress, $0.count, lean.baseAddress) }
        }
    }

    static func document(utf8: [UInt8], content: FileContent, limits: ReadingLimits) throws(ReadingError) -> Document {
        try document(page: withoutUnreadAttributes(utf8), content: content, limits: limits)
    }

    static func document(page: [CChar], content: FileContent, limits: ReadingLimits) throws(ReadingError) -> Document {
        var page = page.withUnsafeBufferPointer {
            markup_html_read($0.baseAddress, $0.count, limits.elements, limits.nesting, content.includesHidden ? 1 : 0)
        }
        defer { markup_html_free(&page) }
        switch markup_status(rawValue: UInt32(page.status)) {
        case MARKUP_TOO_MANY_EVENTS: throw content.failure(.beyondLimit(name: "elements", limit: limits.elements))
        case MARKUP_TOO_DEEP: throw content.failure(.beyondLimit(name: "nesting", limit: limits.nesting))
        case MARKUP_NO_MEMORY: throw content.failure(.beyondLimit(name: "fileBytes", limit: limits.fileBytes))
        default: break
        }
        var builder = DocumentBuilder(columnLimit: limits.columns)
        var title: String?
        var frames: [String] = []
        var metadata: [String: String] = [:]
        var hidden: [String] = []
        func text(_ event: markup_html_event) -> String {
            page.text.withMemoryRebound(to: UInt8.self, capacity: page.text_length) {
                String(decoding: UnsafeBufferPointer(start: $0 + event.offset, count: event.length), as: UTF8.self)
            }
        }
        for event in UnsafeBufferPointer(start: page.events, count: page.count) {
            switch markup_html_kind(rawValue: event.kind) {
            case MARKUP_PARAGRAPH: builder.paragraph(text(event), line: Int(event.line))
            case MARKUP_TABLE_START: builder.startTable()
            case MARKUP_TABLE_END: builder.endTable()
            case MARKUP_ROW_START: builder.startRow(line: Int(event.line))
            case MARKUP_CELL:
                builder.cell(
                    event.length == 0 ? "" : text(event), rowSpan: Int(event.row_span), columnSpan: Int(event.column_span),
                    line: Int(event.line))
            case MARKUP_TITLE: title = title ?? text(event)
            case MARKUP_FRAME: frames.append(text(event))
            case MARKUP_HIDDEN: hidden.append(text(event))
            case MARKUP_META where event.length < 1000 && metadata.count < 100:
                let pair = text(event).split(separator: "\t", maxSplits: 1).map { $0.trimmingPrefix(while: \.isWhitespace) }
                if pair.count == 2, metadata[pair[0].lowercased()] == nil { metadata[pair[0].lowercased()] = String(pair[1]) }
            default: break
            }
        }
        let blocks = builder.finish()
        if blocks.isEmpty, !frames.isEmpty { throw content.failure(.frameset(frames)) }
        guard !blocks.isEmpty else { throw content.failure(.empty) }
        var document = Document(title: title, blocks: blocks, layout: .tables, format: format)
        if let first = hidden.first { document.warnings.append(.hiddenText(hidden.count, beginning: String(first.prefix(30)))) }
        document.frames = frames
        document.metadata = metadata
        return document
    }
}
