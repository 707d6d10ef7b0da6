/// What the one fit of a series' trend says, on the scale of its model: slope in units and in percent, their intervals, p-value and forecast all come from here.
///
/// **Definition.** On a logarithmic scale, and on that of the mean, β is a relative change: the slope in units is β·mean and the percentage 100·(e^β − 1), so that both have one sign,
/// one test, and intervals that contain 0 together. On the scale of units the slope is β, and the percentage that of β over a positive mean, where nothing is below 0.
public struct FittedTrend: Sendable, Hashable {
    /// The model.
    public var model: TrendModel
    /// β̂ a year, on the model's scale; infinite when all events lie at one end.
    public var slope: Double
    /// Its standard error; `nil` where a test without one was used.
    public var standardError: Double?
    /// Lower end of its interval.
    public var low: Double?
    /// Upper end of its interval.
    public var high: Double?
    /// The test statistic of no trend.
    public var statistic: Double?
    /// Its degrees of freedom.
    public var degreesOfFreedom: Double?
    /// Two-sided p-value of no trend.
    public var pValue: Double?
    /// μ̄, the mean of the series' values.
    public var mean: Double
    /// Whether growth in percent means something: no value below 0 and some above.
    public var hasPercent: Bool
    /// The mean of what is known of the autocorrelation of neighboring years; `nil` where they were taken as independent.
    public var autocorrelation: Double?
    /// The dispersion that was used: variance over Poisson's for counts, a variance on the model's scale otherwise.
    public var dispersion: Double?
    /// The height of the line at ``center`` before any step, on the model's scale; `nil` where the model has no line.
    public var height: Double?
    /// The year about which the line turns.
    public var center: Double?
    /// The steps of known breaks, in the order of years: changes on the model's scale.
    public var steps: [Step] = []

    /// The step of a known break.
    public struct Step: Sendable, Hashable {
        /// The first year after the break.
        public var year: Int
        /// By how much the level changes.
        public var change: Double
        /// Two-sided p-value of no step.
        public var pValue: Double?
    }

    /// What β is multiplied by to count units a year.
    public var unitsPerSlope: Double { model.scale == .units ? 1 : mean }

    /// The slope in units a year at the mean.
    public var slopeInUnits: Double { inUnits(slope) }

    /// A change on the model's scale in units at the mean.
    public func inUnits(_ change: Double) -> Double { change == 0 ? 0 : change * unitsPerSlope }

    /// A change on the model's scale in percent; `nil` where that means nothing.
    public func inPercent(_ change: Double) -> Double? {
        guard hasPercent else { return nil }
        return Logarithm.percent(model.scale == .units ? change / mean : change)
    }

    /// The line's value in a year, in units; `nil` without a finite line.
    public func value(in year: Double) -> Double? {
        guard let height, let center, slope.isFinite else { return nil }
        var line = height + slope * (year - center)
        for step in steps where year >= Double(step.year) { line += step.change }
        let value =
            switch model.scale {
            case .logarithm: Logarithm.exponential(line)
            case .shareOfMean: line * mean
            case .units: line
            }
        return value.isFinite ? value : nil
    }

    /// The fit with a slope of 0 where its slope is nothing but rounding: a change over all years below 10⁻¹³ of what the scale is made of.
    func withoutRounding(of series: YearlySeries) -> FittedTrend {
        let size = model.scale == .units ? series.values.reduce(0) { max($0, $1.magnitude) } : 1
        guard slope != 0, let first = series.years.first, let last = series.years.last, slope.magnitude * Double(last - first) <= 1e-13 * size else {
            return self
        }
        var result = self
        (result.slope, result.statistic, result.pValue) = (0, statistic.map { _ in 0 }, 1)
        result.low = low.map { min($0, 0) }
        result.high = high.map { max($0, 0) }
        return result
    }
}
