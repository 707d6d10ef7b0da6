/// The bootstrap: how an estimate varies when the sample is drawn again from itself.
///
/// Every replicate has a random stream of its own, so that the same seed gives the same replicates however many processors share the work.
///
/// ```swift
/// let fit = Bootstrap(replicates: 2000, seed: 1).fit(sample) { values in values.reduce(0, +) / Double(values.count) }
/// fit.confidenceInterval(level: 0.95)
/// ```
/// **Definition.** θ*ᵦ is the estimate of *n* draws with replacement; the standard error is the standard deviation of the θ*; the interval is the percentile interval with
/// quantiles of type 7. Replicates without an estimate (`nil`) are left out and counted.
/// - Complexity: `replicates` times the estimate.
/// - References: Efron & Tibshirani (1993), *An Introduction to the Bootstrap*. Tests: the variance of a mean, and equality across orders of evaluation.
public struct Bootstrap: Sendable, Equatable {
    /// Number of replicates.
    public let replicates: Int
    /// Seed of the draws.
    public let seed: UInt64

    /// A bootstrap of `replicates` draws from a seed.
    public init(replicates: Int, seed: UInt64) {
        precondition(replicates > 1, "\(replicates) replicates")
        self.replicates = replicates
        self.seed = seed
    }

    /// The estimate with its replicates.
    public struct Fit: Sendable, Equatable {
        /// The estimate of the sample itself.
        public let estimate: Double
        /// The replicates' estimates, ascending.
        public let replicates: [Double]
        /// Replicates that had no estimate.
        public let failures: Int

        /// The standard deviation of the replicates; `nil` below two.
        public var standardError: Double? { Moments(replicates).standardDeviation }

        /// The percentile interval.
        public func confidenceInterval(level: Double = 0.95) -> ConfidenceInterval {
            precondition(level > 0 && level < 1, "confidence level \(level) outside (0, 1)")
            let quantile = Quantile(.linear)
            return ConfidenceInterval(
                lower: quantile.value(ofSorted: replicates, at: (1 - level) / 2), upper: quantile.value(ofSorted: replicates, at: (1 + level) / 2),
                level: level)
        }
    }

    /// Estimates from a sample and its replicates.
    ///
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` for an empty sample, or where the sample or every replicate has no estimate.
    public func fit<Element: Sendable>(_ sample: [Element], estimate: @Sendable ([Element]) -> Double?) throws(EstimationError) -> Fit {
        guard !sample.isEmpty, let center = estimate(sample) else { throw .tooFewObservations(needed: 1, found: sample.count) }
        let results = AlignedBuffer<Double>(count: replicates)
        let base = results.base
        ParallelRanges.forEach(count: replicates, minimum: 8) { range in
            for replicate in range {
                var generator = Philox(seed: seed, stream: UInt64(replicate))
                let drawn = sample.indices.map { _ in sample[Int.random(in: 0..<sample.count, using: &generator)] }
                base[replicate] = estimate(drawn) ?? .nan
            }
        }
        let values = results.elements.filter { !$0.isNaN }.sorted()
        guard !values.isEmpty else { throw .tooFewObservations(needed: 1, found: 0) }
        return Fit(estimate: center, replicates: values, failures: replicates - values.count)
    }
}
