import Disclosure

/// Fits a model of a trend to many series at once, because some models learn from all of them. One file a model.
protocol TrendFitting: Sendable {
    /// The estimate of each series, position by position, or the reason why there is none.
    func fit(_ series: [YearlySeries], level: Double, forecastYears: Int) -> [TrendOutcome]
}

/// What became of fitting a trend.
enum TrendOutcome: Sendable {
    case estimate(TrendEstimate)
    case reason(LocalizedText)

    /// The outcome with a reservation added to an estimate.
    func adding(_ note: LocalizedText) -> TrendOutcome {
        guard case .estimate(var estimate) = self else { return self }
        estimate.notes.append(note)
        return .estimate(estimate)
    }
}

/// A fitted trend.
struct TrendEstimate: Sendable {
    /// The model that was fitted in the end.
    var model: TrendModel
    var slope: Double
    /// Of the slope; `nil` where a test without one was used.
    var standardError: Double?
    var slopeLow: Double?
    var slopeHigh: Double?
    var statistic: Double?
    var degreesOfFreedom: Double?
    var pValue: Double?
    var percent: Percent?
    var breaks: [TrendRow.Break] = []
    var forecast: [TrendRow.ForecastYear] = []
    var notes: [LocalizedText] = []

    /// The estimate with a slope of 0 where its slope is nothing but rounding: a change over all years below 10⁻¹³ of the largest value.
    func withoutRounding(of series: YearlySeries) -> TrendEstimate {
        let size = series.values.reduce(0) { max($0, $1.magnitude) }
        guard slope != 0, let first = series.years.first, let last = series.years.last,
            slope.magnitude * Double(last - first) <= 1e-13 * (model.scale == .logarithm ? 1 : size)
        else { return self }
        var result = self
        (result.slope, result.statistic, result.pValue) = (0, statistic.map { _ in 0 }, 1)
        return result
    }

    /// Growth in percent per year with its interval.
    struct Percent: Sendable {
        var value: Double
        var low: Double?
        var high: Double?
    }
}

/// The models that `--model` knows: the registry of this folder.
enum TrendModels {
    static func model(_ choice: TrendOptions.Model) -> any TrendFitting {
        switch choice {
        case .auto: AutomaticTrend()
        case .ols: LeastSquaresTrend()
        case .theilSen: TheilSenTrend()
        case .poisson: QuasiPoissonTrend(isPoisson: true)
        case .quasipoisson: QuasiPoissonTrend(isPoisson: false)
        }
    }
}
