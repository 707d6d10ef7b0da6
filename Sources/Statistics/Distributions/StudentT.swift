internal import CSpecialFunctions

/// Student's t distribution, the law of a normal estimate divided by its estimated standard error.
///
/// Degrees of freedom may be fractional (Satterthwaite, moderated t) or infinite, which is the standard normal.
///
/// ```swift
/// StudentT(degreesOfFreedom: 15).quantile(0.975)          // 2.1314495455597…
/// ```
/// - References: Boost.Math. Test values: SciPy 1.17.1 and mpmath, `Tests/StatisticsTests/ReferenceValues/Distributions.py`.
public struct StudentT: ContinuousDistribution {
    /// Degrees of freedom ν in (0, ∞].
    public let degreesOfFreedom: Double

    /// The distribution with these parameters; traps when one is out of range.
    public init(degreesOfFreedom: Double) {
        precondition(degreesOfFreedom > 0, "degrees of freedom \(degreesOfFreedom) out of range")
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// The density at `x`.
    public func density(_ x: Double) -> Double { special_student_t_density(degreesOfFreedom, x) }
    /// P(X ≤ x).
    public func cumulative(_ x: Double) -> Double { special_student_t_lower(degreesOfFreedom, x) }
    /// P(X > x).
    public func upperTail(_ x: Double) -> Double { special_student_t_upper(degreesOfFreedom, x) }
    /// The x with P(X ≤ x) = p.
    public func quantile(_ p: Double) -> Double {
        requireProbability(p)
        return special_student_t_lower_quantile(degreesOfFreedom, p)
    }

    /// The x with P(X > x) = q.
    public func upperTailQuantile(_ q: Double) -> Double {
        requireProbability(q)
        return special_student_t_upper_quantile(degreesOfFreedom, q)
    }

    /// P(|T| ≥ |t|): the two-sided p-value of a t statistic; NaN for NaN.
    public func twoSidedPValue(_ t: Double) -> Double {
        let doubled = 2 * upperTail(t.magnitude)
        return doubled > 1 ? 1 : doubled
    }
}
