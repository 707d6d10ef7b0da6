/// Comma-separated values (RFC 4180), also parted by tabs or semicolons: runs of rows with as many fields are tables, single fields are paragraphs.
enum CSVReader: DocumentReader {
    static let format = "csv"

    /// Records looked at to tell the format.
    private static let sampledRecords = 400
    /// Fields of them that are told apart.
    private static let sampledFields = 1000

    static func recognizes(_ content: FileContent) -> Bool { separator(of: content) != nil }

    static func read(_ content: FileContent, limits: ReadingLimits) async throws(ReadingError) -> Document {
        try document(content, limits: limits)
    }

    static func document(_ content: FileContent, limits: ReadingLimits) throws(ReadingError) -> Document {
        guard let text = content.text, let separator = separator(of: content) else { throw content.failure(.unknownFormat) }
        var records = SeparatedRecords(text.utf8, separator: separator)
        records.skipSeparatorLine()
        var rows: [GridRow] = []
        var ends: [SeparatedRecords.LineEnd?] = []
        var elements = 0
        while let record = records.next() {
            elements += record.fields.count
            guard elements <= limits.elements else { throw content.failure(.beyondLimit(name: "elements", limit: limits.elements)) }
            guard record.fields.count <= limits.columns else {
                throw content.failure(.beyondLimit(name: "columns", limit: limits.columns))
            }
            guard record.byteCount <= limits.lineCharacters else {
                throw content.failure(.beyondLimit(name: "lineCharacters", limit: limits.lineCharacters))
            }
            rows.append(row(record))
            ends.append(record.lineEnd)
        }
        markOddEnds(&rows, ends)
        var segments = GridSegments(content: content, limits: limits, countsBlankFields: true)
        try segments.add(rows)
        let blocks = segments.finish()
        guard !blocks.isEmpty else { throw content.failure(.empty) }
        let warnings: [Document.Warning] = records.hasOpenQuote ? [.openQuote] : []
        return Document(blocks: blocks, layout: .tables, format: format, warnings: warnings)
    }

    /// Marks the few rows of several fields that end in another line end than the rest of the file: the byte before it may be damage.
    private static func markOddEnds(_ rows: inout [GridRow], _ ends: [SeparatedRecords.LineEnd?]) {
        let counts = Dictionary(ends.compactMap { $0.map { ($0, 1) } }, uniquingKeysWith: +)
        let count = counts.values.reduce(0, +)
        guard let usual = counts.max(by: { $0.value < $1.value }), count - usual.value <= max(1, count / 20), usual.value >= 4 else { return }
        for index in rows.indices where rows[index].cells.count > 1 {
            if let end = ends[index], end != usual.key { rows[index].isIrregular = true }
        }
    }

    /// A record as a row of a grid. A long text before nothing but empty fields is prose that a program padded to the width of the tables.
    private static func row(_ record: SeparatedRecords.Record) -> GridRow {
        let texts = record.fields.map { WordText.tidied($0) }
        if texts.count > 1, let first = texts.first, texts.dropFirst().allSatisfy(\.isEmpty), first.count > 40 || first.contains("。") {
            return GridRow(number: record.line, lineCount: record.lineCount, cells: [.init(column: 0, text: first)], end: 1)
        }
        return GridRow(
            number: record.line, lineCount: record.lineCount, cells: texts.enumerated().map { .init(column: $0, text: $1) }, end: texts.count)
    }

    /// The character that parts the fields; `nil` when the content is no such file.
    ///
    /// Text copied from a page also has tabs, but as many as the row has cells, not columns: with tabs and semicolons every run of rows must have as
    /// many fields throughout, with commas four rows of five.
    static func separator(of content: FileContent) -> UInt8? {
        guard let text = content.text else { return nil }
        for separator in [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")] where text.utf8.contains(separator) {
            var records = SeparatedRecords(text.utf8, separator: separator, fieldLimit: sampledFields)
            records.skipSeparatorLine()
            var counts: [Int] = []
            while counts.count < sampledRecords, let record = records.next() { counts.append(record.fields.count) }
            let isTable = counts.indices.filter { counts[$0] > 1 }
            guard isTable.count >= 2 else { continue }
            let agreeing = isTable.count { index in
                index > 0 && counts[index - 1] == counts[index] || index + 1 < counts.count && counts[index + 1] == counts[index]
            }
            let breaks = counts.indices.dropFirst().count { counts[$0] > 1 && counts[$0 - 1] > 1 && counts[$0] != counts[$0 - 1] }
            if separator == UInt8(ascii: ",") ? agreeing * 5 >= isTable.count * 4 : agreeing == isTable.count && breaks == 0 { return separator }
        }
        return nil
    }

    /// The comma or semicolon of a text whose rows have as many fields as cells, because merged cells were written once: lines as copied from a page, with another
    /// mark than tabs. `nil` when it is no such text.
    ///
    /// Half of the lines with several fields must be rows of figures behind a label, which prose with commas is not.
    static func markOfRows(_ utf8: [UInt8]) -> UInt8? {
        [UInt8(ascii: ","), UInt8(ascii: ";")].first { separator in
            var records = SeparatedRecords(utf8, separator: separator, fieldLimit: sampledFields)
            var (several, figures) = (0, 0)
            while several < sampledRecords, let record = records.next() {
                guard record.fields.count > 1 else { continue }
                several += 1
                if holdsFigures(record) { figures += 1 }
            }
            return figures >= 10 && figures * 2 >= several
        }
    }

    /// Whether a record is a label with at least one number behind it and nothing but numbers and blanks behind that.
    private static func holdsFigures(_ record: SeparatedRecords.Record) -> Bool {
        func isNumber(_ field: String) -> Bool {
            field.utf8.contains { (48...57).contains($0) } && field.utf8.allSatisfy { (43...57).contains($0) || $0 == 32 }
        }
        guard let first = record.fields.firstIndex(where: isNumber), first > 0 else { return false }
        return record.fields[..<first].contains { $0.utf8.count >= 6 && !isNumber($0) }
            && record.fields[first...].allSatisfy { isNumber($0) || $0.utf8.allSatisfy { $0 <= 32 } }
    }
}

/// The records of a text whose fields are parted by one character, with RFC 4180's quotes.
struct SeparatedRecords: IteratorProtocol {
    struct Record {
        var fields: [String]
        /// The line it begins on, from 1.
        var line: Int
        /// Lines that it covers: more than one where a quoted field has line breaks.
        var lineCount: Int
        var byteCount: Int
        /// What ends it; `nil` at the end of the file.
        var lineEnd: LineEnd?
    }

    enum LineEnd: Hashable { case lineFeed, carriageReturn, both }

    /// Whether the text ended inside quotes.
    private(set) var hasOpenQuote = false
    private let bytes: [UInt8]
    private let separator: UInt8
    private let fieldLimit: Int
    private var index = 0
    private var line = 1

    /// - Parameter fieldLimit: how many fields of a record are kept; of the others nothing but that they are there costs anything.
    init(_ utf8: [UInt8], separator: UInt8, fieldLimit: Int = .max) {
        bytes = utf8
        self.separator = separator
        self.fieldLimit = fieldLimit
    }

    /// Leaves out the line `sep=;` that some programs write first.
    mutating func skipSeparatorLine() {
        if bytes.starts(with: Array("sep=".utf8)), bytes.count > 5, bytes[5] == 10 || bytes[5] == 13 { _ = next() }
    }

    mutating func next() -> Record? {
        guard index < bytes.count else { return nil }
        let (start, firstLine) = (index, line)
        var fields: [String] = []
        while true {
            if fields.count < fieldLimit {
                fields.append(field())
            } else {
                while index < bytes.count, bytes[index] != 10, bytes[index] != 13 { index += 1 }
            }
            if index < bytes.count && bytes[index] == separator {
                index += 1
                continue
            }
            var lineEnd: LineEnd?
            if index < bytes.count {
                lineEnd = bytes[index] == 10 ? .lineFeed : .carriageReturn
                if bytes[index] == 13 && index + 1 < bytes.count && bytes[index + 1] == 10 {
                    lineEnd = .both
                    index += 1
                }
                index += 1
                line += 1
            }
            return Record(fields: fields, line: firstLine, lineCount: max(1, line - firstLine), byteCount: index - start, lineEnd: lineEnd)
        }
    }

    private mutating func field() -> String {
        if index < bytes.count && bytes[index] == UInt8(ascii: "\"") { return quoted() }
        let start = index
        while index < bytes.count, bytes[index] != separator, bytes[index] != 10, bytes[index] != 13 { index += 1 }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func quoted() -> String {
        var content: [UInt8] = []
        index += 1
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") {
                if index < bytes.count && bytes[index] == byte {
                    content.append(byte)
                    index += 1
                    continue
                }
                // What stands between the closing quote and the separator belongs to the field.
                while index < bytes.count, bytes[index] != separator, bytes[index] != 10, bytes[index] != 13 {
                    content.append(bytes[index])
                    index += 1
                }
                return String(decoding: content, as: UTF8.self)
            }
            if byte == 10 { line += 1 }
            content.append(byte)
        }
        hasOpenQuote = true
        return String(decoding: content, as: UTF8.self)
    }
}
