internal import CSpecialFunctions

/// The gamma distribution on (0, ∞), the law of a rate's uncertainty.
///
/// **Definition.** Density xᵏ⁻¹ e^(−x/θ) / (Γ(k) θᵏ), mean kθ.
/// - References: Boost.Math. Test values: SciPy 1.17.1 and mpmath, `Tests/StatisticsTests/ReferenceValues/Distributions.py`.
public struct Gamma: ContinuousDistribution {
    /// Shape k > 0.
    public let shape: Double
    /// Scale θ > 0, the inverse of the rate.
    public let scale: Double

    /// The distribution with these parameters; traps when one is out of range.
    public init(shape: Double, scale: Double) {
        precondition(shape > 0 && shape.isFinite, "shape \(shape) out of range")
        precondition(scale > 0 && scale.isFinite, "scale \(scale) out of range")
        self.shape = shape
        self.scale = scale
    }

    /// The density at `x`; 0 outside the support.
    public func density(_ x: Double) -> Double {
        if x < 0 { return 0 }
        if x == 0 { return shape < 1 ? .infinity : shape == 1 ? 1 / scale : 0 }
        if x == .infinity { return 0 }
        return special_gamma_density(shape, scale, x)
    }

    /// P(X ≤ x).
    public func cumulative(_ x: Double) -> Double {
        if x < 0 { return 0 }
        if x == .infinity { return 1 }
        return special_gamma_lower(shape, scale, x)
    }

    /// P(X > x).
    public func upperTail(_ x: Double) -> Double {
        if x < 0 { return 1 }
        if x == .infinity { return 0 }
        return special_gamma_upper(shape, scale, x)
    }

    /// The x with P(X ≤ x) = p.
    public func quantile(_ p: Double) -> Double {
        requireProbability(p)
        return special_gamma_lower_quantile(shape, scale, p)
    }

    /// The x with P(X > x) = q.
    public func upperTailQuantile(_ q: Double) -> Double {
        requireProbability(q)
        return special_gamma_upper_quantile(shape, scale, q)
    }
}
