internal import CSpecialFunctions

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Shrinks the variances of many short series toward each other: each borrows the degrees of freedom that the others show it may.
///
/// With five yearly values a variance rests on three degrees of freedom and is mostly luck; a hundred series together say what is usual.
///
/// ```swift
/// let prior = try VarianceShrinkage().fit(variances: s2, degreesOfFreedom: d)
/// let (variance, df) = prior.posterior(variance: s2[0], degreesOfFreedom: d[0])
/// ```
/// **Definition.** s² | σ² ~ σ²χ²_d/d and 1/σ² ~ χ²_{d₀}/(d₀s₀²). With e = log s² − ψ(d/2) + log(d/2), d₀ = 2ψ'⁻¹(Var(e) − mean ψ'(d/2)) and
/// s₀² = exp(mean e + ψ(d₀/2) − log(d₀/2)); where the argument of ψ'⁻¹ is not positive the variances do not differ more than chance explains, d₀ = ∞ and
/// s₀² is their mean. Posterior: s̃² = (d₀s₀² + ds²)/(d₀ + d) on d₀ + d degrees of freedom.
///
/// **Missing values.** `nil` and series without degrees of freedom take no part. **Zeros.** Variances below 1e-5 of the median count as that.
/// - Complexity: O(*m*).
/// - References: Smyth (2004), *SAGMB* 3, 3. Test values: R limma 3.54, `Tests/StatisticsTests/ReferenceValues/EmpiricalBayes.R`.
public struct VarianceShrinkage: Sendable, Equatable {
    /// The estimator; it has no parameters.
    public init() {}

    /// What the variances have in common.
    public struct Prior: Sendable, Equatable {
        /// s₀², the typical variance.
        public let variance: Double
        /// d₀ in [0, ∞]: how many degrees of freedom the prior is worth.
        public let degreesOfFreedom: Double
        /// Variances it was estimated from.
        public let observations: Int
        /// Sum of the degrees of freedom of all of them: no posterior has more.
        public let pooledDegreesOfFreedom: Double

        /// A prior with given parameters.
        public init(variance: Double, degreesOfFreedom: Double, observations: Int = 0, pooledDegreesOfFreedom: Double = .infinity) {
            precondition(degreesOfFreedom >= 0, "prior degrees of freedom \(degreesOfFreedom)")
            self.variance = variance
            self.degreesOfFreedom = degreesOfFreedom
            self.observations = observations
            self.pooledDegreesOfFreedom = pooledDegreesOfFreedom
        }

        /// The shrunken variance and its degrees of freedom, at most the pooled ones.
        public func posterior(variance: Double, degreesOfFreedom: Double) -> (variance: Double, degreesOfFreedom: Double) {
            if self.degreesOfFreedom == .infinity { return (self.variance, pooledDegreesOfFreedom) }
            let total = self.degreesOfFreedom + degreesOfFreedom
            let shrunken = total == 0 ? variance : (self.degreesOfFreedom * self.variance + degreesOfFreedom * variance) / total
            return (shrunken, min(total, max(pooledDegreesOfFreedom, degreesOfFreedom)))
        }
    }

    /// Estimates the prior from variances and their degrees of freedom.
    ///
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` without any variance, ``EstimationError/invalidValue(index:value:)`` for a
    ///   negative or infinite one.
    public func fit(variances: [Double?], degreesOfFreedom: [Double]) throws(EstimationError) -> Prior {
        precondition(variances.count == degreesOfFreedom.count, "\(variances.count) variances, \(degreesOfFreedom.count) degrees of freedom")
        var kept: [(variance: Double, df: Double)] = []
        for (index, variance) in variances.enumerated() {
            guard let variance, degreesOfFreedom[index] > 0 else { continue }
            guard variance.isFinite && variance >= 0 else { throw .invalidValue(index: index, value: variance) }
            kept.append((variance, degreesOfFreedom[index]))
        }
        guard let first = kept.first else { throw .tooFewObservations(needed: 1, found: 0) }
        let pooled = kept.reduce(0) { $0 + $1.df }
        guard kept.count > 1 else {
            return Prior(variance: first.variance, degreesOfFreedom: 0, observations: 1, pooledDegreesOfFreedom: pooled)
        }
        let median = medianOfSorted(kept.map(\.variance).sorted())
        let least = max(1e-5 * (median == 0 ? 1 : median), .leastNonzeroMagnitude)
        let count = Double(kept.count)
        let logs = kept.map { log(max($0.variance, least)) - special_digamma($0.df / 2) + log($0.df / 2) }
        let mean = logs.reduce(0, +) / count
        let spread = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        let excess = spread - kept.reduce(0) { $0 + special_trigamma($1.df / 2) } / count
        if excess <= 0 {
            let typical = kept.reduce(0) { $0 + max($1.variance, least) / count }
            return Prior(variance: typical, degreesOfFreedom: .infinity, observations: kept.count, pooledDegreesOfFreedom: pooled)
        }
        let prior = 2 * Self.trigammaInverse(excess)
        let typical = exp(mean + special_digamma(prior / 2) - log(prior / 2))
        return Prior(variance: typical, degreesOfFreedom: prior, observations: kept.count, pooledDegreesOfFreedom: pooled)
    }

    /// The y with ψ'(y) = x > 0, by Newton's method on 1/ψ', which is convex and nearly linear.
    static func trigammaInverse(_ x: Double) -> Double {
        if x > 1e7 { return 1 / x.squareRoot() }
        if x < 1e-6 { return 1 / x }
        var y = 0.5 + 1 / x
        for _ in 0..<60 {
            let value = special_trigamma(y)
            let step = value * (1 - value / x) / special_polygamma(2, y)
            y += step
            if step.magnitude <= 1e-15 * y { break }
        }
        return y
    }
}
