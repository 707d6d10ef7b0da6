import Disclosure
import Statistics

/// The median of the slopes between all pairs of years with the Mann–Kendall test: the choice when single years may be wildly wrong.
struct TheilSenTrend: TrendFitting {
    func fit(_ series: [YearlySeries], level: Double, forecastYears: Int) -> [TrendOutcome] {
        series.map { one in
            if one.isConstant { return .estimate(.constant(one, model: .theilSen)) }
            do throws(EstimationError) {
                let years = one.years.map(Double.init)
                let fit = try TheilSen().fit(x: years, y: one.values)
                let test = try MannKendall().fit(x: years, y: one.values)
                let interval = fit.confidenceInterval(level: level)
                let fitted = FittedTrend(
                    model: .theilSen, slope: fit.slope, low: interval.lower, high: interval.upper, statistic: test.statistic, pValue: test.pValue,
                    mean: one.mean, hasPercent: false)
                var estimate = TrendEstimate(fitted)
                estimate.breaks = one.effectiveBreaks.map { .init(year: $0.year, kind: $0.kind, pValue: nil) }
                estimate.notes.append(TrendNotes.noPercentOfTheilSen)
                if !estimate.breaks.isEmpty { estimate.notes.append(TrendNotes.breaksDisregarded) }
                if forecastYears > 0 { estimate.notes.append(TrendNotes.noForecastOfTheilSen) }
                return .estimate(estimate)
            } catch {
                return .reason(TrendNotes.reason(error))
            }
        }
    }
}
