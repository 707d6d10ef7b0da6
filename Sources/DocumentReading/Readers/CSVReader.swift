/// Comma, semicolon or tab separated values (RFC 4180): one table, titles above it as paragraphs.
enum CSVReader: DocumentReader {
    static let format = "csv"

    static func recognizes(_ content: FileContent) -> Bool {
        guard let text = content.text else { return false }
        return separator(text.utf8) != nil
    }

    /// The separator that many lines have several times; `nil` when none does.
    private static func separator(_ utf8: [UInt8]) -> UInt8? {
        let lines = TextReader.lines(of: Array(utf8.prefix(32768))).filter { $0.contains { $0 > 32 } }
        guard lines.count >= 3 else { return nil }
        for candidate in [UInt8(ascii: ","), 9, UInt8(ascii: ";")] {
            let counts = lines.map { line in line.count { $0 == candidate } }
            let separated = counts.count { $0 >= 1 }
            // Sentences have commas too, but not on nearly every line, with short fields between.
            guard separated * 10 >= lines.count * 7, counts.max()! >= 2 else { continue }
            let fields = zip(lines, counts).reduce(0) { $0 + $1.1 + 1 }
            let length = lines.reduce(0) { $0 + $1.count }
            if length / max(1, fields) < 40 { return candidate }
        }
        return nil
    }

    static func read(_ content: FileContent, limits: ReadingLimits) async throws(ReadingError) -> Document {
        guard let text = content.text, let separator = separator(text.utf8) else { throw content.failure(.unknownFormat) }
        var builder = DocumentBuilder(columnLimit: limits.columns)
        var open = false
        var cells = 0
        for (line, fields) in records(text.utf8, separator: separator) {
            cells += fields.count
            guard cells <= limits.elements else { throw content.failure(.beyondLimit(name: "elements", limit: limits.elements)) }
            let filled = fields.filter { $0.contains { !$0.isWhitespace } }
            if filled.isEmpty { continue }
            if filled.count == 1, filled[0].count > 12, !fields.dropLast().contains(where: { $0 != filled[0] && !$0.isEmpty }), fields[0] == filled[0]
            {
                if open { builder.endTable() }
                open = false
                builder.paragraph(filled[0], line: line)
                continue
            }
            if !open { builder.startTable() }
            open = true
            builder.startRow(line: line)
            for field in fields { builder.cell(field, rowSpan: 1, columnSpan: 1, line: line) }
        }
        if open { builder.endTable() }
        let blocks = builder.finish()
        guard !blocks.isEmpty else { throw content.failure(.empty) }
        return Document(blocks: blocks, layout: .tables, format: format)
    }

    /// The records with the line each begins on; quoted fields may hold separators, quotes and line ends.
    static func records(_ utf8: [UInt8], separator: UInt8) -> [(line: Int, fields: [String])] {
        var records: [(line: Int, fields: [String])] = []
        var fields: [String] = []
        var field: [UInt8] = []
        var quoted = false
        var line = 1
        var start = 1
        func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
        var index = 0
        while index < utf8.count {
            let byte = utf8[index]
            if quoted {
                if byte == UInt8(ascii: "\"") {
                    if index + 1 < utf8.count, utf8[index + 1] == byte {
                        field.append(byte)
                        index += 1
                    } else {
                        quoted = false
                    }
                } else {
                    if byte == 10 { line += 1 }
                    field.append(byte)
                }
            } else if byte == UInt8(ascii: "\""), field.isEmpty {
                quoted = true
            } else if byte == separator {
                fields.append(text(field))
                field = []
            } else if byte == 10 || byte == 13 {
                if byte == 13, index + 1 < utf8.count, utf8[index + 1] == 10 { index += 1 }
                fields.append(text(field))
                records.append((start, fields))
                (field, fields) = ([], [])
                line += 1
                start = line
            } else {
                field.append(byte)
            }
            index += 1
        }
        if !field.isEmpty || !fields.isEmpty { records.append((start, fields + [text(field)])) }
        return records
    }
}
