#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Adaptive shrinkage of many estimates toward what they have in common, with the chance that each has the wrong sign.
///
/// Estimates with large errors move far, precise ones stay; how far is learned from all of them together. A local false sign rate says how sure the *direction* of one
/// estimate is, which is what a reader of a list of trends wants to know.
///
/// ```swift
/// let fit = try AdaptiveShrinkage(mode: .estimated).fit(estimates: slopes, standardErrors: errors)
/// fit.posteriors[0]?.mean
/// ```
/// **Definition.** β̂ⱼ | βⱼ ~ N(βⱼ, sⱼ²) and βⱼ ~ Σπₖ N(m, σₖ²), σ₀ = 0 and σ₁ … σ_K a geometric grid with ratio √2 from min sⱼ/10 to 2·√max((β̂ⱼ − m)² − sⱼ²) (eight times the
/// smallest where that is not positive). π maximizes the likelihood times π₀^(λ − 1), λ = `nullWeight`; *m* is 0, given, or the one with the largest maximum between the smallest and
/// the largest estimate. The posterior is a mixture of normals; the false sign rate is min(P(β ≤ 0), P(β ≥ 0)).
///
/// **Missing values.** `nil` and estimates whose error is infinite have no posterior and take no part.
/// - Complexity: O(*m*·K²) a step, some twenty of them; with an estimated mode some forty times that.
/// - References: Stephens (2017), *Biostatistics* 18, 275–294; the maximum: Kim, Carbonetto, Stephens & Anitescu (2020), *J. Comput. Graph. Stat.* 29, 261–273. Test values: an
///   interior-point method in 40 digits, `Tests/StatisticsTests/ReferenceValues/AdaptiveShrinkage.py`, to 1e-10; not R's ashr, which stops at less than that.
public struct AdaptiveShrinkage: Sendable, Equatable {
    /// Where the estimates are drawn to.
    public enum Mode: Sendable, Equatable {
        /// A given value.
        case fixed(Double)
        /// The value that makes the estimates most likely.
        case estimated
    }

    /// Where the estimates are drawn to.
    public let mode: Mode
    /// λ ≥ 1: the weight of the belief that there is nothing but the mode; 1 for none.
    public let nullWeight: Double
    /// The prior is learned from no more estimates than this: evenly many of the estimates in their order.
    public let sampleSize: Int

    /// Shrinkage toward a mode, learned from at most `sampleSize` estimates, two or more.
    public init(mode: Mode = .fixed(0), nullWeight: Double = 10, sampleSize: Int = .max) {
        precondition(nullWeight >= 1, "a null weight of \(nullWeight)")
        precondition(sampleSize > 1, "a sample of \(sampleSize)")
        self.sampleSize = sampleSize
        self.mode = mode
        self.nullWeight = nullWeight
    }

    /// What is known of one true value.
    public struct Posterior: Sendable, Equatable {
        /// The shrunken estimate.
        public let mean: Double
        /// The posterior standard deviation.
        public let standardDeviation: Double
        /// P(β < 0).
        public let negativeProbability: Double
        /// P(β > 0).
        public let positiveProbability: Double
        /// P(β is the mode exactly): the local false discovery rate about it.
        public let localFalseDiscoveryRate: Double
        /// min(P(β ≤ 0), P(β ≥ 0)): the chance that the more likely sign is wrong.
        public var localFalseSignRate: Double { min(1 - negativeProbability, 1 - positiveProbability) }
    }

    /// The prior that was learned, and the posteriors.
    public struct Fit: Sendable, Equatable {
        /// m.
        public let mode: Double
        /// σₖ, the first 0.
        public let scales: [Double]
        /// πₖ.
        public let weights: [Double]
        /// log-likelihood of the estimates, without the term of the null weight.
        public let logLikelihood: Double
        /// One posterior an estimate; `nil` where it is missing.
        public let posteriors: [Posterior?]
    }

    /// Shrinks estimates with known standard errors.
    ///
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` without an estimate, ``EstimationError/invalidValue(index:value:)`` for an estimate that is not finite, an error
    ///   that is not positive, and either where its square has no double.
    public func fit(estimates: [Double?], standardErrors: [Double?]) throws(EstimationError) -> Fit {
        precondition(estimates.count == standardErrors.count, "\(estimates.count) estimates, \(standardErrors.count) errors")
        var kept: [(value: Double, error: Double)] = []
        var places: [Int] = []
        for index in estimates.indices {
            guard let value = estimates[index], let error = standardErrors[index], error != .infinity else { continue }
            guard value.magnitude < 1e150 else { throw .invalidValue(index: index, value: value) }
            guard error > 1e-150, error < 1e150 else { throw .invalidValue(index: index, value: error) }
            kept.append((value, error))
            places.append(index)
        }
        guard !kept.isEmpty else { throw .tooFewObservations(needed: 1, found: 0) }
        let best: NormalMixturePrior
        let learned = Self.sample(kept, sampleSize)
        switch mode {
        case .fixed(let value): best = NormalMixturePrior(learned, mode: value, nullWeight: nullWeight, tolerance: 1e-14)
        case .estimated: best = kept.count > sampleSize ? nearlyMostLikely(learned) : mostLikely(learned)
        }
        var posteriors = [Posterior?](repeating: nil, count: estimates.count)
        for (place, item) in zip(places, kept) { posteriors[place] = best.posterior(of: item.value, error: item.error) }
        return Fit(mode: best.mode, scales: best.scales, weights: best.weights, logLikelihood: best.logLikelihood, posteriors: posteriors)
    }

    /// Evenly many of the estimates in the order of their values: the same whatever the order they were given in.
    private static func sample(_ kept: [(value: Double, error: Double)], _ size: Int) -> [(value: Double, error: Double)] {
        guard kept.count > size else { return kept }
        let sorted = kept.sorted { $0.value < $1.value || $0.value == $1.value && $0.error < $1.error }
        return (0..<size).map { sorted[(2 * $0 + 1) * sorted.count / (2 * size)] }
    }

    /// The mode of a quarter of a sample on a coarse grid of scales, and the prior of the sample about it.
    private func nearlyMostLikely(_ learned: [(value: Double, error: Double)]) -> NormalMixturePrior {
        let few = Self.sample(learned, max(2, learned.count / 4))
        let (least, most) = (few[0].value, few[few.count - 1].value)
        func height(_ mode: Double) -> Double { NormalMixturePrior(few, mode: mode, nullWeight: nullWeight, tolerance: 1e-4, ratio: 2).objective }
        // The middle half of the estimates holds the mode of what is like a bell.
        let (low, high) = (few[few.count / 8].value, few[few.count - 1 - few.count / 8].value)
        guard least < most, low < high else {
            return NormalMixturePrior(learned, mode: few[few.count / 2].value, nullWeight: nullWeight, tolerance: 1e-9)
        }
        let grid = (0...6).map { low + (high - low) * Double($0) / 6 }
        let heights = grid.map(height)
        let best = heights.indices.max { heights[$0] < heights[$1] } ?? 0
        let mode = GoldenSection.maximum(from: grid[max(best - 1, 0)], to: grid[min(best + 1, 6)], steps: 7, height)
        return NormalMixturePrior(learned, mode: mode, nullWeight: nullWeight, tolerance: 1e-9)
    }

    /// The best of a coarse search over the mode, refined by golden sections.
    private func mostLikely(_ kept: [(value: Double, error: Double)]) -> NormalMixturePrior {
        let least = kept.reduce(Double.infinity) { min($0, $1.value) }
        let most = kept.reduce(-Double.infinity) { max($0, $1.value) }
        func prior(_ mode: Double, _ tolerance: Double = 1e-9) -> NormalMixturePrior {
            NormalMixturePrior(kept, mode: mode, nullWeight: nullWeight, tolerance: tolerance)
        }
        guard least < most else { return prior(least, 1e-14) }
        let precision = kept.reduce(0) { $0 + 1 / ($1.error * $1.error) }
        let center = kept.reduce(0) { $0 + $1.value / ($1.error * $1.error) } / precision
        let grid = ((0...10).map { least + (most - least) * Double($0) / 10 } + [center]).sorted()
        let heights = grid.map { prior($0).objective }
        let best = heights.indices.max { heights[$0] < heights[$1] } ?? 0
        let (low, high) = (grid[max(best - 1, 0)], grid[min(best + 1, grid.count - 1)])
        return prior(GoldenSection.maximum(from: low, to: high, steps: 24) { prior($0).objective }, 1e-14)
    }
}

/// A mixture of normal laws about one mode, fitted to estimates with known errors.
struct NormalMixturePrior {
    let mode: Double
    let scales: [Double]
    let weights: [Double]
    let logLikelihood: Double
    /// The log-likelihood with the term of the null weight.
    let objective: Double

    init(_ kept: [(value: Double, error: Double)], mode: Double, nullWeight: Double, tolerance: Double, ratio: Double = 2.0.squareRoot()) {
        let smallest = kept.reduce(Double.infinity) { min($0, $1.error) } / 10
        let excess = kept.reduce(0) { max($0, ($1.value - mode) * ($1.value - mode) - $1.error * $1.error) }
        let largest = excess > 0 ? 2 * excess.squareRoot() : 8 * smallest
        let count = max(1, Int((log2(largest / smallest) / log2(ratio)).rounded(.up)))
        let scales = [0] + (0...count).map { largest * exp2(Double($0 - count) * log2(ratio)) }
        // Likelihood of each estimate under each component, over that of its likeliest.
        let columns = scales.count
        var table = [Double](repeating: 0, count: kept.count * columns)
        var offset = 0.0
        for (row, item) in kept.enumerated() {
            var top = -Double.infinity
            for (column, scale) in scales.enumerated() {
                let variance = item.error * item.error + scale * scale
                let value = -0.5 * (log(2 * .pi * variance) + (item.value - mode) * (item.value - mode) / variance)
                table[row * columns + column] = value
                top = max(top, value)
            }
            for column in 0..<columns { table[row * columns + column] = exp(table[row * columns + column] - top) }
            offset += top
        }
        let problem = MixtureProportions(table: table, columns: columns, nullWeight: nullWeight)
        let weights = problem.maximum(tolerance: tolerance)
        self.mode = mode
        self.scales = scales
        self.weights = weights
        logLikelihood = offset + problem.logLikelihood(weights)
        objective = logLikelihood + problem.penalty(weights)
    }

    func posterior(of value: Double, error: Double) -> AdaptiveShrinkage.Posterior {
        var logs = [Double](repeating: -.infinity, count: scales.count)
        for (column, scale) in scales.enumerated() where weights[column] > 0 {
            let variance = error * error + scale * scale
            logs[column] = log(weights[column]) - 0.5 * (log(variance) + (value - mode) * (value - mode) / variance)
        }
        let top = logs.max() ?? 0
        let shares = logs.map { exp($0 - top) }
        let sum = shares.reduce(0, +)
        var (first, second, negative, positive) = (0.0, 0.0, 0.0, 0.0)
        for (scale, raw) in zip(scales, shares) where raw > 0 {
            let share = raw / sum
            let keep = scale * scale / (scale * scale + error * error)
            let center = mode + keep * (value - mode)
            let spread = keep.squareRoot() * error
            first += share * center
            second += share * (spread * spread + center * center)
            if spread > 0 {
                negative += share * Normal().upperTail(center / spread)
                positive += share * Normal().upperTail(-center / spread)
            } else if center < 0 {
                negative += share
            } else if center > 0 {
                positive += share
            }
        }
        return .init(
            mean: first, standardDeviation: max(0, second - first * first).squareRoot(), negativeProbability: min(1, negative),
            positiveProbability: min(1, positive), localFalseDiscoveryRate: shares[0] / sum)
    }
}
