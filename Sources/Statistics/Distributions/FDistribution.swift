internal import CSpecialFunctions

/// Fisher and Snedecor's F distribution, the law of a ratio of two independent mean squares.
///
/// An infinite denominator is the limit χ²(d₁)/d₁.
/// - References: Boost.Math. Test values: SciPy 1.17.1 and mpmath, `Tests/StatisticsTests/ReferenceValues/Distributions.py`.
public struct FDistribution: ContinuousDistribution {
    /// Degrees of freedom of the numerator, d₁ > 0.
    public let numerator: Double
    /// Degrees of freedom of the denominator, d₂ in (0, ∞].
    public let denominator: Double

    /// The distribution with these parameters; traps when one is out of range.
    public init(numerator: Double, denominator: Double) {
        precondition(numerator > 0 && numerator.isFinite, "numerator degrees of freedom \(numerator) out of range")
        precondition(denominator > 0, "denominator degrees of freedom \(denominator) out of range")
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The density at `x`; 0 outside the support.
    public func density(_ x: Double) -> Double {
        if x < 0 { return 0 }
        if x == 0 { return numerator < 2 ? .infinity : numerator == 2 ? 1 : 0 }
        if x == .infinity { return 0 }
        if denominator == .infinity { return limit.density(numerator * x) * numerator }
        return special_fisher_f_density(numerator, denominator, x)
    }

    /// P(X ≤ x).
    public func cumulative(_ x: Double) -> Double {
        if x < 0 { return 0 }
        if x == .infinity { return 1 }
        if denominator == .infinity { return limit.cumulative(numerator * x) }
        return special_fisher_f_lower(numerator, denominator, x)
    }

    /// P(X > x).
    public func upperTail(_ x: Double) -> Double {
        if x < 0 { return 1 }
        if x == .infinity { return 0 }
        if denominator == .infinity { return limit.upperTail(numerator * x) }
        return special_fisher_f_upper(numerator, denominator, x)
    }

    /// The x with P(X ≤ x) = p.
    public func quantile(_ p: Double) -> Double {
        requireProbability(p)
        if denominator == .infinity { return limit.quantile(p) / numerator }
        return special_fisher_f_lower_quantile(numerator, denominator, p)
    }

    /// The x with P(X > x) = q.
    public func upperTailQuantile(_ q: Double) -> Double {
        requireProbability(q)
        if denominator == .infinity { return limit.upperTailQuantile(q) / numerator }
        return special_fisher_f_upper_quantile(numerator, denominator, q)
    }

    /// The law of the numerator's sum of squares, to which all tends as the denominator's degrees of freedom grow.
    private var limit: ChiSquared { ChiSquared(degreesOfFreedom: numerator) }
}
