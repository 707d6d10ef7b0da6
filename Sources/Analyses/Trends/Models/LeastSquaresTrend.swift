import Disclosure
import LinearAlgebra
import Statistics

/// A straight line by ordinary least squares, with a step at each known break. Right where the years' errors are independent.
struct LeastSquaresTrend: TrendFitting {
    func fit(_ series: [YearlySeries], level: Double, forecastYears: Int) -> [TrendOutcome] {
        series.map { one in
            if one.isConstant { return .estimate(.constant(one, model: .leastSquares)) }
            do throws(EstimationError) {
                return .estimate(try estimate(one, level: level, forecastYears: forecastYears))
            } catch {
                return .reason(TrendNotes.reason(error))
            }
        }
    }

    /// The outcomes found for some series, with least-squares lines, and a note saying so, for the others.
    static func filling(
        _ series: [YearlySeries], from found: some Sequence<(Int, TrendOutcome)>, level: Double, forecastYears: Int
    ) -> [TrendOutcome] {
        var outcomes = [TrendOutcome?](repeating: nil, count: series.count)
        for (index, outcome) in found { outcomes[index] = outcome }
        let others = series.indices.filter { outcomes[$0] == nil }
        let lines = LeastSquaresTrend().fit(others.map { series[$0] }, level: level, forecastYears: forecastYears)
        for (index, outcome) in zip(others, lines) {
            let why = series[index].measure == .count ? TrendNotes.lineForBreaks : TrendNotes.lineForAmounts
            outcomes[index] = outcome.adding(why)
        }
        return outcomes.map { $0! }
    }

    private func estimate(_ series: YearlySeries, level: Double, forecastYears: Int) throws(EstimationError) -> TrendEstimate {
        let design = TrendDesign(series)
        let needed = design.matrix.columns + 2
        guard series.values.count >= needed else { throw .tooFewObservations(needed: needed, found: series.values.count) }
        let fit = try OrdinaryLeastSquares().fit(design: design.matrix, response: series.values)
        let column = TrendDesign.slopeColumn
        let interval = fit.confidenceInterval(level: level)[column]
        let pValues = fit.pValue
        var fitted = FittedTrend(
            model: .leastSquares, slope: fit.coefficients[column], standardError: fit.standardErrors[column], low: interval.lower,
            high: interval.upper, statistic: fit.statistic[column], degreesOfFreedom: fit.degreesOfFreedom, pValue: pValues[column],
            mean: series.mean,
            hasPercent: series.least >= 0 && series.mean > 0, height: fit.coefficients[0], center: Double(design.origin))
        fitted.steps = design.breaks.enumerated().map { index, known in
            let column = design.column(ofBreak: index)
            return .init(year: known.year, change: fit.coefficients[column], pValue: pValues[column])
        }
        var estimate = TrendEstimate(fitted.withoutRounding(of: series))
        estimate.breaks = zip(design.breaks, fitted.steps).map { .init(year: $0.year, kind: $0.kind, pValue: $1.pValue) }
        if forecastYears > 0, let last = series.years.last {
            let years = (1...forecastYears).map { last + $0 }
            estimate.forecast = zip(years, fit.predict(design.matrix(of: years))).map { year, prediction in
                let interval = prediction.predictionInterval(level: level)
                let floor = series.measure == .amount ? -Double.infinity : 0
                return .init(year: year, mean: max(floor, prediction.mean), low: max(floor, interval.lower), high: max(floor, interval.upper))
            }
        }
        if !fitted.hasPercent { estimate.notes.append(TrendNotes.noPercent(series)) }
        return estimate
    }
}
