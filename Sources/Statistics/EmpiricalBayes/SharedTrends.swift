/// Trends of all series of one indicator on one scale, with an autocorrelation and a law of dispersions that they share: the model of `analyze trends`.
///
/// Five yearly values tell neither how years hang together nor how much a body varies. All series together do, and what they leave open is averaged over, down to one series.
///
/// ```swift
/// let fit = try SharedTrends(response: .counts).fit(values: counts, periods: 17, logSizes: sizes)
/// fit.trends[0]?.slope                    // log units a year
/// ```
/// **Definition.** `.values`: generalized least squares of the values as they are given. `.counts`: log μ = Xβ by the quasi-score with working correlation,
/// X′W^½R⁻¹W^{−½}(y − μ) = 0 with W = diag(μ), with an exposure n log μ = log n + Xβ, and where that has no root one scoring step from the root without correlation. R has ρ^gap between years; X a constant, the year, and a step a known break. With the residuals D (deviance residuals of counts),
/// RSS(ρ) = D′R⁻¹D and s² = RSS/d on d = n − columns degrees of freedom give both the dispersion and the likelihood of ρ.
/// With twenty series and more the variances are shrunken toward a smooth function of size, ``SizeTrendedShrinkage``, estimated anew at each ρ, and the slope's law is the mixture of
/// its moderated t over what is known of ρ, flat before on (−.3, .95). With fewer, the prior has four degrees of freedom about a common s₀², flat in its logarithm, which is integrated out with ρ;
/// for one series alone that is the t of its own variance. The slope is the mean of the mixture, p twice its smaller tail beyond 0, the interval its quantiles: 0 is within if and
/// only if p > 1 − level.
///
/// **Missing values.** NaN; gaps count as the years they are. A series whose values are fewer than its columns and one, or do not tell the columns apart, has no trend (`nil`).
/// **Counts with all events in the first or last year**, whose slope has no maximum, get half an event more in every year.
/// - Complexity: O(series × periods) some tens of times; nothing is allocated per series but for steps. On all processors.
/// - References: the prior: Smyth (2004), *SAGMB* 3, 3; by size: Phipson, Lee, Majewski, Alexander & Smyth (2016), *Ann. Appl. Stat.* 10; the score: Liang & Zeger (1986), *Biometrika* 73;
///   the average over ρ as in Box & Tiao (1973), *Bayesian Inference*, ch. 2. Test values: numpy and SciPy, `Tests/StatisticsTests/ReferenceValues/SharedTrends.py`.
public struct SharedTrends: Sendable, Equatable {
    /// What the numbers are.
    public enum Response: Sendable, Equatable, CaseIterable {
        /// Counts of events, 0 or more, on a logarithmic scale.
        case counts
        /// Values with about normal errors on the scale they are given on, such as logarithms.
        case values
    }

    /// What the numbers are.
    public let response: Response
    /// The probability with which intervals cover.
    public let level: Double

    /// From this many series on, the dispersions and ρ are learned from all of them.
    public static let manySeries = 20

    /// The model with the level of its intervals, in (0, 1).
    public init(response: Response, level: Double = 0.95) {
        precondition(level > 0 && level < 1, "confidence level \(level) outside (0, 1)")
        self.response = response
        self.level = level
    }

    /// All trends and what the series share.
    public struct Fit: Sendable {
        /// One trend a series; `nil` where there is none.
        public let trends: [SharedTrend?]
        /// What is known of ρ.
        public let autocorrelation: AutocorrelationPosterior
    }

    /// Fits all series.
    ///
    /// - Parameters:
    ///   - values: `periods` values a series, one series after the other; NaN where missing. Counts are not negative.
    ///   - periods: years, one apart.
    ///   - logSizes: the logarithm of each series' size, finite, on which its dispersion depends; no role below ``manySeries``.
    ///   - steps: for each series the periods from which on a step holds; none when empty.
    ///   - logExposures: of counts, the logarithm of what each is counted per, an offset; as many as values and finite where these are, no exposure when empty.
    /// - Throws: ``EstimationError/invalidValue(index:value:)`` with the position in `values` for an infinite value or exposure, or a negative count.
    public func fit(
        values: [Double], periods: Int, logSizes: [Double], steps: [[Int]] = [], logExposures: [Double] = []
    ) throws(EstimationError) -> Fit {
        precondition(logExposures.isEmpty || logExposures.count == values.count && response == .counts, "exposures are for counts, one a value")
        precondition(values.count == logSizes.count * periods, "\(values.count) values, \(logSizes.count) series of \(periods) periods")
        precondition(steps.isEmpty || steps.count == logSizes.count, "steps of \(steps.count) series")
        for (index, value) in values.enumerated() where value.isInfinite || response == .counts && value < 0 {
            throw .invalidValue(index: index, value: value)
        }
        for (index, exposure) in logExposures.enumerated() where !values[index].isNaN && !exposure.isFinite {
            throw .invalidValue(index: index, value: exposure)
        }
        let pool = TrendPool(
            values: values, periods: periods, logSizes: logSizes, steps: steps, response: response, logExposures: logExposures)
        guard !pool.members.isEmpty else {
            return Fit(trends: Array(repeating: nil, count: logSizes.count), autocorrelation: AutocorrelationPosterior(fixed: 0))
        }
        let isMany = pool.members.count >= Self.manySeries
        let result = isMany ? ManySeriesTrends(pool: pool, level: level).fit() : FewSeriesTrends(pool: pool, level: level).fit()
        var trends = [SharedTrend?](repeating: nil, count: logSizes.count)
        for (member, trend) in zip(pool.members, result.trends) { trends[member] = trend }
        return Fit(trends: trends, autocorrelation: result.autocorrelation)
    }
}

/// The trend of one series by ``SharedTrends``.
public struct SharedTrend: Sendable, Equatable {
    /// Values used.
    public var observations: Int
    /// β̂ a year, on the model's scale.
    public var slope: Double
    /// The height of the line at ``center``, before any step, on the model's scale.
    public var height: Double
    /// The mean of the periods with a value.
    public var center: Double
    /// The slope's standard error, the uncertainty of ρ and of the common variance included.
    public var standardError: Double
    /// Lower end of its interval.
    public var lower: Double
    /// Upper end of its interval.
    public var upper: Double
    /// Slope over standard error; 0 for a slope of 0.
    public var statistic: Double
    /// Degrees of freedom of the moderated t, at the most probable ρ.
    public var degreesOfFreedom: Double
    /// Two-sided p-value of a slope of 0.
    public var pValue: Double
    /// The mean of what is known of ρ.
    public var autocorrelation: Double
    /// s² of this series alone at the most probable ρ: a dispersion for counts, a variance otherwise.
    public var ownDispersion: Double
    /// The shrunken one.
    public var dispersion: Double
    /// s₀²: what the other series say of it at the most probable ρ; no role where ``priorDegreesOfFreedom`` is 0.
    public var priorDispersion = 0.0
    /// d₀: how much that weighs, in degrees of freedom; 0 for one series alone.
    public var priorDegreesOfFreedom = 0.0
    /// The known steps, in the order given.
    public var steps: [Step] = []

    /// A step of a known break.
    public struct Step: Sendable, Equatable {
        /// By how much the level changes, on the model's scale.
        public var change: Double
        /// Its standard error.
        public var standardError: Double
        /// Lower end of its interval.
        public var lower: Double
        /// Upper end of its interval.
        public var upper: Double
        /// Two-sided p-value of no step.
        public var pValue: Double
    }
}
