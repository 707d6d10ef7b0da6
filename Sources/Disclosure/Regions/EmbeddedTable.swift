/// A CSV table embedded in the binary: UTF-8, a header line, no quoted fields.
///
/// The tables hold 7,000 lines that every start of the program may need, so the bytes are walked once and only the wanted fields become strings.
struct EmbeddedTable {
    private let bytes: UnsafeBufferPointer<UInt8>

    init(_ start: UnsafePointer<UInt8>, count: Int) { bytes = UnsafeBufferPointer(start: start, count: count) }

    /// One line, field by field.
    struct Row {
        fileprivate let bytes: UnsafeBufferPointer<UInt8>
        fileprivate let bounds: [Int]

        /// The field of a column; empty when the line is short.
        func callAsFunction(_ column: Int) -> String {
            guard column + 1 < bounds.count else { return "" }
            return String(decoding: UnsafeBufferPointer(rebasing: bytes[bounds[column]..<bounds[column + 1] - 1]), as: UTF8.self)
        }

        /// The field as a whole number.
        func integer(_ column: Int) -> Int? { Int(self(column)) }
    }

    /// Calls `body` with each line after the header.
    func forEachRow(_ body: (Row) -> Void) {
        var bounds: [Int] = [0]
        var isHeader = true
        var position = 0
        while position <= bytes.count {
            let isEnd = position == bytes.count
            let byte = isEnd ? UInt8(ascii: "\n") : bytes[position]
            if byte == UInt8(ascii: ",") {
                bounds.append(position + 1)
            } else if byte == UInt8(ascii: "\n") {
                let lineEnd = position > 0 && !isEnd && bytes[position - 1] == UInt8(ascii: "\r") ? position : position + 1
                bounds.append(lineEnd)
                if !isHeader && bounds.count > 2 { body(Row(bytes: bytes, bounds: bounds)) }
                isHeader = false
                bounds.removeAll(keepingCapacity: true)
                bounds.append(position + 1)
            }
            position += 1
        }
    }
}
