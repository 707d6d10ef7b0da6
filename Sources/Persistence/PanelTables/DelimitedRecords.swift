import Foundation

/// Records of delimiter-separated values, exactly as RFC 4180 has them, over the bytes of a file.
///
/// Fields in double quotes may hold delimiters, line breaks and doubled quotes; lines end with LF, CRLF or CR; the last may end without. A byte
/// order mark and empty lines are skipped. Every record has as many fields as the header. The delimiter (comma, semicolon or tab) is the one that
/// the header has most of. Fields are ranges of bytes; only those that the caller wants become strings.
/// - Complexity: O(bytes) a pass; nothing is allocated for a record.
public struct DelimitedRecords: Sendable {
    /// The names of the columns.
    public let header: [String]
    private let bytes: [UInt8]
    private let delimiter: UInt8
    private let body: (position: Int, line: Int)

    /// The fields of one record.
    public struct Record {
        fileprivate let text: UnsafeBufferPointer<UInt8>
        fileprivate let fields: [Field]
        /// The line on which it begins, from 1.
        public let line: Int

        /// The bytes of a field as they stand, without the outer quotes.
        func bytes(_ column: Int) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: text[fields[column].range]) }

        /// The text of a field.
        public func text(_ column: Int) -> String {
            let raw = String(decoding: bytes(column), as: UTF8.self)
            return fields[column].hasDoubledQuotes ? raw.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"") : raw
        }

        /// The texts of all fields.
        public var texts: [String] { fields.indices.map { text($0) } }
    }

    fileprivate struct Field {
        var range: Range<Int>
        var hasDoubledQuotes = false
    }

    /// Records of bytes in UTF-8.
    /// - Throws: ``PanelTableError/empty`` without a header; a stray or missing quote in it.
    public init(_ bytes: some Sequence<UInt8>) throws(PanelTableError) {
        self.bytes = Array(bytes)
        let start = self.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let first = self.bytes[start...].drop { $0 == 10 || $0 == 13 }.prefix { $0 != 10 && $0 != 13 }
        let delimiters = [UInt8(ascii: ","), UInt8(ascii: ";"), 9]
        delimiter = delimiters.max { one, other in first.count { $0 == one } < first.count { $0 == other } }!
        var header: [String]?
        var next = (position: start, line: 1)
        let delimiter = delimiter
        try self.bytes.withUnsafeBufferPointer { text throws(PanelTableError) in
            var reader = RecordReader(text: text, delimiter: delimiter, position: start)
            if try reader.advance() { header = Record(text: text, fields: reader.fields, line: reader.start).texts }
            next = (reader.position, reader.line)
        }
        guard let header else { throw .empty }
        self.header = header
        body = next
    }

    /// Neighboring records that can be read by themselves.
    struct Piece: Sendable {
        let bytes: Range<Int>
    }

    /// All records.
    var whole: Piece { Piece(bytes: body.position..<bytes.count) }

    /// All records in at most `count` pieces of about the same size, in order; in one where quotes may hide the ends of lines.
    func pieces(_ count: Int) -> [Piece] {
        bytes.withUnsafeBufferPointer { text in
            guard count > 1, let base = text.baseAddress, memchr(base, 34, text.count) == nil else { return [whole] }
            var pieces: [Piece] = []
            var start = body.position
            for index in 1...count {
                var end = index == count ? text.count : max(start, body.position + (text.count - body.position) / count * index)
                while end > start, end < text.count, text[end - 1] != 10 { end += 1 }
                guard end > start else { continue }
                pieces.append(Piece(bytes: start..<end))
                start = end
            }
            return pieces.isEmpty ? [whole] : pieces
        }
    }

    /// Calls `work` with each record below the header, in order.
    /// - Throws: ``PanelTableError``: a stray or missing quote, a record of another width, or what `work` throws.
    public func forEach(_ work: (Record) throws(PanelTableError) -> Void) throws(PanelTableError) {
        try forEach(in: whole, work)
    }

    /// Calls `work` with each record of a piece, in order; lines are counted from the first of the file, or of a piece that is not the first one.
    /// - Returns: the lines of the piece.
    @discardableResult
    func forEach(in piece: Piece, _ work: (Record) throws(PanelTableError) -> Void) throws(PanelTableError) -> Int {
        try bytes.withUnsafeBufferPointer { text throws(PanelTableError) in
            let text = UnsafeBufferPointer(rebasing: text[..<piece.bytes.upperBound])
            var reader = RecordReader(text: text, delimiter: delimiter, position: piece.bytes.lowerBound)
            let first = piece.bytes.lowerBound == body.position ? body.line : 1
            reader.line = first
            while try reader.advance() {
                guard reader.fields.count == header.count else {
                    throw .unequalFields(line: reader.start, expected: header.count, found: reader.fields.count)
                }
                try work(Record(text: text, fields: reader.fields, line: reader.start))
            }
            return reader.line - 1
        }
    }
}

/// Reads one record after the other.
private struct RecordReader {
    let text: UnsafeBufferPointer<UInt8>
    let delimiter: UInt8
    var position: Int
    var line = 1
    /// The line on which the last record began.
    private(set) var start = 1
    private(set) var fields: [DelimitedRecords.Field] = []

    init(text: UnsafeBufferPointer<UInt8>, delimiter: UInt8, position: Int) {
        self.text = text
        self.delimiter = delimiter
        self.position = position
    }

    /// Reads the next record; `false` at the end.
    mutating func advance() throws(PanelTableError) -> Bool {
        while position < text.count, isBreak(text[position]) { lineBreak() }
        guard position < text.count else { return false }
        start = line
        fields.removeAll(keepingCapacity: true)
        while true {
            fields.append(try field())
            guard position < text.count else { return true }
            if text[position] == delimiter {
                position += 1
            } else {
                lineBreak()
                return true
            }
        }
    }

    private mutating func field() throws(PanelTableError) -> DelimitedRecords.Field {
        guard position < text.count, text[position] == UInt8(ascii: "\"") else {
            let first = position
            while position < text.count, text[position] != delimiter, !isBreak(text[position]) {
                guard text[position] != UInt8(ascii: "\"") else { throw .strayQuote(line: line) }
                position += 1
            }
            return DelimitedRecords.Field(range: first..<position)
        }
        let opened = line
        position += 1
        var field = DelimitedRecords.Field(range: position..<position)
        while true {
            guard position < text.count else { throw .openQuote(line: opened) }
            if text[position] == UInt8(ascii: "\"") {
                guard position + 1 < text.count, text[position + 1] == UInt8(ascii: "\"") else { break }
                field.hasDoubledQuotes = true
                position += 1
            } else if text[position] == 10 {
                line += 1
            }
            position += 1
        }
        field.range = field.range.lowerBound..<position
        position += 1
        guard position == text.count || text[position] == delimiter || isBreak(text[position]) else { throw .strayQuote(line: line) }
        return field
    }

    private func isBreak(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 }

    private mutating func lineBreak() {
        if text[position] == 13, position + 1 < text.count, text[position + 1] == 10 { position += 1 }
        position += 1
        line += 1
    }
}
