import Disclosure
import Statistics

/// Generalized least squares with an autocorrelation that all series of the indicator share, and a moderated t; growth in percent likewise, from the logarithms.
///
/// Fit for any number of series: what few of them, or one, do not tell of the autocorrelation widens the interval. Series with a known break inside get the least-squares line with
/// its step.
struct PooledTrend: TrendFitting {
    func fit(_ series: [YearlySeries], level: Double, forecastYears: Int) -> [TrendOutcome] {
        // The line also gives what this model does not: the forecast.
        let lines = LeastSquaresTrend().fit(series, level: level, forecastYears: forecastYears)
        var outcomes = lines
        let fitting = series.indices.filter { series[$0].effectiveBreaks.isEmpty }
        for index in series.indices where !series[index].effectiveBreaks.isEmpty { outcomes[index] = lines[index].adding(TrendNotes.lineForBreaks) }
        for batch in SeriesBatch.batches(fitting.map({ series[$0] })) {
            guard let fit = try? ModeratedTrends().fit(x: batch.years, series: batch.values) else { continue }
            let growth = growth(batch, series: fitting.map { series[$0] })
            for (position, member) in batch.members.enumerated() {
                guard let trend = fit.trends[position], case .estimate(var estimate) = lines[fitting[member]] else { continue }
                let interval = trend.confidenceInterval(level: level)
                estimate.model = .pooledLeastSquares
                estimate.slope = trend.slope
                estimate.standardError = trend.standardError
                estimate.slopeLow = interval.lower
                estimate.slopeHigh = interval.upper
                estimate.statistic = trend.statistic
                estimate.degreesOfFreedom = trend.degreesOfFreedom
                estimate.pValue = trend.pValue
                if estimate.percent != nil, let trend = growth[position] {
                    let interval = trend.confidenceInterval(level: level)
                    estimate.percent = .init(
                        value: Logarithm.percent(trend.slope), low: Logarithm.percent(interval.lower),
                        high: Logarithm.percent(interval.upper))
                }
                outcomes[fitting[member]] = .estimate(estimate)
            }
        }
        return outcomes
    }

    /// The trends of the logarithms, for the series that have growth in percent.
    private func growth(_ batch: SeriesBatch, series: [YearlySeries]) -> [ModeratedTrends.Trend?] {
        let logarithms = zip(batch.members, batch.values).map { member, row -> [Double?] in
            series[member].allowsPercent ? row.map { $0.map { Logarithm.natural($0) } } : row.map { _ in nil }
        }
        return (try? ModeratedTrends().fit(x: batch.years, series: logarithms).trends) ?? batch.members.map { _ in nil }
    }
}
