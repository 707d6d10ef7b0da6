import Disclosure
import Statistics

/// Generalized least squares with an autocorrelation that all series of the indicator share, and a moderated t.
///
/// Series with a known break inside get the least-squares line with its step.
struct PooledTrend: TrendModel {
    var name: String { "pooled-gls" }

    func fit(_ series: [YearlySeries], level: Double, forecastYears: Int) -> [TrendOutcome] {
        // The line also gives what this model does not: growth in percent and the forecast.
        let lines = LeastSquaresTrend().fit(series, level: level, forecastYears: forecastYears)
        var outcomes = lines
        let fitting = series.indices.filter { series[$0].effectiveBreaks.isEmpty }
        for index in series.indices where !series[index].effectiveBreaks.isEmpty { outcomes[index] = lines[index].adding(TrendNotes.lineForBreaks) }
        for batch in SeriesBatch.batches(fitting.map({ series[$0] })) {
            guard let fit = try? ModeratedTrends().fit(x: batch.years, series: batch.values) else { continue }
            for (position, member) in batch.members.enumerated() {
                guard let trend = fit.trends[position], case .estimate(var estimate) = lines[fitting[member]] else { continue }
                let interval = trend.confidenceInterval(level: level)
                estimate.model = name
                estimate.slope = trend.slope
                estimate.slopeLow = interval.lower
                estimate.slopeHigh = interval.upper
                estimate.statistic = trend.statistic
                estimate.degreesOfFreedom = trend.degreesOfFreedom
                estimate.pValue = trend.pValue
                outcomes[fitting[member]] = .estimate(estimate)
            }
        }
        return outcomes
    }
}
