import Disclosure
import LinearAlgebra
import Statistics

/// A straight line by ordinary least squares, with a step at each known break. Right where the years' errors are independent.
struct LeastSquaresTrend: TrendFitting {
    func fit(_ series: [YearlySeries], level: Double, forecastYears: Int) -> [TrendOutcome] {
        series.map { one in
            do throws(EstimationError) {
                return .estimate(try estimate(one, level: level, forecastYears: forecastYears))
            } catch {
                return .reason(TrendNotes.reason(error))
            }
        }
    }

    private func estimate(_ series: YearlySeries, level: Double, forecastYears: Int) throws(EstimationError) -> TrendEstimate {
        let design = TrendDesign(series)
        let needed = design.matrix.columns + 2
        guard series.values.count >= needed else { throw .tooFewObservations(needed: needed, found: series.values.count) }
        let isConstant = series.values.allSatisfy { $0 == series.values[0] }
        let fit = try OrdinaryLeastSquares().fit(design: design.matrix, response: series.values)
        let column = TrendDesign.slopeColumn
        var estimate: TrendEstimate
        if isConstant {
            // Rounding must not make a trend of nothing.
            estimate = TrendEstimate(
                model: .leastSquares, slope: 0, standardError: 0, slopeLow: 0, slopeHigh: 0, statistic: 0, degreesOfFreedom: fit.degreesOfFreedom,
                pValue: 1)
            estimate.breaks = design.breaks.map { .init(year: $0.year, kind: $0.kind, pValue: 1) }
            estimate.notes.append(TrendNotes.constant)
        } else {
            let interval = fit.confidenceInterval(level: level)[column]
            let pValues = fit.pValue
            estimate = TrendEstimate(
                model: .leastSquares, slope: fit.coefficients[column], standardError: fit.standardErrors[column], slopeLow: interval.lower,
                slopeHigh: interval.upper, statistic: fit.statistic[column],
                degreesOfFreedom: fit.degreesOfFreedom, pValue: pValues[column])
            estimate.breaks = design.breaks.enumerated().map { index, known in
                .init(year: known.year, kind: known.kind, pValue: pValues[design.column(ofBreak: index)])
            }
        }
        if forecastYears > 0, let last = series.years.last {
            let years = (1...forecastYears).map { last + $0 }
            estimate.forecast = zip(years, fit.predict(design.matrix(of: years))).map { year, prediction in
                let interval = prediction.predictionInterval(level: level)
                let floor = series.measure == .amount ? -Double.infinity : 0
                return .init(year: year, mean: max(floor, prediction.mean), low: max(floor, interval.lower), high: max(floor, interval.upper))
            }
        }
        if series.allowsPercent {
            estimate.percent = try percent(series, design: design, isConstant: isConstant, level: level)
        } else {
            estimate.notes.append(TrendNotes.noPercent(series))
        }
        return estimate
    }

    /// e^β − 1 of the line through the logarithms.
    private func percent(_ series: YearlySeries, design: TrendDesign, isConstant: Bool, level: Double) throws(EstimationError)
        -> TrendEstimate.Percent
    {
        if isConstant { return .init(value: 0, low: 0, high: 0) }
        let fit = try OrdinaryLeastSquares().fit(design: design.matrix, response: series.values.map { Logarithm.natural($0) })
        let interval = fit.confidenceInterval(level: level)[TrendDesign.slopeColumn]
        return TrendEstimate.Percent(
            value: Logarithm.percent(fit.coefficients[TrendDesign.slopeColumn]), low: Logarithm.percent(interval.lower),
            high: Logarithm.percent(interval.upper))
    }
}
