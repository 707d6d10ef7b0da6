/// Rows of cells from other formats as the text of a table, so that one reader reads them all: fields are parted by U+001F, each row stands on its line.
struct RowText {
    static let delimiter: UInt8 = 0x1F
    private(set) var bytes: [UInt8] = []
    private var line = 1

    /// Appends a row on a line of its own, empty lines before it as far as needed. Line ends within a cell become blanks, so that lines are rows.
    mutating func append(_ cells: [String], line wanted: Int? = nil) {
        if let wanted, wanted > line, wanted - line < 1 << 20 {
            bytes.append(contentsOf: repeatElement(10, count: wanted - line))
            line = wanted
        }
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(Self.delimiter) }
            let isQuoted = cell.utf8.contains { $0 == Self.delimiter || $0 == UInt8(ascii: "\"") } || cells.count == 1 && cell.isEmpty
            if isQuoted { bytes.append(UInt8(ascii: "\"")) }
            for byte in cell.utf8 {
                if byte == UInt8(ascii: "\"") { bytes.append(byte) }
                bytes.append(byte == 10 || byte == 13 || byte == 0 ? 32 : byte)
            }
            if isQuoted { bytes.append(UInt8(ascii: "\"")) }
        }
        bytes.append(10)
        line += 1
    }
}
