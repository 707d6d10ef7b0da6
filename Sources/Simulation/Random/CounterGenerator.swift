/// A counter-based random number generator: the *n*-th number of a stream is a hash of seed, stream and *n*, so that any body of a corpus can be
/// drawn alone, in any order and on any number of threads, and always comes out the same.
///
/// The hash is the finalizer of SplitMix64 over a Weyl sequence; streams are told apart by hashing their coordinates into the start.
/// - References: Steele, Lea & Flood (2014), *OOPSLA*, 453–472; Salmon et al. (2011), *SC11*, on counter-based generators.
public struct CounterGenerator: RandomNumberGenerator, Sendable {
    private var counter: UInt64

    /// The stream of a seed and of coordinates, such as the ordinal of a body and what is drawn for it.
    public init(seed: UInt64, stream coordinates: Int...) {
        var key = Self.mix(seed &+ Self.increment)
        for coordinate in coordinates { key = Self.mix(key ^ Self.mix(UInt64(bitPattern: Int64(coordinate)) &+ Self.increment)) }
        counter = key
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        counter &+= Self.increment
        return Self.mix(counter)
    }

    /// A number in (0, 1): never an end, so that its logarithm is finite.
    public mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

    /// Whether something of the given probability happens.
    public mutating func chance(_ probability: Double) -> Bool { uniform() < probability }

    /// A position in a list of `count` members, each equally likely.
    public mutating func index(below count: Int) -> Int {
        precondition(count > 0, "nothing to choose from")
        return Int(uniform() * Double(count))
    }

    private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

    private static func mix(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
