public import Disclosure

/// The model of a trend that was fitted in the end. The raw values are what results have.
public enum TrendModel: String, Sendable, Hashable, CaseIterable {
    /// A straight line by ordinary least squares.
    case leastSquares = "ols"
    /// Counts on a logarithmic scale, more scattered than Poisson's.
    case quasiPoisson = "quasipoisson"
    /// Counts on a logarithmic scale.
    case poisson
    /// The median of the slopes between all pairs of years.
    case theilSen = "theil-sen"
    /// Generalized least squares with an autocorrelation that all series share.
    case pooledLeastSquares = "pooled-gls"
    /// The line of the year effects of a panel, each body about a level of its own.
    case yearEffects = "year-effects"
    /// The same of logarithms.
    case yearEffectsOfLogarithms = "year-effects-log"
    /// The same of counts, by Poisson pseudo-likelihood.
    case yearEffectsOfCounts = "year-effects-poisson"

    /// What a slope counts.
    public enum Scale: Sendable, Hashable, CaseIterable {
        /// Units of the series a year.
        case units
        /// Units of the natural logarithm a year.
        case logarithm
    }

    /// What its slope counts.
    public var scale: Scale {
        switch self {
        case .quasiPoisson, .poisson: .logarithm
        case .leastSquares, .theilSen, .pooledLeastSquares, .yearEffects, .yearEffectsOfLogarithms, .yearEffectsOfCounts: .units
        }
    }

    /// What it is called.
    public var name: LocalizedText {
        switch self {
        case .leastSquares: LocalizedText(zh: "最小二乘", en: "least squares")
        case .quasiPoisson: LocalizedText(zh: "准泊松", en: "quasi-Poisson")
        case .poisson: LocalizedText(zh: "泊松", en: "Poisson")
        case .theilSen: LocalizedText(zh: "Theil–Sen", en: "Theil–Sen")
        case .pooledLeastSquares: LocalizedText(zh: "广义最小二乘", en: "generalized least squares")
        case .yearEffects: LocalizedText(zh: "年份效应", en: "year effects")
        case .yearEffectsOfLogarithms: LocalizedText(zh: "对数年份效应", en: "year effects of logarithms")
        case .yearEffectsOfCounts: LocalizedText(zh: "泊松年份效应", en: "Poisson year effects")
        }
    }
}
