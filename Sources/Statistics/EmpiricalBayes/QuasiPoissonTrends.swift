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
/// **Definition.** log μ = α + βx (+ log exposure) by maximum likelihood. At a value of ρ the Pearson residuals are taken to have correlation R = ρ^gap: with M = I − H of the
/// weighted design, φ̂ = X²/tr(MR) on d = tr(MR)²/tr(MRMR) degrees of freedom (X²/(n − 2) on n − 2 at ρ = 0); φ̃ by ``VarianceShrinkage`` over the series that are not sparse;
/// F = (D₀ − D₁)/(κφ̃) on (1, d₀ + d) degrees of freedom, κ the slope's variance under R over that under independence. p is the mean of their tails over
/// ``AutocorrelationPosterior``, and the interval holds the slopes that the mean does not reject.
///
/// *Sparse series*, with fewer than `exactBelow` events or `exactBelowMean` a year, are tested by the exact law of Σyx given Σy, twice the smaller tail, and the interval inverts both
/// tails. The law is stretched about its mean by √(κφ), φ ≥ 1 the mean dispersion of the sparse series (1 where they have fewer than 20 degrees of freedom together), so that without
/// autocorrelation and over-dispersion the test is exact. Sparse and other series have each their own ρ, for rare events hide it; below 20 of either kind it is estimated
/// from both.
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
    /// Where the autocorrelation of the Pearson residuals comes from.
    public let autocorrelation: ModeratedTrends.Autocorrelation
    /// Series with fewer events are tested exactly.
    public let exactBelow: Double
    /// Series with fewer events for each value are tested exactly too, up to a hundred events.
    public let exactBelowMean: Double

    /// The model with its dispersion, its autocorrelation, and the numbers of events, in all and for each value, below which the exact test is used.
    public init(
        dispersion: Dispersion = .empiricalBayes, autocorrelation: ModeratedTrends.Autocorrelation = .pooled, exactBelow: Double = 20,
        exactBelowMean: Double = 3
    ) {
        precondition(exactBelow >= 0 && exactBelowMean >= 0, "exact below \(exactBelow) events, \(exactBelowMean) for each value")
        if case .fixed(let rho) = autocorrelation { precondition(rho > -1 && rho < 1, "autocorrelation \(rho) outside (−1, 1)") }
        self.autocorrelation = autocorrelation
        self.dispersion = dispersion
        self.exactBelow = exactBelow
        self.exactBelowMean = exactBelowMean
    }

    /// All trends and what the series share.
    public struct Fit: Sendable, Equatable {
        /// The prior of the dispersions at the most probable ρ; `nil` when they were not shrunken.
        public let prior: VarianceShrinkage.Prior?
        /// ρ of the Pearson residuals of series that are not sparse, or the mean of what is known of it; 0 without autocorrelation.
        public let autocorrelation: Double
        /// What the series that are not sparse say about ρ.
        public let autocorrelationPosterior: AutocorrelationPosterior
        /// What the sparse series say about ρ.
        public let sparsePosterior: AutocorrelationPosterior
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
        let sparse = profiles.map { $0.map(isSparse) ?? false }
        let (posterior, sparsePosterior) = posteriors(profiles, slopes, sparse)
        var scales: [[CountTrend.Scale]] = Array(repeating: [], count: profiles.count)
        var heaviest: (weight: Double, prior: VarianceShrinkage.Prior?) = (0, nil)
        for (rho, weight) in zip(posterior.values, posterior.weights) {
            let moments = profiles.indices.map { index -> DispersionMoments? in
                guard let profile = profiles[index], let slope = slopes[index], !sparse[index] else { return nil }
                return DispersionMoments(profile, slope: slope, rho: rho)
            }
            var prior: VarianceShrinkage.Prior?
            if dispersion == .empiricalBayes {
                let degrees = moments.map { $0?.degreesOfFreedom ?? 0 }
                do {
                    prior = try VarianceShrinkage().fit(variances: moments.map { $0?.dispersion }, degreesOfFreedom: degrees)
                } catch .tooFewObservations { prior = nil }
            }
            if weight > heaviest.weight { heaviest = (weight, prior) }
            for (index, own) in moments.enumerated() {
                guard let own else { continue }
                let (value, degrees): (Double, Double) =
                    switch dispersion {
                    case .poisson: (1, .infinity)
                    case .own: (own.dispersion, own.degreesOfFreedom)
                    case .empiricalBayes: shrunken(prior, own)
                    }
                scales[index].append(
                    .init(
                        weight: weight, ownDispersion: own.dispersion, dispersion: value, inflation: own.inflation, degreesOfFreedom: degrees))
            }
        }
        for (rho, weight) in zip(sparsePosterior.values, sparsePosterior.weights) {
            appendSparse(&scales, profiles, slopes, sparse, rho: rho, weight: weight)
        }
        let trends = profiles.indices.map { index -> CountTrend? in
            guard let profile = profiles[index], let slope = slopes[index] else { return nil }
            return CountTrend(profile: profile, slope: slope, scales: scales[index], exact: sparse[index])
        }
        return Fit(
            prior: heaviest.prior, autocorrelation: posterior.mean, autocorrelationPosterior: posterior, sparsePosterior: sparsePosterior,
            trends: trends)
    }

    private func isSparse(_ profile: PoissonProfile) -> Bool {
        // Beyond a hundred events the law is long, and the normal one near.
        profile.total < exactBelow || (profile.total < exactBelowMean * Double(profile.t.count) && profile.total <= 100)
    }

    /// The scales of sparse series at one value of ρ: a dispersion they share, and the inflation without a trend, for their slopes may be infinite.
    private func appendSparse(
        _ scales: inout [[CountTrend.Scale]], _ profiles: [PoissonProfile?], _ slopes: [Double?], _ sparse: [Bool], rho: Double, weight: Double
    ) {
        let moments = profiles.indices.map { index -> DispersionMoments? in
            guard let profile = profiles[index], let slope = slopes[index], sparse[index] else { return nil }
            return DispersionMoments(profile, slope: slope, rho: rho)
        }
        let expected = moments.reduce(0) { $0 + ($1?.expectedSquare ?? 0) }
        let square = moments.reduce(0) { $0 + ($1.map { $0.dispersion * $0.expectedSquare } ?? 0) }
        let shared = dispersion == .empiricalBayes && expected >= 20 ? max(1, square / expected) : 1
        for (index, own) in moments.enumerated() {
            guard let own, let profile = profiles[index] else { continue }
            scales[index].append(
                .init(
                    weight: weight, ownDispersion: own.dispersion, dispersion: shared,
                    inflation: DispersionMoments(profile, slope: 0, rho: rho).inflation, degreesOfFreedom: .infinity))
        }
    }

    private func shrunken(_ prior: VarianceShrinkage.Prior?, _ own: DispersionMoments) -> (Double, Double) {
        guard let prior else { return (own.dispersion, own.degreesOfFreedom) }
        let (variance, degrees) = prior.posterior(variance: own.dispersion, degreesOfFreedom: own.degreesOfFreedom)
        return (variance, degrees)
    }

    /// From this many series on, sparse ones and others tell each their own ρ.
    private static let fewestSeries = 20

    /// What is known of ρ, for series that are not sparse and for those that are.
    private func posteriors(
        _ profiles: [PoissonProfile?], _ slopes: [Double?], _ sparse: [Bool]
    ) -> (AutocorrelationPosterior, AutocorrelationPosterior) {
        switch autocorrelation {
        case .none: return (AutocorrelationPosterior(fixed: 0), AutocorrelationPosterior(fixed: 0))
        case .fixed(let rho): return (AutocorrelationPosterior(fixed: rho), AutocorrelationPosterior(fixed: rho))
        case .pooled: break
        }
        var (many, few): ([AutocorrelatedResiduals], [AutocorrelatedResiduals]) = ([], [])
        for index in profiles.indices {
            guard let profile = profiles[index], let slope = slopes[index], let residuals = AutocorrelatedResiduals(profile, slope: slope) else {
                continue
            }
            if sparse[index] { few.append(residuals) } else { many.append(residuals) }
        }
        if many.count >= Self.fewestSeries && few.count >= Self.fewestSeries {
            return (AutocorrelationPosterior(of: many, scale: .shrunken), AutocorrelationPosterior(of: few, scale: .common))
        }
        let both = AutocorrelationPosterior(of: many + few, scale: many.isEmpty ? .common : .shrunken)
        return (both, both)
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
        let step = zip(x.dropFirst(), x).map { $0 - $1 }.min()
        return PoissonProfile(x: abscissae, counts: values, exposure: weights, step: step)
    }
}

extension AutocorrelatedResiduals {
    /// The Pearson residuals of a log-linear trend, with its design weighted alike; `nil` where the fit leaves none or rests on one abscissa.
    init?(_ profile: PoissonProfile, slope: Double) {
        guard slope.isFinite else { return nil }
        let (_, mean, variance) = profile.moments(slope)
        let step = profile.step
        guard variance > 1e-6 * step * step, profile.pearson(slope) > 0 else { return nil }
        let expected = profile.expected(slope)
        let roots = expected.map { $0.squareRoot() }
        gaps = profile.t.indices.map { $0 == 0 ? 0 : Int(((profile.t[$0] - profile.t[$0 - 1]) / step).rounded()) }
        level = roots
        trend = zip(roots, profile.t).map { $0 * ($1 - mean) / step }
        residuals = profile.t.indices.map { roots[$0] > 0 ? (profile.counts[$0] - expected[$0]) / roots[$0] : 0 }
    }
}
