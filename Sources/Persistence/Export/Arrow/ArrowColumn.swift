import ColumnStore

/// A column of an Arrow table: numbers, or texts held once each with a code a row.
public struct ArrowColumn: Sendable {
    /// What the column holds.
    enum Content: Sendable {
        case int32([Int32])
        case double([Double])
        case text(codes: [Int32], dictionary: [String])
    }

    /// Its name.
    public let name: String
    let content: Content
    /// A bit a row, least significant first, set where there is a value.
    private let validity: [UInt8]
    /// Rows without a value.
    let nullCount: Int

    /// A column of whole numbers.
    public init(_ name: String, _ values: [Int32]) { self.init(name, .int32(values), present: values.map { _ in true }) }

    /// A column of numbers; `nil` where there is none.
    public init(_ name: String, _ values: [Double?]) {
        self.init(name, .double(values.map { $0 ?? 0 }), present: values.map { $0 != nil })
    }

    /// A column of texts; `nil` where there is none. Each text is written once.
    public init(_ name: String, _ values: [String?]) {
        let column = DictionaryColumn(values)
        self.init(name, .text(codes: column.codes.map { max($0, 0) }, dictionary: column.dictionary), present: column.codes.map { $0 >= 0 })
    }

    private init(_ name: String, _ content: Content, present: [Bool]) {
        self.name = name
        self.content = content
        var bits = [UInt8](repeating: 0, count: (present.count + 7) / 8)
        var missing = 0
        for (row, isPresent) in present.enumerated() {
            if isPresent { bits[row >> 3] |= 1 << UInt8(row & 7) } else { missing += 1 }
        }
        validity = bits
        nullCount = missing
    }

    /// Number of rows.
    var count: Int {
        switch content {
        case .int32(let values): values.count
        case .double(let values): values.count
        case .text(let codes, _): codes.count
        }
    }

    /// The buffers of a record batch: the validity, left out where nothing is missing, and the values.
    var buffers: [[UInt8]] {
        let values =
            switch content {
            case .int32(let values): Self.bytes(values)
            case .double(let values): Self.bytes(values)
            case .text(let codes, _): Self.bytes(codes)
            }
        return [nullCount == 0 ? [] : validity, values]
    }

    /// The buffers of a dictionary: no validity, where each text begins, and the texts one after the other.
    static func buffers(ofTexts texts: [String]) -> [[UInt8]] {
        var offsets: [Int32] = [0]
        var bytes: [UInt8] = []
        for text in texts {
            bytes.append(contentsOf: text.utf8)
            offsets.append(Int32(bytes.count))
        }
        return [[], Self.bytes(offsets), bytes]
    }

    private static func bytes<T>(_ values: [T]) -> [UInt8] { values.withUnsafeBytes { Array($0) } }
}
