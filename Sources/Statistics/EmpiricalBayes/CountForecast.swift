/// The predictive law of a count to come: negative binomial, with the fit's dispersion and the uncertainty of its line.
///
/// ```swift
/// fit.trends[0]?.forecast(at: 2026)?.interval(level: 0.95)
/// ```
/// **Definition.** μ* = E* e^{η*} and Var = φ̃μ* + μ*²v, v = φ̃κ(1/Σμᵢ + (x* − x̄)²/Σμᵢ(xᵢ − x̄)²) with the μ-weighted mean x̄: the variance of the linear predictor of a log-linear
/// model, inflated by the autocorrelation as the slope's is. φ̃ counts as 1 where it is smaller. That an autocorrelated series tends to stay where it was is not used.
///
/// Tests: coverage by simulation.
public struct CountForecast: Sendable, Equatable {
    /// μ*.
    public let mean: Double
    /// The variance of the count to come, that of its mean included.
    public let variance: Double

    /// The law: negative binomial with this mean and variance.
    public var law: NegativeBinomial { NegativeBinomial(mean: mean, dispersion: max((variance - mean) / (mean * mean), 1e-12)) }

    /// The central interval that holds the count with probability `level` at least.
    public func interval(level: Double = 0.95) -> ConfidenceInterval {
        precondition(level > 0 && level < 1, "level \(level) outside (0, 1)")
        let tail = (1 - level) / 2
        let law = law
        return ConfidenceInterval(lower: Double(law.quantile(tail)), upper: Double(law.upperTailQuantile(tail)), level: level)
    }
}

extension CountTrend {
    /// The count to come at an abscissa; `nil` when the slope is not finite, the expectation is beyond 10¹² or below 10⁻¹⁰⁰, or the fit tells nothing about so far an abscissa.
    public func forecast(at x: Double, exposure: Double = 1) -> CountForecast? {
        precondition(exposure > 0, "an exposure of \(exposure)")
        guard slope.isFinite else { return nil }
        let mean = expectedCount(at: x, exposure: exposure)
        guard mean > 1e-100, mean < 1e12 else { return nil }
        let (_, center, spread) = profile.moments(slope)
        let distance = x - profile.origin - center
        let shape = (1 + distance * distance / spread) / profile.total
        let variance = scales.reduce(0) { sum, scale in
            let dispersion = max(scale.dispersion, 1)
            return sum + scale.weight * (dispersion * mean + mean * mean * dispersion * scale.inflation * shape)
        }
        guard variance.isFinite, variance / (mean * mean) < 1e100 else { return nil }
        return CountForecast(mean: mean, variance: variance)
    }
}
