internal import CSpecialFunctions
internal import Glibc

/// Rates of many bodies drawn towards their common mean, each as far as its own expectation leaves it uncertain.
///
/// For counts per exposure (requests per 100,000 inhabitants, observed over expected) as ``BetaBinomialShrinkage`` is for proportions.
///
/// ```swift
/// let fit = try GammaPoissonShrinkage().fit(counts: requests, exposures: population)
/// ```
/// **Definition.** kᵢ ~ Poisson(Eᵢλᵢ), λᵢ ~ Gamma(shape a, rate b); a and b maximize the marginal likelihood; the estimate is (kᵢ + a)/(Eᵢ + b), its law
/// Gamma(a + kᵢ, rate b + Eᵢ). Where the counts vary no more than one common rate allows, a is infinite and every estimate is the pooled rate.
///
/// **Missing values.** A body without exposure has the prior's mean; it takes no part in the estimation.
/// - Complexity: O(bodies) an iteration, about ten iterations.
/// - References: Clayton & Kaldor (1987), *Biometrics* 43, 671–681. Test values: mpmath at the root of the score,
///   `Tests/StatisticsTests/ReferenceValues/Shrinkage.py`.
public struct GammaPoissonShrinkage: Sendable, Equatable {
    /// The estimator; its parameters are estimated.
    public init() {}

    /// Estimates the prior and shrinks.
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` with fewer than two bodies that have exposure,
    ///   ``EstimationError/noVariation(value:)`` when every count is zero, ``EstimationError/invalidValue(index:value:)`` for a negative or infinite exposure.
    public func fit(counts: [Int], exposures: [Double]) throws(EstimationError) -> Fit {
        precondition(counts.count == exposures.count, "\(counts.count) counts and \(exposures.count) exposures")
        for (i, k) in counts.enumerated() { precondition(k >= 0, "count \(k) at \(i)") }
        if let index = exposures.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) { throw .invalidValue(index: index, value: exposures[index]) }
        let rows = exposures.indices.filter { exposures[$0] > 0 }
        guard rows.count >= 2 else { throw .tooFewObservations(needed: 2, found: rows.count) }
        let k = rows.map { Double(counts[$0]) }
        let exposed = rows.map { exposures[$0] }
        let mean = k.reduce(0, +) / exposed.reduce(0, +)
        guard mean > 0 else { throw .noVariation(value: 0) }
        // Expectations under the common rate make the problem free of units: λ/mean has prior mean one at the start.
        let e = exposed.map { $0 * mean }
        let excess = k.indices.reduce(0.0) { $0 + (k[$1] - e[$1]) * (k[$1] - e[$1]) - k[$1] }
        guard excess > 1e-12 * e.reduce(0, +) else { return Fit(mean: mean, shape: .infinity, counts: counts, exposures: exposures) }
        let shape = min(max(e.reduce(0) { $0 + $1 * $1 } / excess, 1e-3), 1e6)
        let maximum = try TwoParameterMaximum(start: (shape, shape)) { Self.likelihood(k, e, $0, $1) }
        let (a, b) = maximum.parameters
        return Fit(mean: a / b * mean, shape: a, counts: counts, exposures: exposures)
    }

    private static func likelihood(_ k: [Double], _ e: [Double], _ a: Double, _ b: Double) -> TwoParameterMaximum.Local {
        var (value, da, db, aa, bb, ab) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
        let (la, pa, ta, logB) = (special_lgamma(a), special_digamma(a), special_trigamma(a), log(b))
        for i in k.indices {
            let logSum = log(b + e[i])
            value += special_lgamma(k[i] + a) - la + a * logB - (a + k[i]) * logSum
            da += special_digamma(k[i] + a) - pa + logB - logSum
            db += a / b - (a + k[i]) / (b + e[i])
            aa += special_trigamma(k[i] + a) - ta
            bb += -a / (b * b) + (a + k[i]) / ((b + e[i]) * (b + e[i]))
            ab += 1 / b - 1 / (b + e[i])
        }
        return .init(value: value, gradient: (da, db), hessian: (aa, ab, bb))
    }

    /// The prior and the shrunken rates.
    public struct Fit: Sendable, Equatable {
        /// The prior's mean rate a/b.
        public let mean: Double
        /// The prior's shape a; infinite when nothing shows that bodies differ.
        public let shape: Double
        /// The shrunken rate of each body.
        public let estimates: [Double]
        private let counts: [Int]
        private let exposures: [Double]

        init(mean: Double, shape: Double, counts: [Int], exposures: [Double]) {
            self.mean = mean
            self.shape = shape
            self.counts = counts
            self.exposures = exposures
            estimates = zip(counts, exposures).map { k, e in shape.isFinite ? (Double(k) + shape) / (e + shape / mean) : mean }
        }

        /// The prior's rate b, the exposure that the common mean is worth.
        public var rate: Double { shape / mean }

        /// The number of bodies.
        public var observations: Int { counts.count }

        /// Equal-tailed intervals of each rate given the prior; of width zero when the shape is infinite.
        public func credibleInterval(level: Double = 0.95) -> [ConfidenceInterval] {
            precondition(level > 0 && level < 1, "level \(level) outside (0, 1)")
            let tail = (1 - level) / 2
            return zip(counts, exposures).map { k, e in
                guard shape.isFinite else { return ConfidenceInterval(lower: mean, upper: mean, level: level) }
                let law = Gamma(shape: shape + Double(k), scale: 1 / (rate + e))
                return ConfidenceInterval(lower: law.quantile(tail), upper: law.upperTailQuantile(tail), level: level)
            }
        }
    }
}
