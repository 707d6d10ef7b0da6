/// Texts and sheets of OpenDocument (ISO/IEC 26300): paragraphs, tables with their spans, what is hidden left out, marks above the line as marks.
enum OpenDocumentReader: DocumentReader {
    static let format = "odt"

    static func recognizes(_ content: FileContent) -> Bool { OfficePackage.kind(of: content) == .openDocument }

    static func read(_ content: FileContent, limits: ReadingLimits) async throws(ReadingError) -> Document {
        try document(content, limits: limits)
    }

    static func document(_ content: FileContent, limits: ReadingLimits) throws(ReadingError) -> Document {
        let package = try OfficePackage(content: content, format: "OpenDocument", limits: limits)
        if let manifest = try package.part("META-INF/manifest.xml"), manifest[...].holds("encryption-data") {
            throw content.failure(.encrypted(format: "OpenDocument"))
        }
        let styles = OpenDocumentStyles()
        try package.scan("styles.xml", handle: styles.take)
        let body = OpenDocumentBody(styles: styles, content: content, limits: limits)
        guard try package.scan("content.xml", handle: body.take) else {
            throw content.failure(.damaged(format: "OpenDocument", .missingPart("content.xml")))
        }
        let blocks = try body.finish()
        guard !blocks.isEmpty else {
            if body.pictures > 0 { throw content.failure(.needsRecognition(install: OutsideProgram.tesseract.installation)) }
            throw content.failure(.empty)
        }
        var warnings: [Document.Warning] = []
        if body.pictures > 0 { warnings.append(.pictures(body.pictures)) }
        if body.hidden.count > 0 { warnings.append(.hiddenText(body.hidden.count, beginning: body.hidden.beginning)) }
        let hasTables = blocks.contains { if case .table = $0 { true } else { false } }
        return Document(blocks: blocks, layout: hasTables ? .tables : .lines, format: body.isSheet ? "ods" : format, warnings: warnings)
    }
}
