public import Disclosure

/// The model of a trend that was fitted in the end. The raw values are what results have.
public enum TrendModel: String, Sendable, Hashable, CaseIterable {
    /// A straight line by ordinary least squares.
    case leastSquares = "ols"
    /// Counts on a logarithmic scale, more scattered than Poisson's, with what all series of the indicator tell.
    case quasiPoisson = "quasipoisson"
    /// A handful of counts on a logarithmic scale, by the exact law of their years given their sum.
    case exactPoisson = "exact-poisson"
    /// Counts on a logarithmic scale.
    case poisson
    /// The median of the slopes between all pairs of years.
    case theilSen = "theil-sen"
    /// Generalized least squares of logarithms with an autocorrelation that all series share.
    case pooledLogarithms = "log-gls"
    /// The same of values over their series' mean.
    case pooledShares = "mean-gls"
    /// The same of values as they are.
    case pooledLeastSquares = "pooled-gls"
    /// The line of the year effects of a panel, each body about a level of its own.
    case yearEffects = "year-effects"
    /// The same of logarithms.
    case yearEffectsOfLogarithms = "year-effects-log"
    /// The same of counts, by Poisson pseudo-likelihood.
    case yearEffectsOfCounts = "year-effects-poisson"

    /// The scale on which a slope and its law were estimated. The raw values are what results have.
    public enum Scale: String, Sendable, Hashable, CaseIterable {
        /// Units of the series a year.
        case units
        /// Units of the natural logarithm a year.
        case logarithm = "log"
        /// The series' mean a year.
        case shareOfMean = "mean"
    }

    /// What its slope counts.
    public var scale: Scale {
        switch self {
        case .quasiPoisson, .exactPoisson, .poisson, .pooledLogarithms, .yearEffectsOfLogarithms, .yearEffectsOfCounts: .logarithm
        case .pooledShares: .shareOfMean
        case .leastSquares, .theilSen, .pooledLeastSquares, .yearEffects: .units
        }
    }

    /// What it is called.
    public var name: LocalizedText {
        switch self {
        case .leastSquares: LocalizedText(zh: "最小二乘", en: "least squares")
        case .quasiPoisson: LocalizedText(zh: "准泊松", en: "quasi-Poisson")
        case .exactPoisson: LocalizedText(zh: "精确条件检验", en: "exact conditional test")
        case .poisson: LocalizedText(zh: "泊松", en: "Poisson")
        case .theilSen: LocalizedText(zh: "Theil–Sen", en: "Theil–Sen")
        case .pooledLogarithms: LocalizedText(zh: "对数广义最小二乘", en: "generalized least squares of logarithms")
        case .pooledShares: LocalizedText(zh: "相对均值广义最小二乘", en: "generalized least squares over the mean")
        case .pooledLeastSquares: LocalizedText(zh: "广义最小二乘", en: "generalized least squares")
        case .yearEffects: LocalizedText(zh: "年份效应", en: "year effects")
        case .yearEffectsOfLogarithms: LocalizedText(zh: "对数年份效应", en: "year effects of logarithms")
        case .yearEffectsOfCounts: LocalizedText(zh: "泊松年份效应", en: "Poisson year effects")
        }
    }
}
