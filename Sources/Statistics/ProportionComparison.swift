/// Two proportions compared: their difference with Newcombe's interval and Fisher's exact p-value.
///
/// A share that rises from 18.2 % of 351 to 22.7 % of 264 looks like a change; the interval and the p-value of 0.19 say that it need not be one.
///
/// ```swift
/// let comparison = ProportionComparison(successes: (64, 60), trials: (351, 264))
/// comparison.pValue
/// comparison.confidenceInterval(level: 0.95)
/// ```
/// **Definition.** d = p₂ − p₁. With Wilson's score intervals (lᵢ, uᵢ) of each, Newcombe's interval is d − √((p₂ − l₂)² + (u₁ − p₁)²) to d + √((u₂ − p₂)² + (p₁ − l₁)²).
/// The p-value sums the hypergeometric probabilities that are no larger than that of the table (to a relative 1e-7, as R does).
/// - Complexity: O(1) for the interval, O(min(successes, trials)) for the p-value.
/// - References: Newcombe (1998), *Statistics in Medicine* 17, 873–890, method 10. Test values: statsmodels and SciPy,
///   `Tests/StatisticsTests/ReferenceValues/Proportions.py`.
public struct ProportionComparison: Sendable, Equatable {
    /// Successes before and after.
    public let successes: (Int, Int)
    /// Trials before and after, each positive.
    public let trials: (Int, Int)

    /// A comparison; successes lie between 0 and the trials.
    public init(successes: (Int, Int), trials: (Int, Int)) {
        precondition(trials.0 > 0 && trials.1 > 0, "trials \(trials)")
        precondition((0...trials.0).contains(successes.0) && (0...trials.1).contains(successes.1), "successes \(successes) of \(trials)")
        self.successes = successes
        self.trials = trials
    }

    /// Whether both comparisons are of the same numbers.
    public static func == (a: ProportionComparison, b: ProportionComparison) -> Bool { a.successes == b.successes && a.trials == b.trials }

    /// The proportions before and after.
    public var proportions: (Double, Double) { (Double(successes.0) / Double(trials.0), Double(successes.1) / Double(trials.1)) }

    /// p₂ − p₁.
    public var difference: Double { proportions.1 - proportions.0 }

    /// Newcombe's interval of the difference.
    public func confidenceInterval(level: Double = 0.95) -> ConfidenceInterval {
        let (p1, p2) = proportions
        // There are trials on both sides: the intervals exist.
        guard let first = ProportionInterval.wilson(successes: successes.0, trials: trials.0, level: level),
            let second = ProportionInterval.wilson(successes: successes.1, trials: trials.1, level: level)
        else { preconditionFailure("trials \(trials)") }
        func root(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
        return ConfidenceInterval(
            lower: difference - root(p2 - second.lower, first.upper - p1), upper: difference + root(second.upper - p2, p1 - first.lower), level: level
        )
    }

    /// Fisher's exact two-sided p-value.
    public var pValue: Double {
        let total = successes.0 + successes.1
        let low = max(0, total - trials.1)
        let high = min(trials.0, total)
        // P(k) ∝ C(n₁, k)·C(n₂, total − k); the common binomial probability cancels in the ratio.
        let share = Double(total) / Double(trials.0 + trials.1)
        // A share of 0 or 1 leaves one possible table.
        guard share > 0 && share < 1 else { return 1 }
        let first = Binomial(trials: trials.0, probabilityOfSuccess: share)
        let second = Binomial(trials: trials.1, probabilityOfSuccess: share)
        let weights = (low...high).map { first.probability($0) * second.probability(total - $0) }
        let seen = weights[successes.0 - low] * (1 + 1e-7)
        return min(1, weights.filter { $0 <= seen }.reduce(0, +) / weights.reduce(0, +))
    }
}
