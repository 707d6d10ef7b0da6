import Disclosure
import Statistics

/// Log-linear trends of counts, their over-dispersion and autocorrelation learned from all series of the indicator; with few events the exact conditional test.
///
/// Series that are no counts, and series with a known break inside, which this model has no step for, get the least-squares line instead.
struct QuasiPoissonTrend: TrendFitting {
    /// Plain Poisson errors, for comparison.
    let isPoisson: Bool

    /// From this many series on, the dispersion is learned from all of them; below, each has its own.
    static let fewestSeries = 10

    func fit(_ series: [YearlySeries], level: Double, forecastYears: Int) -> [TrendOutcome] {
        var outcomes = [TrendOutcome?](repeating: nil, count: series.count)
        let fitting = series.indices.filter { series[$0].measure == .count && series[$0].effectiveBreaks.isEmpty }
        for batch in SeriesBatch.batches(fitting.map({ series[$0] })) {
            let dispersion: QuasiPoissonTrends.Dispersion =
                isPoisson ? .poisson : batch.members.count >= Self.fewestSeries ? .empiricalBayes : .own
            do throws(EstimationError) {
                // A few series cannot tell how years hang together.
                let fit = try QuasiPoissonTrends(dispersion: dispersion, autocorrelation: dispersion == .empiricalBayes ? .pooled : .none)
                    .fit(x: batch.years, counts: batch.values)
                for (position, member) in batch.members.enumerated() {
                    let index = fitting[member]
                    guard let trend = fit.trends[position] else {
                        outcomes[index] = .reason(TrendNotes.noEvents)
                        continue
                    }
                    outcomes[index] = .estimate(estimate(trend, series[index], level: level, forecastYears: forecastYears))
                }
            } catch {
                for member in batch.members { outcomes[fitting[member]] = .reason(TrendNotes.reason(error)) }
            }
        }
        let others = series.indices.filter { outcomes[$0] == nil }
        let lines = LeastSquaresTrend().fit(others.map { series[$0] }, level: level, forecastYears: forecastYears)
        for (index, outcome) in zip(others, lines) {
            let why = series[index].measure == .count ? TrendNotes.lineForBreaks : TrendNotes.lineForAmounts
            outcomes[index] = outcome.adding(why)
        }
        return outcomes.map { $0! }
    }

    private func estimate(_ trend: CountTrend, _ series: YearlySeries, level: Double, forecastYears: Int) -> TrendEstimate {
        let interval = trend.confidenceInterval(level: level)
        let percent = trend.percentInterval(level: level)
        var estimate = TrendEstimate(
            model: isPoisson ? .poisson : .quasiPoisson, slope: trend.slope,
            standardError: trend.method == .exact ? nil : trend.standardError, slopeLow: interval.lower, slopeHigh: interval.upper,
            statistic: trend.method == .exact ? nil : trend.statistic, degreesOfFreedom: trend.method == .exact ? nil : trend.degreesOfFreedom,
            pValue: trend.pValue, percent: .init(value: trend.percentPerStep, low: percent.lower, high: percent.upper))
        if trend.method == .exact { estimate.notes.append(TrendNotes.exactTest) }
        if !trend.slope.isFinite { estimate.notes.append(TrendNotes.infiniteSlope) }
        if forecastYears > 0, let last = series.years.last {
            estimate.forecast = (1...forecastYears).compactMap { ahead in
                guard let forecast = trend.forecast(at: Double(last + ahead)) else { return nil }
                let interval = forecast.interval(level: level)
                return .init(year: last + ahead, mean: forecast.mean, low: interval.lower, high: interval.upper)
            }
            if estimate.forecast.isEmpty { estimate.notes.append(TrendNotes.infiniteSlope) }
        }
        return estimate
    }
}
