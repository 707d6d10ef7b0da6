import CXXHash

/// What an answer depends on, as 128 bits: two answers under one key were worked out from the same things.
public struct ContentKey: Sendable, Hashable {
    /// The upper half.
    public let high: UInt64
    /// The lower half.
    public let low: UInt64

    /// A key of its halves.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The 16 bytes, the upper half first, each half with its highest byte first.
    public var bytes: [UInt8] { [high, low].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * UInt64($0))) } } }

    /// The key of 16 bytes; `nil` for another number of them.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        let halves = bytes.enumerated().reduce(into: [UInt64](repeating: 0, count: 2)) { halves, item in
            halves[item.offset / 8] = halves[item.offset / 8] << 8 | UInt64(item.element)
        }
        self.init(high: halves[0], low: halves[1])
    }
}

/// Gathers what an answer depends on, part by part, and makes a key of it: XXH3 of 128 bits over all parts, each with its length where that may differ.
///
/// It tells contents apart that are different by accident or by work; it is no protection against somebody who looks for two contents of one key.
public struct ContentKeyBuilder {
    private var bytes: [UInt8] = []

    /// Nothing yet.
    public init() {}

    /// Adds a number.
    public mutating func add(_ number: UInt64) { withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) } }

    /// Adds a number.
    public mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }

    /// Adds a number by its bits.
    public mutating func add(_ number: Double) { add(number.bitPattern) }

    /// Adds a text.
    public mutating func add(_ text: String) {
        add(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    /// Adds a text, or that there is none.
    public mutating func add(_ text: String?) {
        add(text == nil ? 0 : 1)
        add(text ?? "")
    }

    /// Adds another key.
    public mutating func add(_ key: ContentKey) {
        add(key.high)
        add(key.low)
    }

    /// The key of what was added so far. O(*n*) in its bytes.
    public var key: ContentKey {
        let hash = bytes.withUnsafeBytes { XXH3_128bits($0.baseAddress, $0.count) }
        return ContentKey(high: hash.high64, low: hash.low64)
    }
}
