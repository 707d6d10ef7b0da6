import CZlib

/// A PDF of A4 pages: wrapped labels, numbers on the middle line, tables broken over pages with the page number between.
///
/// The font is STSong-Light, which every viewer substitutes by name, in the predefined encoding UniGB-UCS2-H (ISO 32000-1, 9.7.5.2), so nothing is
/// embedded and the text comes out again through `pdftotext` with the encoding tables of poppler-data.
public struct PDFRendering: Rendering {
    /// How the programs of the pages are stored.
    public enum Compression: String, Sendable, CaseIterable {
        /// As they are.
        case none = "pdf"
        /// Compressed, as most files are (ISO 32000-1, 7.4.4): the bytes then depend on the version of zlib, too.
        case flate = "pdf-flate"
    }

    private let compression: Compression
    /// `pdf` or `pdf-flate`.
    public var name: String { compression.rawValue }
    /// `pdf`.
    public let fileExtension = "pdf"

    /// A PDF.
    public init(compression: Compression = .none) { self.compression = compression }

    /// The file.
    public func bytes(of elements: [DraftElement]) throws -> [UInt8] {
        var typesetter = PDFTypesetter()
        for element in elements {
            switch element {
            case .title(let text): typesetter.addText(text, size: 16, centered: true)
            case .heading(let text): typesetter.addText(text, size: 12, centered: false)
            case .paragraph(let text): typesetter.addText(text, size: 10.5, centered: false, indented: true)
            case .table(let table): typesetter.add(table)
            }
        }
        return file(pages: typesetter.finishedPages())
    }

    private func file(pages: [String]) -> [UInt8] {
        let firstPage = 6
        var objects: [[UInt8]] = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count \(pages.count) /Kids [\(pages.indices.map { "\(firstPage + 2 * $0) 0 R" }.joined(separator: " "))] >>",
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
                + "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
                + "/FontDescriptor 5 0 R /DW 1000 /W [1 95 500] >>",
            "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 "
                + "/Descent -120 /CapHeight 880 /StemV 93 >>",
        ].map { Array($0.utf8) }
        for (index, content) in pages.enumerated() {
            let page =
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
                + "/Contents \(firstPage + 2 * index + 1) 0 R >>"
            objects.append(Array(page.utf8))
            objects.append(stream(Array(content.utf8)))
        }
        var file = Array("%PDF-1.4\n".utf8)
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(file.count)
            file += "\(index + 1) 0 obj\n".utf8 + object + "\nendobj\n".utf8
        }
        var end = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets { end += String(repeating: "0", count: 10 - String(offset).count) + "\(offset) 00000 n \n" }
        end += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(file.count)\n%%EOF\n"
        return file + end.utf8
    }

    private func stream(_ content: [UInt8]) -> [UInt8] {
        let data = compression == .flate ? Self.compressed(content) : content
        let filter = compression == .flate ? "/Filter /FlateDecode " : ""
        return Array("<< \(filter)/Length \(data.count) >>\nstream\n".utf8) + data + "\nendstream".utf8
    }

    private static func compressed(_ content: [UInt8]) -> [UInt8] {
        var count = compressBound(uLong(content.count))
        var data = [UInt8](repeating: 0, count: Int(count))
        let status = compress(&data, &count, content, uLong(content.count))
        precondition(status == Z_OK, "zlib could not compress \(content.count) bytes: \(status)")
        return Array(data.prefix(Int(count)))
    }
}
