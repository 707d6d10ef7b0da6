/// Changes to bytes at their places; everything between them stays as it is.
struct ByteEdits {
    private var edits: [(range: Range<Int>, text: String)] = []

    /// Puts a text before a byte; texts at one place keep the order in which they were given.
    mutating func insert(_ text: String, at place: Int) { edits.append((place..<place, text)) }

    /// Puts a text in the place of bytes.
    mutating func replace(_ range: Range<Int>, with text: String) { edits.append((range, text)) }

    /// The bytes with the changes. A change that overlaps the one before it is left out.
    func applied(to bytes: [UInt8]) -> [UInt8] {
        let order = edits.indices.sorted { (edits[$0].range.lowerBound, $0) < (edits[$1].range.lowerBound, $1) }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + edits.reduce(0) { $0 + $1.text.utf8.count })
        var copied = 0
        for index in order {
            let (range, text) = edits[index]
            guard range.lowerBound >= copied, range.upperBound <= bytes.count else { continue }
            result += bytes[copied..<range.lowerBound]
            result += text.utf8
            copied = range.upperBound
        }
        return result + bytes[copied...]
    }
}
