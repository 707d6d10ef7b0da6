/// A fraction of two 128-bit integers in lowest terms: the exact number that rules reckon with.
///
/// Every operation gives the exact result or, where it leaves 128 bits, `nil`: never a rounded one.
///
/// ```swift
/// Rational(1, 3)!.adding(Rational(1, 6)!)      // 1/2
/// ```
public struct Rational: Sendable, Hashable, Comparable {
    /// The number above the line, with the sign.
    public let numerator: Int128
    /// The number below the line, positive.
    public let denominator: Int128

    /// 0.
    public static let zero = Rational(0)
    /// 1.
    public static let one = Rational(1)

    /// A whole number.
    public init(_ value: Int) { self.init(unchecked: Int128(value), 1) }

    /// `numerator / denominator` in lowest terms; `nil` for a denominator of 0, or where the negative of an end of the range would be needed.
    public init?(_ numerator: Int128, _ denominator: Int128 = 1) {
        guard denominator != 0, numerator > .min, denominator > .min else { return nil }
        let divisor = Self.greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
        let sign: Int128 = denominator < 0 ? -1 : 1
        self.init(unchecked: sign * (numerator / Int128(divisor)), sign * (denominator / Int128(divisor)))
    }

    /// `digits / 10^places`; `nil` where the power leaves the range.
    public init?(digits: Int128, places: Int) {
        var power: Int128 = 1
        for _ in 0..<places {
            let (product, overflow) = power.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            power = product
        }
        self.init(digits, power)
    }

    private init(unchecked numerator: Int128, _ denominator: Int128) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// Whether the number is whole.
    public var isWhole: Bool { denominator == 1 }

    /// −1, 0 or 1.
    public var sign: Int { numerator.signum() == 0 ? 0 : numerator < 0 ? -1 : 1 }

    /// The number with the other sign.
    public var negated: Rational { Rational(unchecked: -numerator, denominator) }

    /// The number without its sign.
    public var magnitude: Rational { numerator < 0 ? negated : self }

    /// 1 divided by the number; `nil` for 0.
    public var reciprocal: Rational? {
        if numerator == 0 { return nil }
        return numerator < 0 ? Rational(unchecked: -denominator, -numerator) : Rational(unchecked: denominator, numerator)
    }

    /// The number as an `Int`; `nil` when it is not whole or too large.
    public var integer: Int? { isWhole ? Int(exactly: numerator) : nil }

    /// The nearest double, to the precision of two roundings.
    public var doubleValue: Double { Double(numerator) / Double(denominator) }

    /// The sum; `nil` where it leaves 128 bits.
    public func adding(_ other: Rational) -> Rational? {
        if denominator == 1 && other.denominator == 1 {
            let (sum, overflow) = numerator.addingReportingOverflow(other.numerator)
            return overflow || sum == .min ? nil : Rational(unchecked: sum, 1)
        }
        // Over the least common denominator, which keeps the intermediate numbers small.
        let common = Int128(Self.greatestCommonDivisor(denominator.magnitude, other.denominator.magnitude))
        let (mine, theirs) = (other.denominator / common, denominator / common)
        let (left, leftOverflow) = numerator.multipliedReportingOverflow(by: mine)
        let (right, rightOverflow) = other.numerator.multipliedReportingOverflow(by: theirs)
        let (sum, sumOverflow) = left.addingReportingOverflow(right)
        let (below, belowOverflow) = denominator.multipliedReportingOverflow(by: mine)
        return leftOverflow || rightOverflow || sumOverflow || belowOverflow ? nil : Rational(sum, below)
    }

    /// The difference; `nil` where it leaves 128 bits.
    public func subtracting(_ other: Rational) -> Rational? { adding(other.negated) }

    /// The product; `nil` where it leaves 128 bits.
    public func multiplied(by other: Rational) -> Rational? {
        let one = Int128(Self.greatestCommonDivisor(numerator.magnitude, other.denominator.magnitude))
        let two = Int128(Self.greatestCommonDivisor(other.numerator.magnitude, denominator.magnitude))
        let (above, aboveOverflow) = (numerator / one).multipliedReportingOverflow(by: other.numerator / two)
        let (below, belowOverflow) = (denominator / two).multipliedReportingOverflow(by: other.denominator / one)
        return aboveOverflow || belowOverflow || above == .min ? nil : Rational(unchecked: above, below)
    }

    /// The quotient; `nil` for a divisor of 0 and where it leaves 128 bits.
    public func divided(by other: Rational) -> Rational? { other.reciprocal.flatMap { multiplied(by: $0) } }

    /// The order of the numbers, exact also where a cross product would leave 128 bits.
    public static func < (one: Rational, other: Rational) -> Bool {
        if one.denominator == other.denominator { return one.numerator < other.numerator }
        let (left, leftOverflow) = one.numerator.multipliedReportingOverflow(by: other.denominator)
        let (right, rightOverflow) = other.numerator.multipliedReportingOverflow(by: one.denominator)
        if !leftOverflow && !rightOverflow { return left < right }
        if one.sign != other.sign { return one.sign < other.sign }
        return one.sign < 0
            ? precedes(other.numerator.magnitude, other.denominator.magnitude, one.numerator.magnitude, one.denominator.magnitude)
            : precedes(one.numerator.magnitude, one.denominator.magnitude, other.numerator.magnitude, other.denominator.magnitude)
    }

    /// a/b < c/d for positive numbers, by their continued fractions.
    private static func precedes(_ a: UInt128, _ b: UInt128, _ c: UInt128, _ d: UInt128) -> Bool {
        var (a, b, c, d) = (a, b, c, d)
        var isTurned = false
        while true {
            let (left, right) = (a / b, c / d)
            if left != right { return (left < right) != isTurned }
            let (restLeft, restRight) = (a % b, c % d)
            if restLeft == 0 || restRight == 0 {
                let isLess = restLeft == 0 && restRight != 0
                let isMore = restLeft != 0 && restRight == 0
                return isTurned ? isMore : isLess
            }
            (a, b, c, d) = (b, restLeft, d, restRight)
            isTurned.toggle()
        }
    }

    private static func greatestCommonDivisor(_ a: UInt128, _ b: UInt128) -> UInt128 {
        // Most numbers fit a machine word, where division is much cheaper.
        var (a, b) = (a, b)
        while b != 0 {
            if let small = UInt64(exactly: a), let other = UInt64(exactly: b) {
                var (x, y) = (small, other)
                while y != 0 { (x, y) = (y, x % y) }
                return UInt128(max(x, 1))
            }
            (a, b) = (b, a % b)
        }
        return max(a, 1)
    }
}

extension Rational: CustomStringConvertible {
    /// The number as a decimal where it has an end, else as a fraction.
    public var description: String {
        if isWhole { return String(numerator) }
        var (rest, places) = (denominator, 0)
        var (twos, fives) = (0, 0)
        while rest % 2 == 0 { (rest, twos) = (rest / 2, twos + 1) }
        while rest % 5 == 0 { (rest, fives) = (rest / 5, fives + 1) }
        places = max(twos, fives)
        guard rest == 1, places <= 30, let digits = Rational(digits: 1, places: places)?.reciprocal?.multiplied(by: self) else {
            return "\(numerator)/\(denominator)"
        }
        let text = String(digits.numerator.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - text.count)) + text
        let point = padded.index(padded.endIndex, offsetBy: -places)
        return (numerator < 0 ? "-" : "") + padded[..<point] + "." + padded[point...]
    }
}
