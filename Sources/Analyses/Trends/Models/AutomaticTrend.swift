import Disclosure
import Statistics

/// The model recommended for the numbers at hand: with enough series of an indicator quasi-Poisson for counts, and generalized least squares for the rest and for few series. Both
/// learn from all series of the indicator what one cannot tell, and say less where there are few.
///
/// Counts with years of 0 have no logarithm: their growth in percent comes from the quasi-Poisson model, and so does every forecast of counts.
struct AutomaticTrend: TrendFitting {
    /// From this many series on, the dispersion of counts is learned from all of them.
    static let fewestSeries = 20

    func fit(_ series: [YearlySeries], level: Double, forecastYears: Int) -> [TrendOutcome] {
        var outcomes = [TrendOutcome?](repeating: nil, count: series.count)
        func run(_ model: some TrendFitting, _ indices: [Int]) {
            for (index, outcome) in zip(indices, model.fit(indices.map { series[$0] }, level: level, forecastYears: forecastYears)) {
                outcomes[index] = outcome
            }
        }
        let batches = SeriesBatch.batches(series)
        let many = batches.filter { $0.members.count >= Self.fewestSeries }.flatMap(\.members).sorted()
        run(QuasiPoissonTrend(isPoisson: false), many.filter { series[$0].measure == .count })
        run(PooledTrend(), series.indices.filter { outcomes[$0] == nil })
        return zip(series, outcomes).map { completed($1!, $0, level: level, forecastYears: forecastYears) }
    }

    private func completed(_ outcome: TrendOutcome, _ series: YearlySeries, level: Double, forecastYears: Int) -> TrendOutcome {
        guard case .estimate(var estimate) = outcome, estimate.model != .quasiPoisson, series.measure == .count,
            series.effectiveBreaks.isEmpty, series.values.reduce(0, +) >= 20,
            case .estimate(let counts)? = QuasiPoissonTrend(isPoisson: false).fit([series], level: level, forecastYears: forecastYears).first,
            counts.slope.isFinite
        else { return outcome }
        if !counts.forecast.isEmpty { estimate.forecast = counts.forecast }
        guard estimate.percent == nil else { return .estimate(estimate) }
        estimate.percent = counts.percent
        estimate.notes.removeAll { $0 == TrendNotes.noPercent(series) }
        estimate.notes.append(TrendNotes.percentOfCounts)
        return .estimate(estimate)
    }
}
