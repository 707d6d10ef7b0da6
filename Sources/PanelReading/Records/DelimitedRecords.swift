import Foundation

/// Records of delimiter-separated values over the bytes of a file.
///
/// Fields in double quotes may hold delimiters, line breaks and doubled quotes; lines end with LF, CRLF or CR; the last may end without. A byte
/// order mark and empty lines are skipped. Fields are ranges of bytes; only those that the caller wants become strings.
/// - Complexity: O(bytes) a pass; nothing is allocated for a record.
public struct DelimitedRecords: Sendable {
    /// The names of the columns.
    public let header: [String]
    /// What stood around the table and how its header was read.
    let shape: TableShape
    private let bytes: TableBytes
    private let isLenient: Bool
    /// Where the table ends, when it is not the last of its file.
    private var end: Int?

    /// The fields of one record.
    public struct Record {
        fileprivate let text: UnsafeBufferPointer<UInt8>
        fileprivate let fields: [Field]
        /// The line on which it begins, from 1.
        public let line: Int
        /// Whether text stood behind a closing quote, so that the fields are not certain.
        let isDamaged: Bool
        fileprivate var hasEscapes = false

        /// Number of fields.
        var count: Int { fields.count }

        /// The bytes of a field as they stand, without the outer quotes; none where the record has no such field.
        @inline(__always)
        func bytes(_ column: Int) -> UnsafeBufferPointer<UInt8> {
            column < fields.count ? UnsafeBufferPointer(rebasing: text[fields[column].range]) : UnsafeBufferPointer(start: nil, count: 0)
        }

        /// The text of a field; empty where the record has no such field.
        public func text(_ column: Int) -> String {
            let raw = String(decoding: bytes(column), as: UTF8.self)
            let text =
                column < fields.count && fields[column].hasDoubledQuotes
                ? raw.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"") : raw
            return hasEscapes && text.utf8.contains(UInt8(ascii: "\\")) ? Self.unescaped(text) : text
        }

        private static func unescaped(_ text: String) -> String {
            var plain = ""
            var isEscape = false
            for scalar in text.unicodeScalars {
                if isEscape {
                    switch scalar {
                    case "t": plain += "\t"
                    case "n": plain += "\n"
                    case "r": plain += "\r"
                    case "\\": plain += "\\"
                    default: plain += "\\" + String(scalar)
                    }
                    isEscape = false
                } else if scalar == "\\" {
                    isEscape = true
                } else {
                    plain.unicodeScalars.append(scalar)
                }
            }
            return plain
        }

        /// The texts of all fields.
        public var texts: [String] { fields.indices.map { text($0) } }

        /// The columns that hold something.
        var filled: [Int] { fields.indices.filter { column in bytes(column).contains { $0 > 32 } } }
    }

    struct Field {
        var range: Range<Int>
        var hasDoubledQuotes = false
    }

    /// Records of bytes in UTF-8, exactly as RFC 4180 has them: the first is the header, and all have as many fields. The delimiter (comma, semicolon or
    /// tab) is the one that the header has most of.
    /// - Throws: ``PanelTableError/empty`` without a header; a stray or missing quote in it.
    public init(_ bytes: some Sequence<UInt8>) throws(PanelTableError) {
        let bytes = TableBytes(Array(bytes))
        try self.init(bytes, shape: TableShape.plain(bytes), isLenient: false)
    }

    /// Records of a table as it was found in a file.
    init(_ bytes: TableBytes, shape: TableShape, isLenient: Bool) throws(PanelTableError) {
        self.bytes = bytes
        self.shape = shape
        self.isLenient = isLenient
        header = shape.names
    }

    /// Neighboring records that can be read by themselves.
    struct Piece: Sendable {
        let bytes: Range<Int>
    }

    /// All records.
    var whole: Piece { Piece(bytes: shape.position..<max(shape.position, end ?? bytes.count)) }

    /// The records before the one that begins on a line, and the last line of the file.
    func before(line: Int) throws(PanelTableError) -> (records: DelimitedRecords, lastLine: Int) {
        var count = 0
        var lastLine = line
        try forEach { record in
            if record.line < line { count += 1 }
            lastLine = record.line
        }
        var cut = self
        cut.end = try forEach(from: shape.position, line: shape.line, in: whole, limit: count) { _ in }.position
        return (cut, lastLine)
    }

    /// All records in at most `count` pieces of about the same size, in order; in one where quotes may hide the ends of lines.
    func pieces(_ count: Int) -> [Piece] {
        bytes.withBytes { text in
            guard count > 1, end == nil, let base = text.baseAddress, memchr(base, 34, text.count) == nil else { return [whole] }
            var pieces: [Piece] = []
            var start = shape.position
            for index in 1...count {
                var end = index == count ? text.count : max(start, shape.position + (text.count - shape.position) / count * index)
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
    func forEach(
        in piece: Piece, limit: Int = .max, _ work: (Record) throws(PanelTableError) -> Void
    ) throws(PanelTableError) -> Int {
        try forEach(from: piece.bytes.lowerBound, line: firstLine(of: piece), in: piece, limit: limit, work).line - 1
    }

    /// The line from which the lines of a piece are counted.
    func firstLine(of piece: Piece) -> Int { piece.bytes.lowerBound == shape.position ? shape.line : 1 }

    /// Calls `body` with the bytes of the file.
    func withBytes<Result, Failure: Error>(_ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result) throws(Failure) -> Result {
        try bytes.withBytes(body)
    }

    /// Calls `work` with some records from a position of a piece on.
    /// - Returns: where the next record begins, and its line.
    func forEach(
        from position: Int, line: Int, in piece: Piece, limit: Int, _ work: (Record) throws(PanelTableError) -> Void
    ) throws(PanelTableError) -> (position: Int, line: Int) {
        try bytes.withBytes { text throws(PanelTableError) in
            let text = UnsafeBufferPointer(rebasing: text[..<piece.bytes.upperBound])
            var reader = RecordReader(text: text, delimiter: shape.delimiter, position: position, isLenient: isLenient)
            reader.line = line
            var left = limit
            while left > 0, try reader.advance() {
                left -= 1
                if shape.splitsFirst { reader.splitFirstField() }
                guard isLenient || reader.fields.count == header.count else {
                    throw .unequalFields(line: reader.start, expected: header.count, found: reader.fields.count)
                }
                try work(Record(text: text, fields: reader.fields, line: reader.start, isDamaged: reader.isDamaged, hasEscapes: shape.hasEscapes))
            }
            return (reader.position, reader.line)
        }
    }
}
