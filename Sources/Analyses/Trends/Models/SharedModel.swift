import Disclosure
import Statistics

/// ``SharedTrends`` of some series of one indicator on one scale.
struct SharedModel {
    let model: TrendModel
    let level: Double
    let forecastYears: Int

    /// The estimate of each series, position by position. Series that the scale cannot hold must not be among them.
    func fit(_ series: [YearlySeries]) -> [TrendOutcome] {
        guard !series.isEmpty else { return [] }
        let first = series.lazy.compactMap(\.years.first).min() ?? 0
        let last = series.lazy.compactMap(\.years.last).max() ?? first
        let periods = last - first + 1
        var values = [Double](repeating: .nan, count: series.count * periods)
        var sizes = [Double](repeating: 0, count: series.count)
        var steps: [[Int]] = []
        var exposures: [Double] = []
        for (index, one) in series.enumerated() {
            let mean = one.mean
            let numbers = model == .quasiPoisson ? one.counted : one.values
            for (year, value) in zip(one.years, numbers) { values[index * periods + year - first] = Self.scaled(value, mean: mean, model: model) }
            sizes[index] = logSize(one)
            if model == .quasiPoisson, let exposure = one.exposure {
                if exposures.isEmpty { exposures = [Double](repeating: 0, count: values.count) }
                for (year, units) in zip(one.years, exposure.units) { exposures[index * periods + year - first] = Logarithm.natural(units) }
            }
            let breaks = one.effectiveBreaks
            if !breaks.isEmpty {
                if steps.isEmpty { steps = Array(repeating: [], count: series.count) }
                steps[index] = breaks.map { $0.year - first }
            }
        }
        do throws(EstimationError) {
            let fit = try SharedTrends(response: model == .quasiPoisson ? .counts : .values, level: level)
                .fit(values: values, periods: periods, logSizes: sizes, steps: steps, logExposures: exposures)
            return series.indices.map { outcome(fit.trends[$0], series[$0], first: first, fit.law(of: $0)) }
        } catch {
            return series.map { _ in .reason(TrendNotes.reason(error)) }
        }
    }

    /// A value on the scale that a model is fitted on.
    static func scaled(_ value: Double, mean: Double, model: TrendModel) -> Double {
        switch model.scale {
        case .units: value
        case .shareOfMean: value / mean
        case .logarithm: model == .quasiPoisson ? value : Logarithm.natural(value)
        }
    }

    /// What the dispersion depends on: the logarithm of the mean, of the mean magnitude where there are signs.
    private func logSize(_ series: YearlySeries) -> Double {
        let numbers = model == .quasiPoisson ? series.counted : series.values
        let size = numbers.reduce(0) { $0 + $1.magnitude / Double(numbers.count) }
        let log = Logarithm.natural(model == .quasiPoisson ? size + 0.25 : size)
        return log.isFinite ? log : 0
    }

    private func outcome(_ trend: SharedTrend?, _ series: YearlySeries, first: Int, _ law: SeriesShapes.Law?) -> TrendOutcome {
        let breaks = series.effectiveBreaks
        guard let trend else {
            let needed = 3 + breaks.count
            return .reason(
                series.values.count < needed
                    ? TrendNotes.reason(.tooFewObservations(needed: needed, found: series.values.count))
                    : TrendNotes.reason(.rankDeficient(rank: 1 + breaks.count, columns: 2 + breaks.count)))
        }
        var fitted = FittedTrend(
            model: model, slope: trend.slope, standardError: trend.standardError, low: trend.lower, high: trend.upper, statistic: trend.statistic,
            degreesOfFreedom: trend.degreesOfFreedom, pValue: trend.pValue, mean: series.mean, hasPercent: series.least >= 0 && series.mean > 0,
            autocorrelation: trend.autocorrelation, dispersion: trend.dispersion, height: trend.height, center: Double(first) + trend.center)
        fitted.steps = zip(breaks, trend.steps).map { .init(year: $0.year, change: $1.change, pValue: $1.pValue) }
        fitted = fitted.withoutRounding(of: series)
        var estimate = TrendEstimate(fitted)
        estimate.law = law
        estimate.breaks = zip(breaks, trend.steps).map { .init(year: $0.year, kind: $0.kind, pValue: $1.pValue) }
        if !fitted.hasPercent { estimate.notes.append(TrendNotes.noPercent(series)) }
        if forecastYears > 0 {
            estimate.forecast = LineForecast(fitted: fitted, level: level).years(after: series, count: forecastYears)
        }
        return .estimate(estimate)
    }
}
