/// The Mann–Kendall test: whether a series rises or falls, whatever the shape and the errors' distribution.
///
/// Exact for short series, which is where the normal approximation is poor. At five points the smallest two-sided p-value is 0.017: fewer years
/// can never be significant, however clear the trend.
///
/// ```swift
/// let fit = try MannKendall().fit([2, 3, 5, 7, 11])
/// fit.score               // 10
/// fit.pValue              // 0.016666…
/// fit.method              // .exact
/// ```
/// **Definition.** S = Σ_{i<j} sign(yⱼ − yᵢ), z = (S − sign S)/√Var(S), Var(S) = [n(n−1)(2n+5) − Σt(t−1)(2t+5)]/18 over the groups of *t* ties,
/// τ_b = S / √((N − Σt(t−1)/2)·N), N = n(n−1)/2. The exact law of S is that of the inversions of a random arrangement: the convolution of uniform
/// laws, with ties the q-multinomial coefficient. The two-sided p-value doubles the tail that includes S, at most 1.
///
/// **Missing values.** `nil` is left out; the order of the rest counts. **Constant series.** S = 0, p = 1.
/// - Complexity: O(*n*²), the exact law O(*n*⁴) below the limit.
/// - References: Mann (1945), *Econometrica* 13, 245–259; Kendall (1970), *Rank Correlation Methods*. Test values: SciPy 1.17.1, pymannkendall,
///   `Tests/StatisticsTests/ReferenceValues/TrendTests.py`, and R trend.
public struct MannKendall: Sendable, Equatable {
    /// How the p-value is computed.
    public enum Method: String, Sendable, Equatable, CaseIterable {
        /// Exact where the law is cheap: no ties and n ≤ 50, or ties and n ≤ 10; the normal approximation otherwise.
        case automatic
        /// The exact law over all arrangements of the values, ties as they are; n ≤ 170.
        case exact
        /// The normal approximation with correction for ties and continuity.
        case normal
    }

    /// How the p-value is to be computed.
    public let method: Method

    /// A test with the given way to compute its p-value.
    public init(method: Method = .automatic) { self.method = method }

    /// Tests a series in the order in which its values stand.
    ///
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` below two values, ``EstimationError/invalidValue(index:value:)``.
    public func fit(_ values: [Double?]) throws(EstimationError) -> Fit {
        try fit(x: values.indices.map(Double.init), y: values)
    }

    /// Tests a series whose order is that of its abscissae, which must differ: Kendall's law counts every pair.
    ///
    /// - Throws: As ``fit(_:)``; ``EstimationError/invalidValue(index:value:)`` for an abscissa that occurs twice.
    public func fit(x: [Double], y: [Double?]) throws(EstimationError) -> Fit {
        let series = try SeriesObservations(x: x, y: y, needed: 2)
        var seen: Set<Double> = []
        for (index, value) in x.enumerated() where y[index] != nil && !seen.insert(value).inserted {
            throw .invalidValue(index: index, value: value)
        }
        let score = KendallScore.score(x: series.x, y: series.y)
        let ties = tieSizes(series.y)
        let exact =
            switch method {
            case .automatic: series.count <= (ties.isEmpty ? 50 : 10)
            case .exact: true
            case .normal: false
            }
        precondition(!exact || series.count <= 170, "the exact law of \(series.count) values: at most 170")
        return Fit(observations: series.count, score: score, ties: ties, exact: exact)
    }

    /// The score and its p-value.
    public struct Fit: Sendable, Equatable {
        /// Values used.
        public let observations: Int
        /// Kendall's S.
        public let score: Int
        /// Var(S), corrected for ties.
        public let scoreVariance: Double
        /// Kendall's τ_b; 0 for a constant series.
        public let tau: Double
        /// The standardized score with correction for continuity, whatever the method of the p-value; 0 for a constant series.
        public let statistic: Double
        /// Two-sided p-value.
        public let pValue: Double
        /// How the p-value was computed: `exact` or `normal`.
        public let method: Method
        /// Number of values that share their value with another.
        public let tiedObservations: Int

        init(observations: Int, score: Int, ties: [Int], exact: Bool) {
            self.observations = observations
            self.score = score
            tiedObservations = ties.reduce(0, +)
            scoreVariance = KendallScore.variance(count: observations, ties: ties)
            let pairs = observations * (observations - 1) / 2
            let untied = pairs - ties.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
            tau = untied == 0 ? 0 : Double(score) / (Double(untied) * Double(pairs)).squareRoot()
            statistic = scoreVariance == 0 ? 0 : Double(score - score.signum()) / scoreVariance.squareRoot()
            method = exact ? .exact : .normal
            if exact {
                let singles = [Int](repeating: 1, count: observations - tiedObservations)
                let law = KendallScore.inversions(tieSizes: singles + ties)
                // S = untied − 2·inversions; the law is symmetric, so the tail of |S| is the lowest inversions.
                let tail = law[...((untied - abs(score)) / 2)].reduce(0, +)
                pValue = min(1, 2 * tail)
            } else {
                pValue = Normal().twoSidedPValue(statistic)
            }
        }
    }
}
