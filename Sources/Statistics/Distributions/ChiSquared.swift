internal import CSpecialFunctions

/// The χ² distribution, the law of a sum of squared standard normals.
/// - References: Boost.Math. Test values: SciPy 1.17.1 and mpmath, `Tests/StatisticsTests/ReferenceValues/Distributions.py`.
public struct ChiSquared: ContinuousDistribution {
    /// Degrees of freedom k > 0.
    public let degreesOfFreedom: Double

    /// The distribution with these parameters; traps when one is out of range.
    public init(degreesOfFreedom: Double) {
        precondition(degreesOfFreedom > 0 && degreesOfFreedom.isFinite, "degrees of freedom \(degreesOfFreedom) out of range")
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// The density at `x`; 0 outside the support.
    public func density(_ x: Double) -> Double {
        if x < 0 { return 0 }
        if x == 0 { return degreesOfFreedom < 2 ? .infinity : degreesOfFreedom == 2 ? 0.5 : 0 }
        if x == .infinity { return 0 }
        return special_chi_squared_density(degreesOfFreedom, x)
    }

    /// P(X ≤ x).
    public func cumulative(_ x: Double) -> Double {
        if x < 0 { return 0 }
        if x == .infinity { return 1 }
        return special_chi_squared_lower(degreesOfFreedom, x)
    }

    /// P(X > x).
    public func upperTail(_ x: Double) -> Double {
        if x < 0 { return 1 }
        if x == .infinity { return 0 }
        return special_chi_squared_upper(degreesOfFreedom, x)
    }

    /// The x with P(X ≤ x) = p.
    public func quantile(_ p: Double) -> Double {
        requireProbability(p)
        return special_chi_squared_lower_quantile(degreesOfFreedom, p)
    }

    /// The x with P(X > x) = q.
    public func upperTailQuantile(_ q: Double) -> Double {
        requireProbability(q)
        return special_chi_squared_upper_quantile(degreesOfFreedom, q)
    }
}
