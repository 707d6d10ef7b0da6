import Disclosure
import Statistics

/// Fits a model of a trend to all series of one indicator at once, because the recommended models learn from all of them. One file a model.
protocol TrendFitting: Sendable {
    /// The estimate of each series, position by position, or the reason why there is none.
    ///
    /// - Parameter series: the series of one indicator and run of editions, of all bodies.
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

/// A fitted trend with what it makes of the years to come.
struct TrendEstimate: Sendable {
    var fitted: FittedTrend
    /// Whether all values are the same: such a series is not tested.
    var isConstant = false
    var breaks: [TrendRow.Break] = []
    var forecast: [TrendRow.ForecastYear] = []
    /// What is known of the errors, for the shape; `nil` where the model does not know it.
    var law: SeriesShapes.Law?
    var notes: [LocalizedText] = []

    init(_ fitted: FittedTrend, notes: [LocalizedText] = []) {
        self.fitted = fitted
        self.notes = notes
    }

    /// The estimate of a series that has one value in every year: nothing to test, whatever the model.
    static func constant(_ series: YearlySeries, model: TrendModel) -> TrendEstimate {
        let value = series.values.first ?? 0
        let fitted = FittedTrend(
            model: model, slope: 0, standardError: 0, low: 0, high: 0, statistic: 0, degreesOfFreedom: nil, pValue: 1, mean: value,
            hasPercent: value > 0, height: nil, center: nil)
        var estimate = TrendEstimate(fitted, notes: [value == 0 && series.measure == .count ? TrendNotes.noEvents : TrendNotes.constant])
        estimate.isConstant = true
        estimate.breaks = series.effectiveBreaks.map { .init(year: $0.year, kind: $0.kind, pValue: nil) }
        return estimate
    }
}

/// The models that `--model` knows: the registry of this folder.
enum TrendModels {
    /// The model of a choice for an indicator of some kind.
    static func model(_ choice: TrendOptions.Model, kind: IndicatorKind) -> any TrendFitting {
        switch choice {
        case .auto: AutomaticTrend(kind: kind)
        case .ols: LeastSquaresTrend()
        case .theilSen: TheilSenTrend()
        case .poisson: PoissonTrend()
        case .quasipoisson: QuasiPoissonTrend()
        }
    }
}

extension YearlySeries {
    /// Whether every year has the same value.
    var isConstant: Bool { values.allSatisfy { $0 == values[0] } }
    /// Σ of the values.
    var total: Double { values.reduce(0, +) }
    /// The mean of the values.
    var mean: Double { values.isEmpty ? 0 : total / Double(values.count) }
    /// The least value.
    var least: Double { values.min() ?? 0 }
}
