internal import CSpecialFunctions

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The beta distribution on [0, 1], the law of a proportion's uncertainty.
/// - References: Boost.Math. Test values: SciPy 1.17.1 and mpmath, `Tests/StatisticsTests/ReferenceValues/Distributions.py`.
public struct Beta: ContinuousDistribution {
    /// First shape α > 0.
    public let alpha: Double
    /// Second shape β > 0.
    public let beta: Double

    /// The distribution with these parameters; traps when one is out of range.
    public init(alpha: Double, beta: Double) {
        precondition(alpha > 0 && alpha.isFinite, "shape alpha \(alpha) out of range")
        precondition(beta > 0 && beta.isFinite, "shape beta \(beta) out of range")
        self.alpha = alpha
        self.beta = beta
    }

    /// The density at `x`; 0 outside the support.
    public func density(_ x: Double) -> Double {
        if x < 0 { return 0 }
        if x == 0 { return alpha < 1 ? .infinity : alpha == 1 ? beta : 0 }
        if x == 1 { return beta < 1 ? .infinity : beta == 1 ? alpha : 0 }
        if x > 1 { return 0 }
        return special_beta_density(alpha, beta, x)
    }

    /// P(X ≤ x).
    public func cumulative(_ x: Double) -> Double {
        if x < 0 { return 0 }
        if x > 1 { return 1 }
        return special_beta_lower(alpha, beta, x)
    }

    /// P(X > x).
    public func upperTail(_ x: Double) -> Double {
        if x < 0 { return 1 }
        if x > 1 { return 0 }
        return special_beta_upper(alpha, beta, x)
    }

    /// The x with P(X ≤ x) = p.
    public func quantile(_ p: Double) -> Double {
        requireProbability(p)
        // Far down, where Boost's inverse gives up, the first term of the series is all there is: I_x(α, β) = x^α / (α B(α, β)) · (1 + O(x)).
        let logBeta = special_lgamma(alpha) + special_lgamma(beta) - special_lgamma(alpha + beta)
        let first = exp((log(p) + log(alpha) + logBeta) / alpha)
        if first * (1 + beta) < 1e-16 { return first }
        return special_beta_lower_quantile(alpha, beta, p)
    }

    /// The x with P(X > x) = q.
    public func upperTailQuantile(_ q: Double) -> Double {
        requireProbability(q)
        return special_beta_upper_quantile(alpha, beta, q)
    }
}
