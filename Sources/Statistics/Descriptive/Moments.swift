/// Count, mean, variance, skewness and kurtosis of a sample, accumulated without loss of digits.
///
/// Values may come one at a time, and two halves may be joined: the result is that of all values together.
///
/// ```swift
/// let moments = Moments([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])
/// moments.variance                // 30
/// ```
/// **Definition.** Central sums Mₖ = Σ(x − x̄)ᵏ by Welford's and Pébay's updates of the differences from the first value. Variance M₂/(n − 1); skewness √n·M₃/M₂^{3/2}; kurtosis n·M₄/M₂² − 3.
///
/// **Missing values.** `nil` is not counted. A value that is not finite makes what depends on it NaN.
/// - Complexity: O(1) a value.
/// - References: Pébay (2008), Sandia report SAND2008-6212. Test values: SciPy 1.17.1, `Tests/StatisticsTests/ReferenceValues/Descriptive.py`.
public struct Moments: Sendable, Equatable {
    /// Number of values.
    public private(set) var count = 0
    /// The first value, from which the others are taken: differences keep the digits that a large common offset would cost.
    private var origin = 0.0
    /// The sums below are in units of 2^exponent, near the largest difference: fourth powers of 1e300 or 1e-300 have no double.
    private var exponent = 0
    private var shift = 0.0
    private var second = 0.0
    private var third = 0.0
    private var fourth = 0.0

    /// No values yet.
    public init() {}

    /// The moments of values, missing ones left out.
    public init(_ values: some Sequence<Double?>) {
        for value in values { if let value { add(value) } }
    }

    /// The moments of values.
    public init(_ values: some Sequence<Double>) {
        for value in values { add(value) }
    }

    /// The mean; 0 without values.
    public var mean: Double { (origin * inverseUnit + shift) * unit }

    private var unit: Double { Double(sign: .plus, exponent: exponent, significand: 1) }
    private var inverseUnit: Double { Double(sign: .plus, exponent: -exponent, significand: 1) }

    /// The exponent of a unit for differences of some size, within which the unit and its inverse have a double.
    private static func exponent(for difference: Double) -> Int { min(max(difference.exponent, -1000), 1000) }

    /// Brings the sums to another unit: exact, but for what is negligible beside the differences to come.
    private mutating func rescale(to next: Int) {
        defer { exponent = next }
        // Without any difference all sums are 0.
        guard second != 0 else { return }
        let factor = Double(sign: .plus, exponent: max(exponent - next, -1000), significand: 1)
        shift *= factor
        second *= factor * factor
        third *= factor * factor * factor
        fourth *= factor * factor * (factor * factor)
    }

    /// Adds a value.
    public mutating func add(_ value: Double) {
        if count == 0 { origin = value }
        let before = Double(count)
        count += 1
        let n = Double(count)
        var delta = (value * inverseUnit - origin * inverseUnit) - shift
        // Sixty binary places on either side leave room for fourth powers and their sums.
        if delta != 0, value.isFinite, origin.isFinite, second == 0 || !(delta.magnitude <= 0x1p60) {
            let larger = value.magnitude > origin.magnitude ? value : origin
            let difference = value - origin
            rescale(to: Self.exponent(for: difference.isFinite ? difference : larger))
            delta = (value * inverseUnit - origin * inverseUnit) - shift
        }
        let step = delta / n
        let square = step * step
        let term = delta * step * before
        shift += step
        fourth += term * square * (n * n - 3 * n + 3) + 6 * square * second - 4 * step * third
        third += term * step * (n - 2) - 3 * step * second
        second += term
    }

    /// Joins the values of another sample.
    public mutating func merge(_ other: Moments) {
        guard other.count > 0 else { return }
        guard count > 0 else { return self = other }
        var other = other
        let common = Swift.max(exponent, other.exponent, Self.exponent(for: other.mean - mean))
        rescale(to: common)
        other.rescale(to: common)
        let (a, b) = (Double(count), Double(other.count))
        let n = a + b
        let delta = (other.origin * inverseUnit - origin * inverseUnit) + (other.shift - shift)
        let d2 = delta * delta
        fourth +=
            other.fourth + d2 * d2 * a * b * (a * a - a * b + b * b) / (n * n * n)
            + 6 * d2 * (a * a * other.second + b * b * second) / (n * n) + 4 * delta * (a * other.third - b * third) / n
        third += other.third + delta * d2 * a * b * (a - b) / (n * n) + 3 * delta * (a * other.second - b * second) / n
        second += other.second + d2 * a * b / n
        shift += delta * b / n
        count += other.count
    }

    /// The variance with divisor n − 1; `nil` below two values. Infinite or 0 where it has no double; the standard deviation has one.
    public var variance: Double? { count > 1 ? second / Double(count - 1) * unit * unit : nil }
    /// The variance with divisor *n*; `nil` without values.
    public var populationVariance: Double? { count > 0 ? second / Double(count) * unit * unit : nil }
    /// The standard deviation with divisor n − 1; `nil` below two values.
    public var standardDeviation: Double? { count > 1 ? (second / Double(count - 1)).squareRoot() * unit : nil }
    /// The skewness g₁; `nil` for fewer than two values or a constant sample.
    public var skewness: Double? { second > 0 ? Double(count).squareRoot() * third / (second * second.squareRoot()) : nil }
    /// The excess kurtosis g₂; `nil` for fewer than two values or a constant sample.
    public var excessKurtosis: Double? { second > 0 ? Double(count) * fourth / (second * second) - 3 : nil }
}
