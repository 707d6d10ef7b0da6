/// A counter-based generator of random bits, Philox 4×32-10: any draw of any stream can be computed on its own.
///
/// Work that is split among processors gives each item its own stream, so the same seed prints the same bytes however many there are.
///
/// ```swift
/// var generator = CounterBasedGenerator(seed: 1, stream: UInt64(draw))
/// let u = Double.random(in: 0..<1, using: &generator)
/// ```
/// - References: Salmon, Moraes, Dror & Shaw (2011), *Parallel random numbers: as easy as 1, 2, 3*, SC11. Test values: the known answers of Random123.
public struct CounterBasedGenerator: RandomNumberGenerator, Sendable, Equatable {
    private let key: (UInt32, UInt32)
    private let stream: UInt64
    private var block: UInt64 = 0
    private var spare: UInt64?

    /// The sequence of a seed and a stream.
    public init(seed: UInt64, stream: UInt64 = 0) {
        key = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
        self.stream = stream
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        if let value = spare {
            spare = nil
            return value
        }
        let bits = Self.block(
            counter: (
                UInt32(truncatingIfNeeded: block), UInt32(truncatingIfNeeded: block >> 32), UInt32(truncatingIfNeeded: stream),
                UInt32(truncatingIfNeeded: stream >> 32)
            ), key: key)
        block &+= 1
        spare = UInt64(bits.2) | UInt64(bits.3) << 32
        return UInt64(bits.0) | UInt64(bits.1) << 32
    }

    /// A number in the open interval (0, 1), on a grid of 2⁻⁵³.
    public mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

    /// Two draws that share seed, stream and position are equal.
    public static func == (a: CounterBasedGenerator, b: CounterBasedGenerator) -> Bool {
        a.key == b.key && a.stream == b.stream && a.block == b.block && a.spare == b.spare
    }

    /// Ten rounds of Philox on one counter.
    static func block(
        counter: (UInt32, UInt32, UInt32, UInt32), key: (UInt32, UInt32)
    ) -> (UInt32, UInt32, UInt32, UInt32) {
        var c = counter
        var k = key
        for _ in 0..<10 {
            let a = UInt64(c.0) &* 0xD251_1F53
            let b = UInt64(c.2) &* 0xCD9E_8D57
            c = (
                UInt32(truncatingIfNeeded: b >> 32) ^ c.1 ^ k.0, UInt32(truncatingIfNeeded: b),
                UInt32(truncatingIfNeeded: a >> 32) ^ c.3 ^ k.1, UInt32(truncatingIfNeeded: a)
            )
            k = (k.0 &+ 0x9E37_79B9, k.1 &+ 0xBB67_AE85)
        }
        return c
    }
}
