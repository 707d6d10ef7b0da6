/// A counter-based random number generator: the numbers of a stream are a function of key and position alone.
///
/// Work split among processors draws the same numbers as work done in order: give each replicate a stream of its own.
///
/// ```swift
/// var generator = Philox(seed: 42, stream: 7)
/// Double.random(in: 0..<1, using: &generator)
/// ```
/// **Definition.** Philox4x32-10: ten rounds of two 32 × 32 → 64-bit products over a 128-bit counter (position, stream) under a 64-bit key (seed).
/// - Complexity: O(1); ``skip(_:)`` too.
/// - References: Salmon, Moraes, Dror & Shaw (2011), SC '11. Test values: the published known answers.
public struct Philox: RandomNumberGenerator, Sendable, Equatable {
    /// The key.
    public let seed: UInt64
    /// The stream: the upper half of the counter.
    public let stream: UInt64
    private var position: UInt64 = 0
    /// The second half of the last block, not yet given out.
    private var spare: UInt64?

    /// The generator of a stream under a seed.
    public init(seed: UInt64, stream: UInt64 = 0) {
        self.seed = seed
        self.stream = stream
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        if let spare {
            self.spare = nil
            return spare
        }
        let block = Self.block(counter: (position, stream), key: seed)
        position &+= 1
        spare = block.1
        return block.0
    }

    /// Leaves out `count` numbers.
    public mutating func skip(_ count: UInt64) {
        var left = count
        if left > 0 && spare != nil {
            spare = nil
            left -= 1
        }
        position &+= left / 2
        if left % 2 == 1 { _ = next() }
    }

    /// A number uniform on (0, 1), never 0 or 1.
    public mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

    /// A standard normal number, by inversion: one draw each, so that positions stay known.
    public mutating func normal() -> Double {
        let u = uniform()
        return u < 0.5 ? Normal().quantile(u) : -Normal().quantile(1 - u)
    }

    /// The 128 bits at a counter under a key, low and high half.
    static func block(counter: (UInt64, UInt64), key: UInt64) -> (UInt64, UInt64) {
        var x = (UInt32(truncatingIfNeeded: counter.0), UInt32(truncatingIfNeeded: counter.0 >> 32))
        var y = (UInt32(truncatingIfNeeded: counter.1), UInt32(truncatingIfNeeded: counter.1 >> 32))
        var k = (UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32))
        for _ in 0..<10 {
            let first = UInt64(0xD251_1F53) * UInt64(x.0)
            let second = UInt64(0xCD9E_8D57) * UInt64(y.0)
            (x, y) = (
                (UInt32(truncatingIfNeeded: second >> 32) ^ x.1 ^ k.0, UInt32(truncatingIfNeeded: second)),
                (UInt32(truncatingIfNeeded: first >> 32) ^ y.1 ^ k.1, UInt32(truncatingIfNeeded: first))
            )
            k = (k.0 &+ 0x9E37_79B9, k.1 &+ 0xBB67_AE85)
        }
        return (UInt64(x.0) | UInt64(x.1) << 32, UInt64(y.0) | UInt64(y.1) << 32)
    }
}
