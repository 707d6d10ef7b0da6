internal import CSpecialFunctions

/// The negative binomial distribution: counts that vary more than Poisson's.
///
/// **Definition.** P(X = k) = Γ(k + r) / (k! Γ(r)) pʳ (1 − p)ᵏ, the failures before the *r*-th success; *r* need not be an integer.
/// With mean μ and dispersion φ the variance is μ + φμ², r = 1/φ and p = 1/(1 + φμ): see ``init(mean:dispersion:)``.
/// - References: Boost.Math. Test values: SciPy 1.17.1 and mpmath, `Tests/StatisticsTests/ReferenceValues/Distributions.py`.
public struct NegativeBinomial: DiscreteDistribution {
    /// Size r > 0, the inverse of the dispersion.
    public let successes: Double
    /// Probability of success p in (0, 1].
    public let probabilityOfSuccess: Double

    /// The distribution with these parameters; traps when one is out of range.
    public init(successes: Double, probabilityOfSuccess: Double) {
        precondition(successes > 0 && successes.isFinite, "successes \(successes) out of range")
        precondition(probabilityOfSuccess > 0 && probabilityOfSuccess <= 1, "probability of success \(probabilityOfSuccess) out of range")
        self.successes = successes
        self.probabilityOfSuccess = probabilityOfSuccess
    }

    /// The distribution with mean μ > 0 and variance μ + φμ², dispersion φ > 0.
    public init(mean: Double, dispersion: Double) {
        precondition(mean > 0 && mean.isFinite, "mean \(mean) out of range")
        precondition(dispersion > 0 && dispersion.isFinite, "dispersion \(dispersion) out of range")
        self.init(successes: 1 / dispersion, probabilityOfSuccess: 1 / (1 + dispersion * mean))
    }

    /// P(X = k); 0 outside the support.
    public func probability(_ k: Int) -> Double {
        if k < 0 { return 0 }
        return special_negative_binomial_density(successes, probabilityOfSuccess, Double(k))
    }

    /// P(X ≤ k).
    public func cumulative(_ k: Int) -> Double {
        if k < 0 { return 0 }
        return special_negative_binomial_lower(successes, probabilityOfSuccess, Double(k))
    }

    /// P(X > k).
    public func upperTail(_ k: Int) -> Double {
        if k < 0 { return 1 }
        return special_negative_binomial_upper(successes, probabilityOfSuccess, Double(k))
    }

    /// The smallest k with P(X ≤ k) ≥ p; traps for p = 1 where the support has no end.
    public func quantile(_ p: Double) -> Int {
        requireProbability(p)
        precondition(p < 1, "the support has no end")
        return smallest(from: special_negative_binomial_lower_quantile(successes, probabilityOfSuccess, p)) { cumulative($0) >= p }
    }

    /// The smallest k with P(X > k) ≤ q; traps for q = 0 where the support has no end.
    public func upperTailQuantile(_ q: Double) -> Int {
        requireProbability(q)
        precondition(q > 0, "the support has no end")
        return smallest(from: special_negative_binomial_upper_quantile(successes, probabilityOfSuccess, q)) { upperTail($0) <= q }
    }
}
