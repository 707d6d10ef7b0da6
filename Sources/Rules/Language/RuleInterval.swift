/// What is known of a number: the ends between which it lies, both its own value where it is known. An end that is `nil` is open.
public struct RuleInterval: Sendable, Hashable {
    /// The smallest it can be.
    public var low: Rational?
    /// The largest it can be.
    public var high: Rational?

    /// A number between two ends.
    public init(low: Rational?, high: Rational?) {
        self.low = low
        self.high = high
    }

    /// A known number.
    public init(_ value: Rational) { self.init(low: value, high: value) }

    /// A number of which nothing is known.
    public static let unknown = RuleInterval(low: nil, high: nil)

    /// The number, where it is known.
    public var value: Rational? { low == high ? low : nil }

    /// A result that leaves 128 bits.
    struct Overflow: Error {}

    private static func fit(_ value: Rational?) throws(Overflow) -> Rational {
        guard let value else { throw Overflow() }
        return value
    }

    func adding(_ other: RuleInterval) throws(Overflow) -> RuleInterval {
        var sum = RuleInterval.unknown
        if let low, let other = other.low { sum.low = try Self.fit(low.adding(other)) }
        if let high, let other = other.high { sum.high = try Self.fit(high.adding(other)) }
        return sum
    }

    var negated: RuleInterval { RuleInterval(low: high?.negated, high: low?.negated) }

    func multiplied(by factor: Rational) throws(Overflow) -> RuleInterval {
        if factor == .zero { return RuleInterval(.zero) }
        let ends = factor.sign > 0 ? self : RuleInterval(low: high, high: low)
        return RuleInterval(
            low: try ends.low.map { value throws(Overflow) in try Self.fit(value.multiplied(by: factor)) },
            high: try ends.high.map { value throws(Overflow) in try Self.fit(value.multiplied(by: factor)) })
    }

    var magnitude: RuleInterval {
        if let low, low.sign >= 0 { return self }
        if let high, high.sign <= 0 { return negated }
        let most: Rational? = if let low, let high { max(low.magnitude, high.magnitude) } else { nil }
        return RuleInterval(low: .zero, high: most)
    }

    static func smallest(_ one: RuleInterval, _ other: RuleInterval) -> RuleInterval { largest(one.negated, other.negated).negated }

    static func largest(_ one: RuleInterval, _ other: RuleInterval) -> RuleInterval {
        let lows = [one.low, other.low].compactMap { $0 }
        let high: Rational? = if let mine = one.high, let theirs = other.high { max(mine, theirs) } else { nil }
        return RuleInterval(low: lows.max(), high: high)
    }

    /// Whether it lies within a range; `nil` where that cannot be told.
    func isWithin(low bound: Rational?, high limit: Rational?, includesLow: Bool = true, includesHigh: Bool = true) -> Bool? {
        func isBelow(_ value: Rational) -> Bool { bound.map { value < $0 || value == $0 && !includesLow } ?? false }
        func isAbove(_ value: Rational) -> Bool { limit.map { value > $0 || value == $0 && !includesHigh } ?? false }
        if let high, isBelow(high) { return false }
        if let low, isAbove(low) { return false }
        let isSafeBelow = bound == nil || low.map { !isBelow($0) } ?? false
        let isSafeAbove = limit == nil || high.map { !isAbove($0) } ?? false
        return isSafeBelow && isSafeAbove ? true : nil
    }
}
