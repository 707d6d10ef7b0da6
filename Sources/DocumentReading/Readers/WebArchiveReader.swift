/// Pages that a browser or Word saved in one file (MHTML, RFC 2557): the page among the parts, read as the page it is.
enum WebArchiveReader: DocumentReader {
    static let format = "mhtml"

    /// Header lines looked at to tell the format.
    private static let headerBytes = 4096

    static func recognizes(_ content: FileContent) -> Bool {
        guard let text = content.text else { return false }
        let head = MIMEPart(text.utf8.prefix(headerBytes)[...])
        return head.header("mime-version") != nil && head.header("content-type") != nil
    }

    static func read(_ content: FileContent, limits: ReadingLimits) async throws(ReadingError) -> Document {
        guard let page = page(in: MIMEPart(content.bytes[...]), depth: 0) else {
            throw content.failure(.damaged(format: "web archive", .missingPart("text/html")))
        }
        let inner = FileContent(bytes: page.decoded(), path: content.path)
        guard inner.text != nil else { throw content.failure(.damaged(format: "web archive", .missingPart("text/html"))) }
        return try await HTMLReader.read(inner, limits: limits)
    }

    /// The first page among the parts, which is the one that was saved; the others are its frames.
    private static func page(in part: MIMEPart, depth: Int) -> MIMEPart? {
        if part.type == "text/html" || part.type == "application/xhtml+xml" { return part }
        guard depth < 4, part.type.hasPrefix("multipart/") else { return nil }
        for inner in part.parts() {
            if let page = page(in: inner, depth: depth + 1) { return page }
        }
        return nil
    }
}

/// One part of a message (RFC 2045): header lines, a blank line, a body.
struct MIMEPart {
    private let headers: [(name: String, value: String)]
    private let body: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        var headers: [(name: String, value: String)] = []
        var rest = bytes.drop { $0 == 10 || $0 == 13 }
        while let end = rest.firstIndex(of: 10) ?? (rest.isEmpty ? nil : rest.endIndex) {
            let line = rest[..<end].last == 13 ? rest[..<end].dropLast() : rest[..<end]
            rest = end < rest.endIndex ? rest[(end + 1)...] : rest[end...]
            if line.isEmpty { break }
            let text = String(decoding: line.prefix(2000), as: UTF8.self)
            if line.first == 32 || line.first == 9, !headers.isEmpty {
                headers[headers.count - 1].value += " " + text.drop { $0 == " " || $0 == "\t" }
            } else if let colon = text.firstIndex(of: ":"), headers.count < 100 {
                let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
                headers.append((text[..<colon].lowercased(), String(value)))
            } else {
                break
            }
        }
        self.headers = headers
        body = rest
    }

    /// The value of a header field, by its name in lower case.
    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// The media type in lower case.
    var type: String { (header("content-type") ?? "").prefix { $0 != ";" && $0 != " " }.lowercased() }

    private func parameter(_ name: String) -> String? {
        guard let value = header("content-type") else { return nil }
        for piece in value.split(separator: ";").dropFirst() {
            let trimmed = piece.drop { $0 == " " || $0 == "\t" }
            guard trimmed.lowercased().hasPrefix(name + "=") else { continue }
            let given = trimmed.dropFirst(name.count + 1)
            if given.first == "\"" { return given.dropFirst().firstIndex(of: "\"").map { String(given[given.index(after: given.startIndex)..<$0]) } }
            return String(given.prefix { $0 != " " && $0 != "\t" })
        }
        return nil
    }

    /// The parts between the boundary lines; empty when the type states no boundary.
    func parts() -> [MIMEPart] {
        guard let boundary = parameter("boundary"), !boundary.isEmpty else { return [] }
        let mark = Array("--\(boundary)".utf8)
        var parts: [MIMEPart] = []
        var rest = body
        var start: Int?
        while let place = rest.firstPlace(of: mark), parts.count < 1000 {
            let found = rest.startIndex + place
            // A mark counts at the beginning of a line only.
            if found == body.startIndex || body[found - 1] == 10 {
                if let start { parts.append(MIMEPart(body[start..<found])) }
                start = found + mark.count
            }
            rest = body[(found + mark.count)...]
        }
        if let start, !body[start...].starts(with: [45, 45]) { parts.append(MIMEPart(body[start...])) }
        return parts
    }

    /// The body's bytes as they were before they were made fit for mail.
    func decoded() -> [UInt8] {
        switch (header("content-transfer-encoding") ?? "").lowercased().prefix(while: { $0 != " " }) {
        case "quoted-printable": Self.quotedPrintable(body)
        case "base64": Self.base64(body)
        default: Array(body)
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }

    private static func quotedPrintable(_ body: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(body.count)
        var rest = body
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "=") else {
                out.append(byte)
                continue
            }
            if rest.first == 10 {
                rest.removeFirst()
            } else if rest.starts(with: [13, 10]) {
                rest.removeFirst(2)
            } else if rest.count >= 2, let high = hexadecimal(rest[rest.startIndex]), let low = hexadecimal(rest[rest.startIndex + 1]) {
                out.append(high << 4 | low)
                rest.removeFirst(2)
            } else {
                out.append(byte)
            }
        }
        return out
    }

    private static func base64(_ body: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(body.count / 4 * 3)
        var (bits, count) = (UInt32(0), 0)
        for byte in body {
            let value: UInt8
            switch byte {
            case 65...90: value = byte - 65
            case 97...122: value = byte - 71
            case 48...57: value = byte + 4
            case UInt8(ascii: "+"): value = 62
            case UInt8(ascii: "/"): value = 63
            case UInt8(ascii: "="): return out
            default: continue
            }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                out.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return out
    }
}
