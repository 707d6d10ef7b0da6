/// The exact interval for the rate of a Poisson count by its exposure.
///
/// ```swift
/// PoissonRateInterval(level: 0.95).interval(events: 4, exposure: 40)      // 0.02724… to 0.25603…
/// ```
/// **Definition.** Garwood's: χ²-quantiles of 2k and 2k + 2 degrees of freedom, halved, by the exposure; the lower end of no event is 0.
/// It covers at least as often as it says.
/// - Complexity: O(1).
/// - References: Garwood (1936), *Biometrika* 28, 437–442. Test values: statsmodels, `Tests/StatisticsTests/ReferenceValues/RateIntervals.py`.
public struct PoissonRateInterval: Sendable, Equatable {
    /// Nominal confidence, in (0, 1).
    public let level: Double

    /// The interval of a level.
    public init(level: Double = 0.95) {
        precondition(level > 0 && level < 1, "a level of \(level)")
        self.level = level
    }

    /// The interval of a count by its exposure; traps unless the count is at least 0 and the exposure above it.
    public func interval(events k: Double, exposure: Double) -> ConfidenceInterval {
        precondition(k >= 0 && exposure > 0, "\(k) events by an exposure of \(exposure)")
        let tail = (1 - level) / 2
        let lower = k == 0 ? 0 : ChiSquared(degreesOfFreedom: 2 * k).quantile(tail) / 2
        let upper = ChiSquared(degreesOfFreedom: 2 * k + 2).upperTailQuantile(tail) / 2
        return ConfidenceInterval(lower: lower / exposure, upper: upper / exposure, level: level)
    }
}
