/// Records of comma-separated values, exactly as RFC 4180 has them.
///
/// Fields in double quotes may hold commas, line breaks and doubled quotes; lines end with LF, CRLF or CR; the last may end without. A byte order
/// mark is skipped. Every record has as many fields as the header.
/// - Complexity: O(bytes).
public struct DelimitedRecords: Sendable {
    /// The names of the columns.
    public let header: [String]
    /// The fields of each record.
    public let records: [[String]]
    /// The line on which each record begins, from 1.
    public let lines: [Int]

    /// Reads bytes in UTF-8.
    /// - Throws: ``PanelTableError``: a stray or missing quote, a record of another width, no header.
    public init(_ bytes: some Sequence<UInt8>) throws(PanelTableError) {
        let bytes = Array(bytes)
        var reader = Reader(bytes: bytes, position: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
        guard let (header, _) = try reader.record() else { throw .empty }
        var records: [[String]] = []
        var lines: [Int] = []
        while let (fields, line) = try reader.record() {
            guard fields.count == header.count else {
                throw .unequalFields(line: line, expected: header.count, found: fields.count)
            }
            records.append(fields)
            lines.append(line)
        }
        self.header = header
        self.records = records
        self.lines = lines
    }

    private struct Reader {
        let bytes: [UInt8]
        var position: Int
        var line = 1

        /// The next record with its line; an empty line is none.
        mutating func record() throws(PanelTableError) -> ([String], Int)? {
            while position < bytes.count, isBreak(bytes[position]) { lineBreak() }
            guard position < bytes.count else { return nil }
            let start = line
            var fields: [String] = []
            while true {
                fields.append(try field())
                guard position < bytes.count else { return (fields, start) }
                if bytes[position] == UInt8(ascii: ",") {
                    position += 1
                } else {
                    lineBreak()
                    return (fields, start)
                }
            }
        }

        private mutating func field() throws(PanelTableError) -> String {
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                let start = position
                while position < bytes.count, bytes[position] != UInt8(ascii: ","), !isBreak(bytes[position]) {
                    guard bytes[position] != UInt8(ascii: "\"") else { throw .strayQuote(line: line) }
                    position += 1
                }
                return String(decoding: bytes[start..<position], as: UTF8.self)
            }
            let start = line
            position += 1
            var text: [UInt8] = []
            while true {
                guard position < bytes.count else { throw .openQuote(line: start) }
                let byte = bytes[position]
                position += 1
                if byte == UInt8(ascii: "\"") {
                    guard position < bytes.count, bytes[position] == byte else { break }
                    position += 1
                }
                if byte == UInt8(ascii: "\n") { line += 1 }
                text.append(byte)
            }
            guard position == bytes.count || bytes[position] == UInt8(ascii: ",") || isBreak(bytes[position]) else { throw .strayQuote(line: line) }
            return String(decoding: text, as: UTF8.self)
        }

        private func isBreak(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

        private mutating func lineBreak() {
            if bytes[position] == UInt8(ascii: "\r"), position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "\n") { position += 1 }
            position += 1
            line += 1
        }
    }
}
