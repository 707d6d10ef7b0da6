/// What the values of a column of an Arrow file are.
enum ArrowType: Sendable, Hashable {
    case int32, int64, double, flag
    /// Texts, each where it stands.
    case text
    /// Texts as codes of a dictionary: the texts, each once.
    case dictionary([String])
}

/// A column of an Arrow file.
struct ArrowField: Sendable, Hashable {
    let name: String
    let type: ArrowType
}

/// The values of one column in one record batch, as Arrow lays them out in memory.
struct ArrowColumn: Sendable {
    /// Rows so far.
    private(set) var count = 0
    /// Rows without a value.
    private(set) var nullCount = 0
    /// A bit a row, least significant first, set where there is a value.
    private var validity: [UInt8] = []
    /// Numbers and codes in little-endian order; flags a bit a row; texts one after the other.
    private var values: [UInt8] = []
    /// Where each text begins, and where the last one ends; empty for a column of numbers.
    private var offsets: [Int32]

    init(_ type: ArrowType) { offsets = type == .text ? [0] : [] }

    /// A column of texts, each where it stands.
    init(texts: [String]) {
        self.init(.text)
        for text in texts { append(text) }
    }

    /// Bytes that the column takes.
    var byteCount: Int { values.count + 4 * offsets.count }

    /// Adds a number or a code.
    mutating func append(_ value: some FixedWidthInteger) {
        begin(isPresent: true)
        withUnsafeBytes(of: value.littleEndian) { values.append(contentsOf: $0) }
    }

    /// Adds a real number.
    mutating func append(_ value: Double) { append(value.bitPattern) }

    /// Adds yes or no.
    mutating func append(_ value: Bool) {
        Self.set(&values, count, value)
        begin(isPresent: true)
    }

    /// Adds a text.
    mutating func append(_ value: String) {
        begin(isPresent: true)
        values.append(contentsOf: value.utf8)
        offsets.append(Int32(values.count))
    }

    /// Adds a row without a value.
    mutating func appendNull(_ type: ArrowType) {
        switch type {
        case .int32, .dictionary: values.append(contentsOf: [0, 0, 0, 0])
        case .int64, .double: values.append(contentsOf: [0, 0, 0, 0, 0, 0, 0, 0])
        case .flag: Self.set(&values, count, false)
        case .text: offsets.append(Int32(values.count))
        }
        begin(isPresent: false)
    }

    /// The buffers of a record batch: the validity, left out where nothing is missing, where each text begins, and the values.
    var buffers: [[UInt8]] {
        let valid = nullCount == 0 ? [] : validity
        return offsets.isEmpty ? [valid, values] : [valid, offsets.withUnsafeBytes { Array($0) }, values]
    }

    private mutating func begin(isPresent: Bool) {
        Self.set(&validity, count, isPresent)
        count += 1
        if !isPresent { nullCount += 1 }
    }

    private static func set(_ bits: inout [UInt8], _ row: Int, _ value: Bool) {
        if row & 7 == 0 { bits.append(0) }
        if value { bits[row >> 3] |= 1 << UInt8(row & 7) }
    }
}
