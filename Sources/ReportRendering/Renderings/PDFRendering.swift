/// A PDF of A4 pages: wrapped labels, numbers on the middle line, tables broken over pages with the page number between.
///
/// The font is STSong-Light, which every viewer substitutes by name, in the predefined encoding UniGB-UCS2-H (ISO 32000-1, 9.7.5.2), so nothing is
/// embedded and the text comes out again through `pdftotext` with the encoding tables of poppler-data.
public struct PDFRendering: Rendering {
    /// `pdf`.
    public let name = "pdf"
    /// `pdf`.
    public let fileExtension = "pdf"

    /// A PDF.
    public init() {}

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
        var objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count \(pages.count) /Kids [\(pages.indices.map { "\(firstPage + 2 * $0) 0 R" }.joined(separator: " "))] >>",
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
                + "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
                + "/FontDescriptor 5 0 R /DW 1000 /W [1 95 500] >>",
            "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 "
                + "/Descent -120 /CapHeight 880 /StemV 93 >>",
        ]
        for (index, content) in pages.enumerated() {
            objects.append(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
                    + "/Contents \(firstPage + 2 * index + 1) 0 R >>")
            objects.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
        }
        var file = "%PDF-1.4\n"
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(file.utf8.count)
            file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = file.utf8.count
        file += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets { file += String(repeating: "0", count: 10 - String(offset).count) + "\(offset) 00000 n \n" }
        file += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return Array(file.utf8)
    }
}
