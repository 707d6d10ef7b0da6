#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The log-linear trend of one series of counts; see ``QuasiPoissonTrends``.
public struct CountTrend: Sendable, Equatable {
    /// Values used.
    public let observations: Int
    /// Sum of the counts.
    public let total: Double
    /// β̂, the change of log μ per unit of *x*; infinite when all events lie at one end.
    public let slope: Double
    /// Standard error of the slope, the root of the mean of κφ̃/information; infinite with the slope.
    public let standardError: Double
    /// φ̂ of this series alone, at the most probable ρ.
    public let ownDispersion: Double
    /// φ̃, the dispersion used, at the most probable ρ.
    public let dispersion: Double
    /// κ, by how much autocorrelation inflates the slope's variance, at the most probable ρ; 1 without.
    public let inflation: Double
    /// The F statistic, at the most probable ρ.
    public let statistic: Double
    /// Degrees of freedom of its denominator, possibly infinite.
    public let degreesOfFreedom: Double
    /// Two-sided p-value of a slope of 0.
    public let pValue: Double
    /// How the p-value was computed.
    public let method: QuasiPoissonTrends.Method

    let profile: PoissonProfile
    /// The scale at each value of ρ.
    let scales: [Scale]
    /// The law of the exact test and the length of its step in units of *x*.
    private let law: ConditionalTrendLaw?
    private let step: Double

    /// What the variance of the counts is over Poisson's, if the autocorrelation has some value.
    struct Scale: Sendable, Equatable {
        let weight: Double
        let ownDispersion: Double
        let dispersion: Double
        let inflation: Double
        let degreesOfFreedom: Double
    }

    init(profile: PoissonProfile, slope: Double, scales: [Scale], exact: Bool) {
        self.profile = profile
        self.scales = scales
        let heaviest = scales.max { $0.weight < $1.weight }!
        observations = profile.t.count
        total = profile.total
        self.slope = slope
        ownDispersion = heaviest.ownDispersion
        dispersion = heaviest.dispersion
        inflation = heaviest.inflation
        degreesOfFreedom = heaviest.degreesOfFreedom
        let variance = scales.reduce(0) { $0 + $1.weight * $1.dispersion * $1.inflation }
        standardError = slope.isInfinite ? .infinity : (variance / (profile.total * profile.moments(slope).variance)).squareRoot()
        let deviance = slope == 0 ? 0 : max(0, 2 * (profile.value(slope) - profile.value(0)))
        statistic = deviance == 0 ? 0 : deviance / (heaviest.dispersion * heaviest.inflation)
        let step = zip(profile.t.dropFirst(), profile.t).map { $0 - $1 }.min() ?? 1
        self.step = step
        law =
            exact
            ? ConditionalTrendLaw(steps: profile.t.map { ($0 - profile.t[0]) / step }, counts: profile.counts, exposure: profile.exposure) : nil
        method = law == nil ? .quasiLikelihood : .exact
        pValue = law?.pValue(spreads: Self.spreads(scales)) ?? (deviance == 0 ? 1 : Self.root(scales, deviance: deviance).pValue)
    }

    /// The factors by which the exact law is stretched, at least 1.
    private static func spreads(_ scales: [Scale]) -> [(weight: Double, factor: Double)] {
        scales.map { ($0.weight, max(1, $0.dispersion * $0.inflation).squareRoot()) }
    }

    /// The distribution of the signed root of the deviance.
    private static func root(_ scales: [Scale], deviance: Double) -> SlopeMixture {
        SlopeMixture(
            components: scales.map {
                .init(
                    weight: $0.weight, slope: deviance.squareRoot(), error: ($0.dispersion * $0.inflation).squareRoot(),
                    degreesOfFreedom: $0.degreesOfFreedom)
            })
    }

    /// The interval of the slope that covers with probability `level`.
    public func confidenceInterval(level: Double = 0.95) -> ConfidenceInterval {
        precondition(level > 0 && level < 1, "confidence level \(level) outside (0, 1)")
        if let law {
            let (lower, upper) = law.interval(level: level, spreads: Self.spreads(scales))
            return ConfidenceInterval(lower: lower / step, upper: upper / step, level: level)
        }
        let critical = Self.root(scales, deviance: 0).interval(level: level).upper
        let (lower, upper) = profile.interval(around: slope, drop: critical * critical / 2)
        return ConfidenceInterval(lower: lower, upper: upper, level: level)
    }

    /// (e^β̂ − 1)·100: the change in percent per unit of *x*.
    public var percentPerStep: Double { expm1(slope) * 100 }

    /// The interval of ``percentPerStep``.
    public func percentInterval(level: Double = 0.95) -> ConfidenceInterval {
        let interval = confidenceInterval(level: level)
        return ConfidenceInterval(lower: expm1(interval.lower) * 100, upper: expm1(interval.upper) * 100, level: level)
    }

    /// The expected count at an abscissa with exposure 1; infinite or 0 beyond the ends when the slope is infinite.
    public func expectedCount(at x: Double, exposure: Double = 1) -> Double {
        if slope.isInfinite { return (x - profile.origin) * slope > 0 && x != profile.origin ? .infinity : 0 }
        return exposure * profile.total * exp(slope * (x - profile.origin) - profile.moments(slope).logSum)
    }
}
