/// Linear trends of many short series with an autocorrelation they share and variances that borrow from each other: the trend model to choose for
/// series with about normal errors.
///
/// On simulated series without a trend, in groups of a hundred, its test rejects about 4 to 6 % at the nominal 5 % from 5 to 17 points and with autocorrelations up to 0.6,
/// where least squares rejects up to 30 %. It needs series that may be expected to behave alike; with few the shared parameters are uncertain, and the intervals wide.
///
/// ```swift
/// let fit = try ModeratedTrends().fit(x: years, series: regions)
/// fit.trends[0]?.pValue
/// ```
/// **Definition.** At a value of ρ each series is whitened, z₁ = y₁, zᵢ = (yᵢ − ρ^g yᵢ₋₁)/√(1 − ρ^{2g}) with the gap *g* to the value before, likewise
/// the design; the least-squares fit of that gives β̂, s² on d = n − 2, and v with Var(β̂) = σ²v. With the prior of ``VarianceShrinkage``,
/// t̃ = (β̂ − β)/(s̃√v) has d₀ + d degrees of freedom. With `.pooled` the slope's distribution is the mixture of these over ``AutocorrelationPosterior``: its mean is the
/// slope, twice its smaller tail beyond 0 the p-value, its quantiles the interval. One estimate of ρ taken for the truth rejects 8.5 % of series of five points at ρ = 0.6.
///
/// **Missing values.** `nil` is left out, gaps count as the years they are. Series with fewer than three values have no trend (`nil`).
/// - Complexity: O(series × *n*) and what the pooled autocorrelation costs.
/// - References: Smyth (2004), *SAGMB* 3, 3; Prais & Winsten (1954); the average over ρ as in Box & Tiao (1973), *Bayesian Inference*, ch. 2. Test values: R limma, `Tests/StatisticsTests/ReferenceValues/EmpiricalBayes.R`.
public struct ModeratedTrends: Sendable, Equatable {
    /// Where the autocorrelation comes from.
    public enum Autocorrelation: Sendable, Equatable {
        /// Independent errors.
        case none
        /// A given one, in (−1, 1).
        case fixed(Double)
        /// Told by all series together, its uncertainty included.
        case pooled
    }

    /// How the variances borrow from each other.
    public enum Shrinkage: String, Sendable, Equatable, CaseIterable {
        /// All alike, by ``VarianceShrinkage``.
        case common
        /// A few that stand out keep to themselves, by ``RobustVarianceShrinkage``: for series among which some jump about.
        case robust
    }

    /// Where the autocorrelation comes from.
    public let autocorrelation: Autocorrelation
    /// How the variances borrow from each other.
    public let shrinkage: Shrinkage

    /// The model with the given source of the autocorrelation and way to shrink the variances.
    public init(autocorrelation: Autocorrelation = .pooled, shrinkage: Shrinkage = .common) {
        if case .fixed(let rho) = autocorrelation { precondition(rho > -1 && rho < 1, "autocorrelation \(rho) outside (−1, 1)") }
        self.autocorrelation = autocorrelation
        self.shrinkage = shrinkage
    }

    /// The trend of one series.
    public struct Trend: Sendable, Equatable {
        /// Values used.
        public let observations: Int
        /// β̂, units of *y* per unit of *x*.
        public let slope: Double
        /// α̂, the height of the line at x = 0.
        public let intercept: Double
        /// The moderated standard error of the slope, the uncertainty of ρ included.
        public let standardError: Double
        /// The standard error from this series alone, at the most probable ρ.
        public let ordinaryStandardError: Double
        /// The moderated t, slope over standard error.
        public let statistic: Double
        /// d₀ + d at the most probable ρ, possibly infinite.
        public let degreesOfFreedom: Double
        /// Two-sided p-value of a slope of 0.
        public let pValue: Double

        /// In multiples of `unit`.
        private let mixture: SlopeMixture
        private let unit: Double

        init(_ fits: [(weight: Double, line: WhitenedLine, prior: VarianceShrinkage.Prior)], unit: Double) {
            mixture = SlopeMixture(
                components: fits.map { weight, line, prior in
                    let (variance, df) = prior.posterior(variance: line.variance, degreesOfFreedom: Double(line.count - 2))
                    return .init(
                        weight: weight, slope: line.slope, error: (variance * line.unscaledVariance).squareRoot(), degreesOfFreedom: df)
                })
            let heaviest = fits.max { $0.weight < $1.weight }!.line
            observations = heaviest.count
            self.unit = unit
            slope = mixture.slope * unit
            intercept = fits.reduce(0) { $0 + $1.weight * $1.line.intercept } * unit
            standardError = mixture.error * unit
            ordinaryStandardError = (heaviest.variance * heaviest.unscaledVariance).squareRoot() * unit
            statistic = mixture.slope == 0 ? 0 : mixture.slope / mixture.error
            degreesOfFreedom = mixture.degreesOfFreedom
            pValue = mixture.slope == 0 ? 1 : mixture.pValue
        }

        /// The interval of the slope that covers with probability `level`.
        public func confidenceInterval(level: Double = 0.95) -> ConfidenceInterval {
            precondition(level > 0 && level < 1, "confidence level \(level) outside (0, 1)")
            let interval = mixture.interval(level: level)
            return ConfidenceInterval(lower: interval.lower * unit, upper: interval.upper * unit, level: level)
        }
    }

    /// All trends and what the series share.
    public struct Fit: Sendable, Equatable {
        /// ρ used, or the mean of ``autocorrelationPosterior``.
        public let autocorrelation: Double
        /// What the series say about ρ.
        public let autocorrelationPosterior: AutocorrelationPosterior
        /// The prior of the variances at the most probable ρ; of those that do not stand out, where the shrinkage is robust.
        public let prior: VarianceShrinkage.Prior
        /// One trend a series; `nil` below three values.
        public let trends: [Trend?]
    }

    /// Fits all series over the same abscissae.
    ///
    /// - Parameters:
    ///   - x: Abscissae, increasing, multiples of one step.
    ///   - series: The series, as many values each; `nil` where missing.
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` when no series has three values, ``EstimationError/invalidValue(index:value:)``;
    ///   with robust shrinkage ``EstimationError/noVariation(value:)`` when most series lie on their lines exactly.
    public func fit(x: [Double], series: [[Double?]]) throws(EstimationError) -> Fit {
        let step = zip(x.dropFirst(), x).map { $0 - $1 }.min() ?? 1
        precondition(step > 0, "abscissae must increase")
        var observed: [SeriesObservations?] = []
        for y in series {
            let isEnough = y.count { $0 != nil } >= 3
            observed.append(isEnough ? try SeriesObservations(x: x, y: y, needed: 3) : nil)
        }
        let unit = Self.unit(observed)
        if unit != 1 {
            for (index, one) in observed.enumerated() {
                observed[index] = try one.map { (one) throws(EstimationError) in
                    try SeriesObservations(x: one.x, y: one.y.map { $0 / unit }, needed: 3)
                }
            }
        }
        let posterior: AutocorrelationPosterior =
            switch autocorrelation {
            case .none: AutocorrelationPosterior(fixed: 0)
            case .fixed(let value): AutocorrelationPosterior(fixed: value)
            case .pooled:
                AutocorrelationPosterior(of: observed.compactMap { $0.flatMap { AutocorrelatedResiduals($0, step: step) } }, scale: .free)
            }
        var fits: [[(weight: Double, line: WhitenedLine, prior: VarianceShrinkage.Prior)]] = Array(repeating: [], count: series.count)
        var heaviest: (weight: Double, prior: VarianceShrinkage.Prior)?
        for (rho, weight) in zip(posterior.values, posterior.weights) {
            let lines = observed.map { $0.map { WhitenedLine($0, step: step, rho: rho) } }
            let (common, priors) = try priors(
                variances: lines.map { $0?.variance }, degreesOfFreedom: lines.map { $0.map { Double($0.count - 2) } ?? 0 })
            if weight > heaviest?.weight ?? 0 { heaviest = (weight, common) }
            for (index, line) in lines.enumerated() {
                if let line { fits[index].append((weight, line, priors?[index] ?? common)) }
            }
        }
        guard let shared = heaviest?.prior else { throw .tooFewObservations(needed: 3, found: 0) }
        let prior = VarianceShrinkage.Prior(
            variance: shared.variance * unit * unit, degreesOfFreedom: shared.degreesOfFreedom, observations: shared.observations,
            pooledDegreesOfFreedom: shared.pooledDegreesOfFreedom)
        return Fit(
            autocorrelation: posterior.mean, autocorrelationPosterior: posterior, prior: prior,
            trends: fits.map { $0.isEmpty ? nil : Trend($0, unit: unit) })
    }

    /// The prior that the variances have in common, and where it is robust that of each.
    func priors(
        variances: [Double?], degreesOfFreedom: [Double]
    ) throws(EstimationError) -> (common: VarianceShrinkage.Prior, own: [VarianceShrinkage.Prior?]?) {
        switch shrinkage {
        case .common: return (try VarianceShrinkage().fit(variances: variances, degreesOfFreedom: degreesOfFreedom), nil)
        case .robust:
            let fit = try RobustVarianceShrinkage().fit(variances: variances, degreesOfFreedom: degreesOfFreedom)
            return (fit.common, fit.priors)
        }
    }

    /// A power of two near the largest value where squares would leave the range of a double, else 1.
    private static func unit(_ observed: [SeriesObservations?]) -> Double {
        let largest = observed.reduce(0) { max($0, $1?.y.reduce(0) { max($0, $1.magnitude) } ?? 0) }
        guard largest > 0, largest > 1e100 || largest < 1e-100 else { return 1 }
        return Double(sign: .plus, exponent: max(min(largest.exponent, 1000), -1022), significand: 1)
    }
}

extension AutocorrelatedResiduals {
    /// The residuals of a series' least-squares line; `nil` when it leaves none.
    init?(_ series: SeriesObservations, step: Double) {
        let line = CenteredLine(x: series.x, y: series.y)
        guard line.residualSumOfSquares > 1e-24 * line.syy else { return nil }
        gaps = series.x.indices.map { $0 == 0 ? 0 : Int(((series.x[$0] - series.x[$0 - 1]) / step).rounded()) }
        level = [Double](repeating: 1, count: series.count)
        trend = series.x.map { ($0 - line.meanX) / step }
        residuals = zip(series.x, series.y).map { ($1 - line.intercept - line.slope * $0) / line.yScale }
    }
}
