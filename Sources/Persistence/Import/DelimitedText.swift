/// Delimiter-separated values as RFC 4180 has them, over the bytes of a file: quotes, doubled quotes, line ends of any kind, a byte order mark.
///
/// The delimiter (comma, semicolon or tab) is the one that the header has most of. Fields are handed out as ranges of bytes; only those that the
/// caller wants become strings. O(*n*).
struct DelimitedText {
    let bytes: [UInt8]
    private let delimiter: UInt8
    private let start: Int

    /// One line's fields.
    struct Row {
        fileprivate let text: UnsafeBufferPointer<UInt8>
        fileprivate let fields: [Field]
        /// The line in the file, from 1.
        let line: Int

        var count: Int { fields.count }

        /// The bytes of a field as they stand, without the outer quotes; empty for a field that the line does not have.
        func bytes(_ column: Int) -> UnsafeBufferPointer<UInt8> {
            guard column < fields.count else { return UnsafeBufferPointer(rebasing: text[0..<0]) }
            return UnsafeBufferPointer(rebasing: text[fields[column].range])
        }

        /// The text of a field.
        func text(_ column: Int) -> String {
            guard column < fields.count else { return "" }
            let raw = String(decoding: bytes(column), as: UTF8.self)
            return fields[column].hasDoubledQuotes ? raw.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"") : raw
        }
    }

    fileprivate struct Field {
        var range: Range<Int>
        var hasDoubledQuotes = false
    }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let header = bytes[start...].prefix { $0 != 10 && $0 != 13 }
        self.start = start
        delimiter = [UInt8(ascii: ","), UInt8(ascii: ";"), 9].max { one, other in header.count { $0 == one } < header.count { $0 == other } }!
    }

    /// Calls `body` with each line that is not empty, the header included.
    func forEachRow(_ body: (Row) throws -> Void) rethrows {
        try bytes.withUnsafeBufferPointer { text in
            var fields: [Field] = []
            var position = start
            var line = 1
            while position < text.count {
                let firstLine = line
                fields.removeAll(keepingCapacity: true)
                position = readLine(text, from: position, line: &line, into: &fields)
                if fields.count > 1 || !fields[0].range.isEmpty { try body(Row(text: text, fields: fields, line: firstLine)) }
            }
        }
    }

    /// Reads the fields of a line and returns where the next begins.
    private func readLine(_ text: UnsafeBufferPointer<UInt8>, from start: Int, line: inout Int, into fields: inout [Field]) -> Int {
        var position = start
        while true {
            var field: Field
            if position < text.count, text[position] == UInt8(ascii: "\"") {
                field = Field(range: position + 1..<position + 1)
                position += 1
                while position < text.count {
                    if text[position] == UInt8(ascii: "\"") {
                        guard position + 1 < text.count, text[position + 1] == UInt8(ascii: "\"") else { break }
                        field.hasDoubledQuotes = true
                        position += 1
                    } else if text[position] == 10 {
                        line += 1
                    }
                    position += 1
                }
                field.range = field.range.lowerBound..<min(position, text.count)
                // What stands between the closing quote and the delimiter belongs to nobody.
                while position < text.count, text[position] != delimiter, text[position] != 10, text[position] != 13 { position += 1 }
            } else {
                let first = position
                while position < text.count, text[position] != delimiter, text[position] != 10, text[position] != 13 { position += 1 }
                field = Field(range: first..<position)
            }
            fields.append(field)
            guard position < text.count, text[position] == delimiter else { break }
            position += 1
        }
        if position < text.count, text[position] == 13 { position += 1 }
        if position < text.count, text[position] == 10 { position += 1 }
        line += 1
        return position
    }
}
