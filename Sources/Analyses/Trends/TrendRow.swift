public import Disclosure

/// The trend of one series: a row of `analyze trends`. What cannot be told is `nil`, and the note says why.
public struct TrendRow: Sendable, Hashable {
    /// Where the trend goes.
    public enum Direction: String, Sendable, Hashable, CaseIterable {
        /// The adjusted p-value is at most 1 − level and the slope positive.
        case rising
        /// The adjusted p-value is at most 1 − level and the slope negative.
        case falling
        /// Neither, and the interval of the percentage lies within what counts as no change that matters.
        case stable
        /// None of these can be said; ``TrendRow/reason`` says why.
        case uncertain
    }

    /// Why a direction is uncertain. The raw values are what results have.
    public enum UncertaintyReason: String, Sendable, Hashable, CaseIterable {
        /// Too few years with a number.
        case tooFewYears = "too_few_years"
        /// The model could not be fitted.
        case notFitted = "not_fitted"
        /// A change in percent means nothing for these numbers, or the model has none, so that stability cannot be told.
        case noPercentage = "no_percentage"
        /// It would be a trend if it were the only series tested.
        case manyTests = "many_tests"
        /// The interval of the percentage holds 0 and more than what counts as no change that matters.
        case wideInterval = "wide_interval"
    }

    /// What a series looks like.
    public enum Shape: String, Sendable, Hashable, CaseIterable {
        /// No more than chance.
        case none
        /// A line or a curve.
        case trend
        /// Another level from a known date on.
        case step
        /// A trend and another level.
        case both
    }

    /// A place where the series may have jumped.
    public struct Break: Sendable, Hashable {
        /// How the place was known.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// Another edition of the form.
            case edition
            /// Another law.
            case policy
            /// The body's region got another name: a county became a district.
            case region
            /// An event that was asked about.
            case event
            /// Found in the data.
            case searched
        }

        /// The first year after the break.
        public var year: Int
        /// How it was known.
        public var kind: Kind
        /// Of no jump; `nil` when it could not be tested.
        public var pValue: Double?
        /// Adjusted over all series of the indicator that were searched, or asked about an event; `nil` for other known breaks, which are no discoveries.
        public var qValue: Double?
        /// By how many percent the level changes; `nil` where percentages mean nothing.
        public var percent: Double?
        /// The posterior probability of a step there, alone or with a trend; `nil` where shapes were not compared.
        public var probability: Double?

        /// A break.
        public init(year: Int, kind: Kind, pValue: Double?, qValue: Double? = nil, percent: Double? = nil, probability: Double? = nil) {
            self.year = year
            self.kind = kind
            self.pValue = pValue
            self.qValue = qValue
            self.percent = percent
            self.probability = probability
        }
    }

    /// A year that has not been, with the interval that a new value should fall into.
    public struct ForecastYear: Sendable, Hashable {
        /// The year.
        public var year: Int
        /// The expected value.
        public var mean: Double
        /// Lower end of the predictive interval.
        public var low: Double
        /// Upper end of the predictive interval.
        public var high: Double

        /// A forecast.
        public init(year: Int, mean: Double, low: Double, high: Double) {
            self.year = year
            self.mean = mean
            self.low = low
            self.high = high
        }
    }

    /// A value of the series.
    public struct Point: Sendable, Hashable {
        /// The year.
        public var year: Int
        /// The value.
        public var value: Double
        /// Lower end of the interval of a year effect; `nil` for values that were observed.
        public var low: Double?
        /// Upper end of it.
        public var high: Double?
        /// What was counted; `nil` where values are no quotients.
        public var numerator: Double?
        /// What it is counted per.
        public var denominator: Double?

        /// A value of a year.
        public init(year: Int, value: Double, low: Double? = nil, high: Double? = nil) {
            self.year = year
            self.value = value
            self.low = low
            self.high = high
        }
    }

    /// Whose series: a body's name, or a region, level or “all” for panel models.
    public var entity: String
    /// The code of its region.
    public var regionCode: String?
    /// The concept's id where a concept joins editions, else the cell's or the ratio's.
    public var indicator: String
    /// Its name.
    public var label: LocalizedText
    /// The unit of the values.
    public var unit: String
    /// The editions that the values come from.
    public var editions: [Edition]
    /// First year with a value.
    public var firstYear: Int?
    /// Last year with a value.
    public var lastYear: Int?
    /// Values.
    public var n: Int
    /// Their mean.
    public var mean: Double?
    /// The model that was fitted; `nil` when none was.
    public var model: TrendModel?
    /// The slope in units a year at the series' mean.
    public var slope: Double?
    /// Its standard error, in the same units; `nil` where a test without one was used.
    public var standardError: Double?
    /// Of a panel's trend: what the error would be if the bodies of one year were independent of each other.
    public var standardErrorOfIndependentBodies: Double?
    /// Lower end of its interval.
    public var slopeLow: Double?
    /// Upper end of its interval.
    public var slopeHigh: Double?
    /// 100·(e^β − 1) of the same fit; `nil` where a change in percent means nothing.
    public var percentPerYear: Double?
    /// Lower end of its interval.
    public var percentLow: Double?
    /// Upper end of its interval.
    public var percentHigh: Double?
    /// The test statistic of no trend.
    public var statistic: Double?
    /// Its degrees of freedom.
    public var degreesOfFreedom: Double?
    /// Two-sided p-value of no trend.
    public var pValue: Double?
    /// The p-value adjusted over all series of the indicator, selected or not; `nil` for constant series, which are not tested.
    public var qValue: Double?
    /// The p-value adjusted over the rows selected; `nil` when everything is.
    public var qSelected: Double?
    /// Whether all values are the same, so that there is nothing to test.
    public var isConstant = false
    /// Where the trend goes.
    public var direction: Direction
    /// Why that is uncertain; `nil` where it is not.
    public var reason: UncertaintyReason?
    /// What the fit says on its own scale; `nil` when there was none.
    public var fitted: FittedTrend?
    /// Median of the slopes between all pairs of years, units per year.
    public var theilSen: Double?
    /// Lower end of its interval.
    public var theilSenLow: Double?
    /// Upper end of its interval.
    public var theilSenHigh: Double?
    /// Kendall's S.
    public var kendallS: Int?
    /// Its two-sided p-value.
    public var kendallP: Double?
    /// The slope drawn towards what other bodies' slopes are.
    public var shrunkenSlope: Double?
    /// The chance that the true slope has the other sign, learned from all series of the indicator; `nil` below ten.
    public var localFalseSign: Double?
    /// What it looks like; `nil` where that was not compared, and for one series where no shape is likelier than the others together.
    public var shape: Shape?
    /// The posterior probability of the likeliest shape.
    public var shapeProbability: Double?
    /// First year of the step, where the shape has one or one was found in the numbers.
    public var stepYear: Int?
    /// Breaks, known and found.
    public var breaks: [Break]
    /// What the event did that was asked about; `nil` for single bodies, whose step is among the breaks.
    public var event: EventEffect?
    /// Years to come.
    public var forecast: [ForecastYear]
    /// The values.
    public var points: [Point]
    /// Reasons and reservations; empty when there are none.
    public var notes: [LocalizedText]
}

extension TrendRow {
    /// The reasons in one sentence; `nil` when there are none.
    public var note: LocalizedText? {
        guard !notes.isEmpty else { return nil }
        return LocalizedText(zh: notes.map(\.zh).joined(separator: "；"), en: notes.map(\.en).joined(separator: "; "))
    }
}
