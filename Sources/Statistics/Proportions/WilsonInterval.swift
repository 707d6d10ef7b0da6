/// Wilson's interval for a proportion: the choice for shares of few and of many, at 0 and at 1 as well.
///
/// ```swift
/// WilsonInterval(level: 0.95).interval(successes: 64, trials: 351)        // 0.1454… to 0.2260…
/// ```
/// **Definition.** The p with |k/n − p| ≤ z·√(p(1 − p)/n): (k + z²/2 ± z·√(k(n − k)/n + z²/4)) / (n + z²). At k = 0 and k = n one end is exactly 0
/// and 1.
/// - Complexity: O(1).
/// - References: Wilson (1927), *JASA* 22, 209–212; Brown, Cai & DasGupta (2001), *Statistical Science* 16, 101–133. Test values: statsmodels,
///   `Tests/StatisticsTests/ReferenceValues/RateIntervals.py`.
public struct WilsonInterval: Sendable, Equatable {
    /// Nominal confidence, in (0, 1).
    public let level: Double

    /// The interval of a level.
    public init(level: Double = 0.95) {
        precondition(level > 0 && level < 1, "a level of \(level)")
        self.level = level
    }

    /// The interval of k successes among n trials; traps unless 0 ≤ k ≤ n and n > 0.
    public func interval(successes k: Double, trials n: Double) -> ConfidenceInterval {
        precondition(n > 0 && k >= 0 && k <= n, "\(k) successes among \(n) trials")
        let z = Normal().upperTailQuantile((1 - level) / 2)
        let center = k + z * z / 2
        let half = z * (k * (n - k) / n + z * z / 4).squareRoot()
        return ConfidenceInterval(
            lower: k == 0 ? 0 : max(0, (center - half) / (n + z * z)), upper: k == n ? 1 : min(1, (center + half) / (n + z * z)), level: level)
    }
}
