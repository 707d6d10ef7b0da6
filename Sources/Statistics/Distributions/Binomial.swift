internal import CSpecialFunctions

/// The binomial distribution: successes among a number of independent trials.
/// - References: Boost.Math. Test values: SciPy 1.17.1 and mpmath, `Tests/StatisticsTests/ReferenceValues/Distributions.py`.
public struct Binomial: DiscreteDistribution {
    /// Number of trials n ≥ 0.
    public let trials: Int
    /// Probability of success in each, in [0, 1].
    public let probabilityOfSuccess: Double

    /// The distribution with these parameters; traps when one is out of range.
    public init(trials: Int, probabilityOfSuccess: Double) {
        precondition(trials >= 0, "trials \(trials) out of range")
        precondition(probabilityOfSuccess >= 0 && probabilityOfSuccess <= 1, "probability of success \(probabilityOfSuccess) out of range")
        self.trials = trials
        self.probabilityOfSuccess = probabilityOfSuccess
    }

    /// P(X = k); 0 outside the support.
    public func probability(_ k: Int) -> Double {
        if k < 0 { return 0 }
        if k > trials { return 0 }
        return special_binomial_density(Double(trials), probabilityOfSuccess, Double(k))
    }

    /// P(X ≤ k).
    public func cumulative(_ k: Int) -> Double {
        if k < 0 { return 0 }
        if k >= trials { return 1 }
        return special_binomial_lower(Double(trials), probabilityOfSuccess, Double(k))
    }

    /// P(X > k).
    public func upperTail(_ k: Int) -> Double {
        if k < 0 { return 1 }
        if k >= trials { return 0 }
        return special_binomial_upper(Double(trials), probabilityOfSuccess, Double(k))
    }

    /// The smallest k with P(X ≤ k) ≥ p; traps for p = 1 where the support has no end.
    public func quantile(_ p: Double) -> Int {
        requireProbability(p)
        if p == 1 { return trials }
        return smallest(from: special_binomial_lower_quantile(Double(trials), probabilityOfSuccess, p)) { cumulative($0) >= p }
    }

    /// The smallest k with P(X > k) ≤ q; traps for q = 0 where the support has no end.
    public func upperTailQuantile(_ q: Double) -> Int {
        requireProbability(q)
        if q == 0 { return trials }
        return smallest(from: special_binomial_upper_quantile(Double(trials), probabilityOfSuccess, q)) { upperTail($0) <= q }
    }
}
