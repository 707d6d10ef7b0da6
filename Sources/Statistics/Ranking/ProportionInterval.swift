/// Intervals for a proportion from a count of successes among trials.
///
/// ```swift
/// ProportionInterval.wilson(successes: 7, trials: 20, level: 0.95)          // .181 … .567
/// ```
/// Choose `wilson` for display and comparison: its coverage is close to nominal even for small numbers. Choose `clopperPearson` when the coverage must never
/// fall below the level.
/// - References: Wilson (1927), *JASA* 22, 209–212; Clopper & Pearson (1934), *Biometrika* 26, 404–413. Test values: statsmodels `proportion_confint`,
///   `Tests/StatisticsTests/ReferenceValues/Shrinkage.py`.
public enum ProportionInterval {
    /// Wilson's score interval; `nil` without trials.
    public static func wilson(successes: Int, trials: Int, level: Double = 0.95) -> ConfidenceInterval? {
        check(successes, trials, level)
        guard trials > 0 else { return nil }
        let z = Normal().upperTailQuantile((1 - level) / 2)
        let (k, n) = (Double(successes), Double(trials))
        let center = (k + z * z / 2) / (n + z * z)
        let half = z / (n + z * z) * (k * (n - k) / n + z * z / 4).squareRoot()
        return ConfidenceInterval(
            lower: successes == 0 ? 0 : max(0, center - half), upper: successes == trials ? 1 : min(1, center + half), level: level)
    }

    /// The exact interval of Clopper and Pearson; `nil` without trials.
    public static func clopperPearson(successes: Int, trials: Int, level: Double = 0.95) -> ConfidenceInterval? {
        check(successes, trials, level)
        guard trials > 0 else { return nil }
        let tail = (1 - level) / 2
        let (k, n) = (Double(successes), Double(trials))
        return ConfidenceInterval(
            lower: successes == 0 ? 0 : Beta(alpha: k, beta: n - k + 1).quantile(tail),
            upper: successes == trials ? 1 : Beta(alpha: k + 1, beta: n - k).upperTailQuantile(tail), level: level)
    }

    private static func check(_ successes: Int, _ trials: Int, _ level: Double) {
        precondition(successes >= 0 && successes <= trials, "\(successes) successes among \(trials) trials")
        precondition(level > 0 && level < 1, "confidence level \(level) outside (0, 1)")
    }
}

/// The exact interval for a rate from a count of events and the exposure, or the expectation, that produced it.
/// - References: Garwood (1936), *Biometrika* 28, 437–442. Test values: SciPy, `Tests/StatisticsTests/ReferenceValues/Shrinkage.py`.
public enum RateInterval {
    /// Garwood's interval of count/exposure; `nil` without exposure.
    public static func garwood(count: Int, exposure: Double, level: Double = 0.95) -> ConfidenceInterval? {
        precondition(count >= 0 && exposure >= 0 && exposure.isFinite, "count \(count), exposure \(exposure)")
        precondition(level > 0 && level < 1, "confidence level \(level) outside (0, 1)")
        guard exposure > 0 else { return nil }
        let tail = (1 - level) / 2
        return ConfidenceInterval(
            lower: count == 0 ? 0 : Gamma(shape: Double(count), scale: 1 / exposure).quantile(tail),
            upper: Gamma(shape: Double(count) + 1, scale: 1 / exposure).upperTailQuantile(tail), level: level)
    }
}
