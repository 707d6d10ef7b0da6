internal import CSpecialFunctions

/// Proportions of many bodies drawn towards their common mean, each as far as its own number of trials leaves it uncertain.
///
/// A body with 2 of 2 is not better than one with 95 of 100: ranks on raw proportions put small bodies at both ends.
///
/// ```swift
/// let fit = try BetaBinomialShrinkage().fit(successes: granted, trials: concluded)
/// fit.estimates[i]; fit.credibleInterval(level: 0.95)[i]
/// ```
/// **Definition.** kᵢ ~ Binomial(nᵢ, pᵢ), pᵢ ~ Beta(a, b); a and b maximize the marginal likelihood (empirical Bayes); the estimate is (kᵢ + a)/(nᵢ + a + b), its
/// law Beta(a + kᵢ, b + nᵢ − kᵢ). Where the counts vary no more than one common binomial allows, a + b is infinite and every estimate is the pooled
/// proportion. The intervals take a and b as known; with fewer than about 20 bodies they are somewhat too narrow.
///
/// **Missing values.** A body without trials has the prior's mean; it takes no part in the estimation.
/// - Complexity: O(bodies) an iteration, about ten iterations.
/// - References: Efron & Morris (1975); Griffiths (1973), *Biometrics* 29, 637–648. Test values: mpmath at the root of the score,
///   `Tests/StatisticsTests/ReferenceValues/Shrinkage.py`.
public struct BetaBinomialShrinkage: Sendable, Equatable {
    /// The estimator; its parameters are estimated.
    public init() {}

    /// Estimates the prior and shrinks.
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` with fewer than two bodies that have trials,
    ///   ``EstimationError/noVariation(value:)`` when every trial failed or every one succeeded.
    public func fit(successes: [Int], trials: [Int]) throws(EstimationError) -> Fit {
        precondition(successes.count == trials.count, "\(successes.count) successes and \(trials.count) trials")
        for (i, (k, n)) in zip(successes, trials).enumerated() { precondition(k >= 0 && k <= n, "\(k) successes among \(n) trials at \(i)") }
        let rows = trials.indices.filter { trials[$0] > 0 }
        guard rows.count >= 2 else { throw .tooFewObservations(needed: 2, found: rows.count) }
        let k = rows.map { Double(successes[$0]) }
        let n = rows.map { Double(trials[$0]) }
        let total = n.reduce(0, +)
        let mean = k.reduce(0, +) / total
        guard mean > 0, mean < 1 else { throw .noVariation(value: mean) }
        // The derivative of the likelihood towards over-dispersion at the common binomial: without it there is none to estimate.
        let excess = k.indices.reduce(0.0) {
            $0 + k[$1] * (k[$1] - 1) / mean + (n[$1] - k[$1]) * (n[$1] - k[$1] - 1) / (1 - mean) - n[$1] * (n[$1] - 1)
        }
        guard excess > 1e-12 * total else { return Fit(mean: mean, precision: .infinity, successes: successes, trials: trials) }
        let start = Self.momentPrecision(k, n, mean)
        let maximum = try TwoParameterMaximum(start: (mean * start, (1 - mean) * start)) { Self.likelihood(k, n, $0, $1) }
        let (a, b) = maximum.parameters
        return Fit(mean: a / (a + b), precision: a + b, successes: successes, trials: trials)
    }

    private static func momentPrecision(_ k: [Double], _ n: [Double], _ mean: Double) -> Double {
        let spread = k.indices.reduce(0.0) { sum, i in
            let deviation = k[i] / n[i] - mean
            return sum + deviation * deviation
        }
        let variance = spread / Double(k.count)
        let inner = n.reduce(0) { $0 + 1 / $1 } / Double(n.count)
        let between = max(variance - mean * (1 - mean) * inner, 1e-3 * variance)
        return min(max(mean * (1 - mean) / between - 1, 0.1), 1e6)
    }

    private static func likelihood(_ k: [Double], _ n: [Double], _ a: Double, _ b: Double) -> TwoParameterMaximum.Local {
        let s = a + b
        var (value, da, db, aa, bb, ab) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
        let base = special_lgamma(s) - special_lgamma(a) - special_lgamma(b)
        let (pa, pb, ps) = (special_digamma(a), special_digamma(b), special_digamma(s))
        let (ta, tb, ts) = (special_trigamma(a), special_trigamma(b), special_trigamma(s))
        for i in k.indices {
            value += special_lgamma(k[i] + a) + special_lgamma(n[i] - k[i] + b) - special_lgamma(n[i] + s) + base
            let whole = ps - special_digamma(n[i] + s)
            let wholeSlope = ts - special_trigamma(n[i] + s)
            da += special_digamma(k[i] + a) - pa + whole
            db += special_digamma(n[i] - k[i] + b) - pb + whole
            aa += special_trigamma(k[i] + a) - ta + wholeSlope
            bb += special_trigamma(n[i] - k[i] + b) - tb + wholeSlope
            ab += wholeSlope
        }
        return .init(value: value, gradient: (da, db), hessian: (aa, ab, bb))
    }

    /// The prior and the shrunken proportions.
    public struct Fit: Sendable, Equatable {
        /// The prior's mean a/(a + b).
        public let mean: Double
        /// The prior's a + b, the number of trials that the common mean is worth; infinite when nothing shows that bodies differ.
        public let precision: Double
        /// The shrunken proportion of each body.
        public let estimates: [Double]
        private let successes: [Int]
        private let trials: [Int]

        init(mean: Double, precision: Double, successes: [Int], trials: [Int]) {
            self.mean = mean
            self.precision = precision
            self.successes = successes
            self.trials = trials
            estimates = zip(successes, trials).map { k, n in
                precision.isFinite ? (Double(k) + mean * precision) / (Double(n) + precision) : mean
            }
        }

        /// The number of bodies.
        public var observations: Int { trials.count }

        /// Equal-tailed intervals of each proportion given the prior; of width zero when the precision is infinite.
        public func credibleInterval(level: Double = 0.95) -> [ConfidenceInterval] {
            precondition(level > 0 && level < 1, "level \(level) outside (0, 1)")
            let tail = (1 - level) / 2
            return zip(successes, trials).map { k, n in
                guard precision.isFinite else { return ConfidenceInterval(lower: mean, upper: mean, level: level) }
                let law = Beta(alpha: mean * precision + Double(k), beta: (1 - mean) * precision + Double(n - k))
                return ConfidenceInterval(lower: law.quantile(tail), upper: law.upperTailQuantile(tail), level: level)
            }
        }
    }
}
