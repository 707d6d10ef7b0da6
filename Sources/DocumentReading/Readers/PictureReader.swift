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
        var blocks: [Document.Block] = []
        var doubts: [String] = []
        var page = 1
        while true {
            let picture = try await ChildProcess.run(
                OutsideProgram.pdftoppm.name, ["-r", "200", "-gray", "-f", "\(page)", "-l", "\(page)", "-"], input: content.bytes,
                installation: OutsideProgram.pdftoppm.installation, content: content, limits: limits)
            guard var raster = PageRaster(graymap: picture.bytes) else { break }
            guard page <= limits.recognizedPages else {
                throw content.failure(.beyondLimit(name: "recognizedPages", limit: limits.recognizedPages))
            }
            raster.removeRulings()
            if let lines = try await Recognition.lines(of: raster.graymap, page: page, content: content, limits: limits) {
                blocks += lines.blocks
                doubts += lines.doubts
            }
            page += 1
        }
        guard !blocks.isEmpty else { throw content.failure(.image("scanned PDF")) }
        return Document(blocks: blocks, layout: .lines, format: PDFReader.format, warnings: ["the text was recognized from a picture"] + doubts)
    }
}
