import Disclosure
import Statistics

/// The model recommended for an indicator, by its kind over all bodies and years (``IndicatorKind``): log-linear counts, logarithms of amounts, amounts over their mean, or values as they
/// are. Autocorrelation and dispersion are learned from all series and averaged over where these are few.
///
/// A series that its indicator's scale cannot hold is fitted on another one, with others like it: an amount with a year of 0 over its mean, anything below 0 as it is. Counts
/// of a handful of events are tested by their exact law.
struct AutomaticTrend: TrendFitting {
    /// The kind of the indicator over all its bodies.
    let kind: IndicatorKind

    func fit(_ series: [YearlySeries], level: Double, forecastYears: Int) -> [TrendOutcome] {
        var outcomes = [TrendOutcome?](repeating: nil, count: series.count)
        var groups: [TrendModel: [Int]] = [:]
        for (index, one) in series.enumerated() {
            let model = Self.model(of: one, kind: kind)
            if one.isConstant {
                outcomes[index] = .estimate(.constant(one, model: model))
            } else {
                groups[model, default: []].append(index)
            }
        }
        var shared: Double?
        for model in [TrendModel.quasiPoisson, .pooledLogarithms, .pooledShares, .pooledLeastSquares] {
            guard let members = groups[model] else { continue }
            let fitted = SharedModel(model: model, level: level, forecastYears: forecastYears).fit(members.map { series[$0] })
            for (member, outcome) in zip(members, fitted) {
                outcomes[member] = outcome
                if model == .quasiPoisson, shared == nil, members.count >= SharedTrends.manySeries, case .estimate(let estimate) = outcome {
                    shared = estimate.fitted.autocorrelation
                }
            }
        }
        if let sparse = groups[.exactPoisson] {
            let fitted = ExactCounts(level: level, forecastYears: forecastYears, shared: shared).fit(sparse.map { series[$0] })
            for (member, outcome) in zip(sparse, fitted) { outcomes[member] = outcome }
        }
        return outcomes.map { $0! }
    }

    /// The model of one series of an indicator.
    static func model(of series: YearlySeries, kind: IndicatorKind) -> TrendModel {
        let least = series.least
        if kind == .signed || least < 0 { return .pooledLeastSquares }
        switch kind {
        case .counts: return ExactCounts.takes(series) ? .exactPoisson : .quasiPoisson
        case .positiveAmounts: return least > 0 ? .pooledLogarithms : .pooledShares
        case .amounts, .signed: return .pooledShares
        }
    }
}
