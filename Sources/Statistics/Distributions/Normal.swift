internal import CSpecialFunctions

/// The normal distribution, the law of errors that are sums of many small ones.
///
/// ```swift
/// Normal().upperTail(1.96)          // 0.02499789514822…
/// ```
/// - References: Boost.Math. Test values: SciPy 1.17.1 and mpmath, `Tests/StatisticsTests/ReferenceValues/Distributions.py`.
public struct Normal: ContinuousDistribution {
    /// Mean μ.
    public let mean: Double
    /// Standard deviation σ > 0.
    public let standardDeviation: Double

    /// The distribution with these parameters; traps when one is out of range.
    public init(mean: Double = 0, standardDeviation: Double = 1) {
        precondition(mean.isFinite, "mean \(mean) out of range")
        precondition(standardDeviation > 0 && standardDeviation.isFinite, "standard deviation \(standardDeviation) out of range")
        self.mean = mean
        self.standardDeviation = standardDeviation
    }

    /// The density at `x`.
    public func density(_ x: Double) -> Double { special_normal_density(mean, standardDeviation, x) }
    /// P(X ≤ x).
    public func cumulative(_ x: Double) -> Double { special_normal_lower(mean, standardDeviation, x) }
    /// P(X > x).
    public func upperTail(_ x: Double) -> Double { special_normal_upper(mean, standardDeviation, x) }
    /// The x with P(X ≤ x) = p.
    public func quantile(_ p: Double) -> Double {
        requireProbability(p)
        return special_normal_lower_quantile(mean, standardDeviation, p)
    }

    /// The x with P(X > x) = q.
    public func upperTailQuantile(_ q: Double) -> Double {
        requireProbability(q)
        return special_normal_upper_quantile(mean, standardDeviation, q)
    }

    /// P(|X − μ| ≥ |x − μ|): the two-sided p-value of a statistic that is normal under the null hypothesis.
    public func twoSidedPValue(_ x: Double) -> Double {
        let doubled = 2 * upperTail(mean + (x - mean).magnitude)
        return doubled > 1 ? 1 : doubled
    }
}
