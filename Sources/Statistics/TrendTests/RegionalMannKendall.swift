/// The regional Mann–Kendall test: whether many series of a region rise or fall together.
///
/// **Definition.** S and Var(S) are the sums over the series, each corrected for its ties; z = (S − sign S)/√Var(S). Series are taken as independent, as the
/// seasonal test of Hirsch and Slack takes seasons; where neighbors move together the variance is too small and p too small with it.
///
/// **Missing values.** `nil` is left out of its series; series with fewer than two values take no part.
/// - Complexity: O(series × *n*²).
/// - References: Helsel & Frans (2006), *Environmental Science & Technology* 40, 4066–4073; Hirsch & Slack (1984). Test values: pymannkendall and R trend's seasonal test.
public struct RegionalMannKendall: Sendable, Equatable {
    /// The test; it has no parameters.
    public init() {}

    /// The joint score and its p-value.
    public struct Fit: Sendable, Equatable {
        /// S over all series.
        public let score: Int
        /// Var(S) over all series.
        public let scoreVariance: Double
        /// The standardized score with correction for continuity.
        public let statistic: Double
        /// Two-sided p-value.
        public let pValue: Double
        /// Series that took part.
        public let seriesCount: Int
    }

    /// Tests several series together.
    ///
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` when no series has two values, ``EstimationError/invalidValue(index:value:)``.
    public func fit(_ series: [[Double?]]) throws(EstimationError) -> Fit {
        var (score, variance, used) = (0, 0.0, 0)
        for values in series {
            do {
                let fit = try MannKendall(method: .normal).fit(values)
                score += fit.score
                variance += fit.scoreVariance
                used += 1
            } catch .tooFewObservations {
                continue
            }
        }
        guard used > 0 else { throw .tooFewObservations(needed: 2, found: series.map { $0.count { $0 != nil } }.max() ?? 0) }
        let statistic = variance == 0 ? 0 : Double(score - score.signum()) / variance.squareRoot()
        return Fit(score: score, scoreVariance: variance, statistic: statistic, pValue: Normal().twoSidedPValue(statistic), seriesCount: used)
    }
}
