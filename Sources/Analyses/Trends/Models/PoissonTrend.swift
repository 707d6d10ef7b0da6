import Disclosure
import Statistics

/// Log-linear trends of counts with plain Poisson errors, for comparison.
///
/// Series that are no counts, and series with a known break inside, which this model has no step for, get the least-squares line instead.
struct PoissonTrend: TrendFitting {
    func fit(_ series: [YearlySeries], level: Double, forecastYears: Int) -> [TrendOutcome] {
        let fitting = series.indices.filter {
            series[$0].measure == .count && series[$0].exposure == nil && series[$0].least >= 0 && series[$0].effectiveBreaks.isEmpty
                && !series[$0].isConstant
        }
        var counts: [TrendOutcome] = []
        for index in fitting {
            let one = series[index]
            do throws(EstimationError) {
                let fit = try QuasiPoissonTrends(dispersion: .poisson, autocorrelation: .none).fit(
                    x: one.years.map(Double.init), counts: [one.values.map { $0 }])
                guard let trend = fit.trends[0] else { throw .tooFewObservations(needed: 3, found: one.values.count) }
                counts.append(.estimate(Self.estimate(trend, one, model: .poisson, level: level, forecastYears: forecastYears)))
            } catch {
                counts.append(.reason(TrendNotes.reason(error)))
            }
        }
        return LeastSquaresTrend.filling(series, from: zip(fitting, counts), level: level, forecastYears: forecastYears)
    }

    static func estimate(_ trend: CountTrend, _ series: YearlySeries, model: TrendModel, level: Double, forecastYears: Int) -> TrendEstimate {
        let interval = trend.confidenceInterval(level: level)
        let isExact = trend.method == .exact
        let fitted = FittedTrend(
            model: model, slope: trend.slope, standardError: isExact ? nil : trend.standardError, low: interval.lower, high: interval.upper,
            statistic: isExact ? nil : trend.statistic, degreesOfFreedom: isExact ? nil : trend.degreesOfFreedom, pValue: trend.pValue,
            mean: series.mean, hasPercent: true, dispersion: trend.dispersion)
        var estimate = TrendEstimate(fitted.withoutRounding(of: series))
        if isExact { estimate.notes.append(TrendNotes.exactTest) }
        if !trend.slope.isFinite { estimate.notes.append(TrendNotes.infiniteSlope) }
        if forecastYears > 0, let last = series.years.last {
            estimate.forecast = (1...forecastYears).compactMap { ahead in
                guard let forecast = trend.forecast(at: Double(last + ahead)) else { return nil }
                let interval = forecast.interval(level: level)
                return .init(year: last + ahead, mean: forecast.mean, low: interval.lower, high: interval.upper)
            }
        }
        return estimate
    }
}
