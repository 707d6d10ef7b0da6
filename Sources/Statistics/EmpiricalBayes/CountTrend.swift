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
    /// Standard error of the slope, √(κφ̃/information); infinite with the slope.
    public let standardError: Double
    /// φ̂ = X²/(n − 2) of this series alone.
    public let ownDispersion: Double
    /// φ̃, the dispersion used.
    public let dispersion: Double
    /// κ, by how much autocorrelation inflates the slope's variance; 1 without.
    public let inflation: Double
    /// The F statistic.
    public let statistic: Double
    /// Degrees of freedom of its denominator, possibly infinite.
    public let degreesOfFreedom: Double
    /// Two-sided p-value of a slope of 0.
    public let pValue: Double
    /// How the p-value was computed.
    public let method: QuasiPoissonTrends.Method

    let profile: PoissonProfile
    /// The law of the exact test and the length of its step in units of *x*.
    private let law: ConditionalTrendLaw?
    private let step: Double

    init(profile: PoissonProfile, slope: Double, ownDispersion: Double, dispersion: Double, inflation: Double, degreesOfFreedom: Double, exact: Bool)
    {
        self.profile = profile
        observations = profile.t.count
        total = profile.total
        self.slope = slope
        self.ownDispersion = ownDispersion
        self.dispersion = dispersion
        self.inflation = inflation
        self.degreesOfFreedom = degreesOfFreedom
        standardError = slope.isInfinite ? .infinity : (dispersion * inflation / (profile.total * profile.moments(slope).variance)).squareRoot()
        let deviance = max(0, 2 * (profile.value(slope) - profile.value(0)))
        statistic = deviance == 0 ? 0 : deviance / (dispersion * inflation)
        let step = zip(profile.t.dropFirst(), profile.t).map { $0 - $1 }.min() ?? 1
        self.step = step
        law =
            exact
            ? ConditionalTrendLaw(steps: profile.t.map { ($0 - profile.t[0]) / step }, counts: profile.counts, exposure: profile.exposure) : nil
        method = law == nil ? .quasiLikelihood : .exact
        pValue = law?.pValue ?? FDistribution(numerator: 1, denominator: degreesOfFreedom).upperTail(statistic)
    }

    /// The interval of the slope that covers with probability `level`.
    public func confidenceInterval(level: Double = 0.95) -> ConfidenceInterval {
        precondition(level > 0 && level < 1, "confidence level \(level) outside (0, 1)")
        if let law {
            let (lower, upper) = law.interval(level: level)
            return ConfidenceInterval(lower: lower / step, upper: upper / step, level: level)
        }
        let critical = FDistribution(numerator: 1, denominator: degreesOfFreedom).upperTailQuantile(1 - level)
        let (lower, upper) = profile.interval(around: slope, drop: critical * dispersion * inflation / 2)
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
