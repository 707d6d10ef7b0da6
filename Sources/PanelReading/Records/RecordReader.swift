/// Reads one record of delimiter-separated values after the other.
///
/// Strictly, as RFC 4180 has it, or as files are: then a quote within a field that does not begin with one is a character like any other, blanks may stand
/// around quotes, and text behind a closing quote makes the record a damaged one instead of ending the reading.
struct RecordReader {
    let text: UnsafeBufferPointer<UInt8>
    let delimiter: UInt8
    let isLenient: Bool
    var position: Int
    var line = 1
    /// The line on which the last record began.
    private(set) var start = 1
    private(set) var fields: [DelimitedRecords.Field] = []
    /// Whether text stood behind a closing quote of the last record.
    private(set) var isDamaged = false

    init(text: UnsafeBufferPointer<UInt8>, delimiter: UInt8, position: Int, isLenient: Bool = false) {
        self.text = text
        self.delimiter = delimiter
        self.position = position
        self.isLenient = isLenient
    }

    /// Reads the next record; `false` at the end.
    mutating func advance() throws(PanelTableError) -> Bool {
        while position < text.count, isBreak(text[position]) { lineBreak() }
        guard position < text.count else { return false }
        start = line
        isDamaged = false
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

    /// Parts the first field at commas, as Eurostat's tables have several keys there.
    mutating func splitFirstField() {
        guard let first = fields.first else { return }
        var parts: [DelimitedRecords.Field] = []
        var begin = first.range.lowerBound
        for place in first.range where text[place] == UInt8(ascii: ",") {
            parts.append(DelimitedRecords.Field(range: begin..<place))
            begin = place + 1
        }
        parts.append(DelimitedRecords.Field(range: begin..<first.range.upperBound))
        fields.replaceSubrange(0..<1, with: parts)
    }

    private mutating func field() throws(PanelTableError) -> DelimitedRecords.Field {
        let first = position
        if isLenient {
            var next = position
            while next < text.count, text[next] == 32, delimiter != 32 { next += 1 }
            if next > position, next < text.count, text[next] == UInt8(ascii: "\"") { position = next }
        }
        guard position < text.count, text[position] == UInt8(ascii: "\"") else {
            while position < text.count, text[position] != delimiter, !isBreak(text[position]) {
                guard isLenient || text[position] != UInt8(ascii: "\"") else { throw .strayQuote(line: line) }
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
            } else if text[position] == 10 || text[position] == 13 && !(position + 1 < text.count && text[position + 1] == 10) {
                line += 1
            }
            position += 1
        }
        field.range = field.range.lowerBound..<position
        position += 1
        if isLenient { while position < text.count, text[position] == 32, delimiter != 32 { position += 1 } }
        guard position == text.count || text[position] == delimiter || isBreak(text[position]) else {
            guard isLenient else { throw .strayQuote(line: line) }
            isDamaged = true
            while position < text.count, text[position] != delimiter, !isBreak(text[position]) { position += 1 }
            return DelimitedRecords.Field(range: first..<position)
        }
        return field
    }

    private func isBreak(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 }

    private mutating func lineBreak() {
        if text[position] == 13, position + 1 < text.count, text[position + 1] == 10 { position += 1 }
        position += 1
        line += 1
    }
}
