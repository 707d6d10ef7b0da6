#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Log-linear trends of many short series of counts whose over-dispersion borrows from each other: the trend model to choose for counts.
///
/// Counts of a body vary more than Poisson's law from year to year, and by how much cannot be told from one short series: a plain Poisson regression rejects up to
/// 42 % of series without a trend. Here each series' dispersion is shrunken toward what the others show; where there are too few events for any of that, the
/// exact conditional test takes its place.
///
/// ```swift
/// let fit = try QuasiPoissonTrends().fit(x: years, counts: bodies)
/// fit.trends[0]?.percentPerStep          // 12.3: % a year
/// ```
/// **Definition.** log μ = α + βx (+ log exposure) by maximum likelihood; φ̂ = X²/(n − 2) with Pearson's X²; φ̃ by ``VarianceShrinkage`` over the series with at least
/// `exactBelow` events; F = (D₀ − D₁)/φ̃ on (1, d₀ + n − 2) degrees of freedom. The interval holds the slopes with F below its critical value. Below `exactBelow`
/// events: p is twice the smaller tail of Σyx given Σy, and the interval inverts both tails.
///
/// **Missing values.** `nil` is left out. A series with fewer than three values, or without any event, has no trend (`nil`). **All events at the first or last
/// abscissa.** The slope is ∓∞ or ±∞, the interval half open.
/// - Complexity: O(series × *n*) and a few iterations; the exact law O(N²·*n*·span).
/// - References: Lund, Nettleton, McCarthy & Smyth (2012), *SAGMB* 11, 5. Test values: R glm with limma's squeezeVar,
///   `Tests/StatisticsTests/ReferenceValues/EmpiricalBayes.R`; edgeR's glmQLFTest differs in that it takes the deviance for X² and adjusts its degrees of freedom.
public struct QuasiPoissonTrends: Sendable, Equatable {
    /// How much more than Poisson's law the counts vary.
    public enum Dispersion: String, Sendable, Equatable, CaseIterable {
        /// Not at all: φ = 1 and χ² tests. For comparison.
        case poisson
        /// φ̂ of each series alone.
        case own
        /// φ̂ shrunken over the series.
        case empiricalBayes
    }

    /// How a p-value was computed.
    public enum Method: String, Sendable, Equatable, CaseIterable {
        /// The F test with the dispersion.
        case quasiLikelihood
        /// The exact conditional test.
        case exact
    }

    /// How the dispersion is estimated.
    public let dispersion: Dispersion
    /// Series with fewer events are tested exactly.
    public let exactBelow: Double

    /// The model with its dispersion and the number of events below which the exact test is used.
    public init(dispersion: Dispersion = .empiricalBayes, exactBelow: Double = 20) {
        precondition(exactBelow >= 0, "exact below \(exactBelow) events")
        self.dispersion = dispersion
        self.exactBelow = exactBelow
    }

    /// All trends and what the series share.
    public struct Fit: Sendable, Equatable {
        /// The prior of the dispersions; `nil` when they were not shrunken.
        public let prior: VarianceShrinkage.Prior?
        /// One trend a series; `nil` below three values and without events.
        public let trends: [CountTrend?]
    }

    /// Fits all series over the same abscissae.
    ///
    /// - Parameters:
    ///   - x: Abscissae, increasing.
    ///   - counts: The series, as many values each, not negative; `nil` where missing.
    ///   - exposure: What the counts are out of, positive, same shape; 1 when `nil`. A missing exposure makes its count missing.
    /// - Throws: ``EstimationError/invalidValue(index:value:)`` with the position in its series.
    public func fit(x: [Double], counts: [[Double?]], exposure: [[Double?]]? = nil) throws(EstimationError) -> Fit {
        precondition(zip(x, x.dropFirst()).allSatisfy { $0 < $1 }, "abscissae must increase")
        precondition(exposure.map { $0.count == counts.count } ?? true, "\(exposure?.count ?? 0) exposures for \(counts.count) series")
        var profiles: [PoissonProfile?] = []
        for (index, series) in counts.enumerated() {
            profiles.append(try profile(x: x, counts: series, exposure: exposure?[index]))
        }
        let slopes = profiles.map { $0?.maximum() }
        let dispersions: [Double?] = zip(profiles, slopes).map { profile, slope in
            guard let profile, let slope else { return nil }
            return profile.pearson(slope) / Double(profile.t.count - 2)
        }
        let df = profiles.map { $0.map { Double($0.t.count - 2) } ?? 0 }
        var prior: VarianceShrinkage.Prior?
        if dispersion == .empiricalBayes {
            let seen = zip(profiles, dispersions).map { profile, value in (profile?.total ?? 0) >= max(exactBelow, 1) ? value : nil }
            do { prior = try VarianceShrinkage().fit(variances: seen, degreesOfFreedom: df) } catch .tooFewObservations { prior = nil }
        }
        let trends = profiles.indices.map { index -> CountTrend? in
            guard let profile = profiles[index], let slope = slopes[index], let own = dispersions[index] else { return nil }
            let (value, degrees): (Double, Double) =
                switch dispersion {
                case .poisson: (1, .infinity)
                case .own: (own, df[index])
                case .empiricalBayes:
                    prior.map { $0.posterior(variance: own, degreesOfFreedom: df[index]) }.map { ($0.variance, $0.degreesOfFreedom) } ?? (
                        own, df[index]
                    )
                }
            return CountTrend(
                profile: profile, slope: slope, ownDispersion: own, dispersion: value, degreesOfFreedom: degrees,
                exact: profile.total < exactBelow)
        }
        return Fit(prior: prior, trends: trends)
    }

    private func profile(x: [Double], counts: [Double?], exposure: [Double?]?) throws(EstimationError) -> PoissonProfile? {
        precondition(counts.count == x.count, "\(counts.count) counts for \(x.count) abscissae")
        var (abscissae, values, weights): ([Double], [Double], [Double]) = ([], [], [])
        for (index, count) in counts.enumerated() {
            guard let count else { continue }
            guard count.isFinite && count >= 0 else { throw .invalidValue(index: index, value: count) }
            if let exposure {
                guard let size = exposure[index] else { continue }
                guard size.isFinite && size > 0 else { throw .invalidValue(index: index, value: size) }
                weights.append(size)
            } else {
                weights.append(1)
            }
            abscissae.append(x[index])
            values.append(count)
        }
        guard values.count >= 3, values.contains(where: { $0 > 0 }) else { return nil }
        return PoissonProfile(x: abscissae, counts: values, exposure: weights)
    }
}
