internal import CSpecialFunctions

/// The Poisson distribution: counts of independent events.
/// - References: Boost.Math. Test values: SciPy 1.17.1 and mpmath, `Tests/StatisticsTests/ReferenceValues/Distributions.py`.
public struct Poisson: DiscreteDistribution {
    /// Mean λ > 0.
    public let mean: Double

    /// The distribution with these parameters; traps when one is out of range.
    public init(mean: Double) {
        precondition(mean > 0 && mean.isFinite, "mean \(mean) out of range")
        self.mean = mean
    }

    /// P(X = k); 0 outside the support.
    public func probability(_ k: Int) -> Double {
        if k < 0 { return 0 }
        return special_poisson_density(mean, Double(k))
    }

    /// P(X ≤ k).
    public func cumulative(_ k: Int) -> Double {
        if k < 0 { return 0 }
        return special_poisson_lower(mean, Double(k))
    }

    /// P(X > k).
    public func upperTail(_ k: Int) -> Double {
        if k < 0 { return 1 }
        return special_poisson_upper(mean, Double(k))
    }

    /// The smallest k with P(X ≤ k) ≥ p; traps for p = 1 where the support has no end.
    public func quantile(_ p: Double) -> Int {
        requireProbability(p)
        precondition(p < 1, "the support has no end")
        return smallest(from: special_poisson_lower_quantile(mean, p)) { cumulative($0) >= p }
    }

    /// The smallest k with P(X > k) ≤ q; traps for q = 0 where the support has no end.
    public func upperTailQuantile(_ q: Double) -> Int {
        requireProbability(q)
        precondition(q > 0, "the support has no end")
        return smallest(from: special_poisson_upper_quantile(mean, q)) { upperTail($0) <= q }
    }
}
