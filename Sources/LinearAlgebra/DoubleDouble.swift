/// A number as the unevaluated sum of two doubles: about 32 significant digits.
///
/// For residuals and inner products whose rounding would otherwise decide the last digits of a result. The range is that of a double.
///
/// **Error.** A sum or product has relative error below 2⁻¹⁰⁴, a quotient or square root below 2⁻¹⁰⁰, barring overflow and underflow.
/// - References: Dekker (1971), *Numerische Mathematik* 18, 224–242; Joldes, Muller & Popescu (2017), *ACM TOMS* 44, 15.
public struct DoubleDouble: Sendable, Equatable {
    /// The nearest double.
    public var high: Double
    /// The rest.
    public var low: Double

    /// A double, exactly.
    @inlinable
    public init(_ value: Double) {
        high = value
        low = 0
    }

    /// The exact sum of two doubles.
    @inlinable
    public init(sum a: Double, _ b: Double) {
        high = a + b
        let virtual = high - a
        low = (a - (high - virtual)) + (b - virtual)
    }

    /// The exact product of two doubles.
    @inlinable
    public init(product a: Double, _ b: Double) {
        high = a * b
        low = (-high).addingProduct(a, b)
    }

    /// A pair that is already normalized: `high` is the rounded sum.
    @inlinable
    public init(high: Double, low: Double) {
        self.high = high
        self.low = low
    }

    /// The nearest double.
    @inlinable public var value: Double { high + low }

    @inlinable
    static func normalized(_ a: Double, _ b: Double) -> DoubleDouble {
        let s = a + b
        return DoubleDouble(high: s, low: b - (s - a))
    }

    /// The sum.
    @inlinable
    public static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
        let s = DoubleDouble(sum: a.high, b.high)
        let t = DoubleDouble(sum: a.low, b.low)
        let c = normalized(s.high, s.low + t.high)
        return normalized(c.high, t.low + c.low)
    }

    /// The negative.
    @inlinable public static prefix func - (a: DoubleDouble) -> DoubleDouble { DoubleDouble(high: -a.high, low: -a.low) }

    /// The difference.
    @inlinable public static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble { a + (-b) }

    /// The product.
    @inlinable
    public static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
        let p = DoubleDouble(product: a.high, b.high)
        return normalized(p.high, p.low + (a.high * b.low + a.low * b.high))
    }

    /// The product with a double.
    @inlinable
    public static func * (a: DoubleDouble, b: Double) -> DoubleDouble {
        let p = DoubleDouble(product: a.high, b)
        return normalized(p.high, p.low + a.low * b)
    }

    /// The quotient.
    @inlinable
    public static func / (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
        let q1 = a.high / b.high
        var r = a - b * q1
        let q2 = r.high / b.high
        r = r - b * q2
        let q3 = r.high / b.high
        return normalized(q1, q2) + DoubleDouble(q3)
    }

    /// The square root of a number that is not negative.
    @inlinable
    public func squareRoot() -> DoubleDouble {
        guard high > 0 else { return DoubleDouble(0) }
        let approximation = high.squareRoot()
        let rest = self - DoubleDouble(product: approximation, approximation)
        return DoubleDouble.normalized(approximation, rest.high / (2 * approximation))
    }

    /// The sum of doubles, rounded once at the end.
    @inlinable
    public static func sum(of values: some Sequence<Double>) -> DoubleDouble {
        var total = DoubleDouble(0)
        for value in values { total = total + DoubleDouble(value) }
        return total
    }

    /// The inner product of two vectors of one length.
    @inlinable
    public static func innerProduct(_ a: some Collection<Double>, _ b: some Collection<Double>) -> DoubleDouble {
        precondition(a.count == b.count, "inner product of lengths \(a.count) and \(b.count)")
        var total = DoubleDouble(0)
        for (x, y) in zip(a, b) { total = total + DoubleDouble(product: x, y) }
        return total
    }
}
