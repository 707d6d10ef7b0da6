/// Plain text: every line a paragraph with its spacing kept, because in text the spacing is all there is of a table.
enum TextReader: DocumentReader {
    static let format = "text"

    static func recognizes(_ content: FileContent) -> Bool {
        guard let text = content.text else { return false }
        // Control characters mark binary content that happens to decode.
        let sample = text.utf8.prefix(65536)
        let controls = sample.count { $0 < 32 && $0 != 9 && $0 != 10 && $0 != 12 && $0 != 13 }
        return controls * 100 <= sample.count
    }

    static func read(_ content: FileContent, limits: ReadingLimits) async throws(ReadingError) -> Document {
        guard let text = content.text else { throw content.failure(.unknownFormat) }
        let blocks = try blocks(of: text.utf8, content: content, limits: limits)
        guard !blocks.isEmpty else { throw content.failure(.empty) }
        return Document(blocks: blocks, layout: .lines, format: format)
    }

    /// One paragraph a line; form feeds begin pages.
    private static func blocks(of utf8: [UInt8], content: FileContent, limits: ReadingLimits) throws(ReadingError) -> [Document.Block] {
        var blocks: [Document.Block] = []
        func check(_ number: Int, _ count: Int) throws(ReadingError) {
            guard count <= limits.lineCharacters else { throw content.failure(.beyondLimit(name: "lineCharacters", limit: limits.lineCharacters)) }
            guard number <= limits.elements else { throw content.failure(.beyondLimit(name: "elements", limit: limits.elements)) }
        }
        if let mark = CSVReader.markOfRows(utf8) {
            var records = SeparatedRecords(utf8, separator: mark)
            while let record = records.next() {
                try check(record.line, record.byteCount)
                let fields = record.fields.map { WordText.tidied($0).split(whereSeparator: \.isNewline).joined(separator: " ") }
                guard fields.contains(where: { !$0.isEmpty }) else { continue }
                blocks.append(.paragraph(.init(text: fields.joined(separator: "\t"), line: record.line)))
            }
            return blocks
        }
        for (index, line) in lines(of: utf8).enumerated() {
            try check(index + 1, line.count)
            guard line.contains(where: { $0 > 32 }) else { continue }
            blocks.append(.paragraph(.init(text: String(decoding: withoutHeadingMarks(line), as: UTF8.self), line: index + 1)))
        }
        return blocks
    }

    /// The line without the number signs that mark a heading in Markdown: `## 一、总体情况`.
    private static func withoutHeadingMarks(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let rest = line.drop { $0 == UInt8(ascii: "#") }
        return (1...6).contains(line.count - rest.count) && rest.first == 32 ? rest.dropFirst() : line
    }

    /// Splits at LF, CR, CR LF and form feed.
    static func lines(of utf8: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        var index = 0
        while index < utf8.count {
            let byte = utf8[index]
            if byte == 10 || byte == 13 || byte == 12 {
                lines.append(utf8[start..<index])
                if byte == 13 && index + 1 < utf8.count && utf8[index + 1] == 10 { index += 1 }
                start = index + 1
            }
            index += 1
        }
        if start < utf8.count { lines.append(utf8[start...]) }
        return lines
    }
}
