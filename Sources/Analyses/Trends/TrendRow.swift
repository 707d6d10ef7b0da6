public import Disclosure

/// The trend of one series: a row of `analyze trends`. What cannot be told is `nil`, and the note says why.
public struct TrendRow: Sendable, Hashable {
    /// Where the trend goes.
    public enum Direction: String, Sendable, Hashable, CaseIterable {
        /// The adjusted p-value is at most 1 − level and the slope positive.
        case rising
        /// The adjusted p-value is at most 1 − level and the slope negative.
        case falling
        /// Tested, and no trend was shown; which does not say that there is none.
        case none
        /// Could not be tested.
        case undetermined
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
            /// Found in the data.
            case searched
        }

        /// The first year after the break.
        public var year: Int
        /// How it was known.
        public var kind: Kind
        /// Of no jump; `nil` when it could not be tested.
        public var pValue: Double?

        /// A break.
        public init(year: Int, kind: Kind, pValue: Double?) {
            self.year = year
            self.kind = kind
            self.pValue = pValue
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
    /// The model's slope: units per year, of log units for the Poisson models.
    public var slope: Double?
    /// Its standard error; `nil` where a test without one was used.
    public var standardError: Double?
    /// Of a panel's trend: what the error would be if the bodies of one year were independent of each other.
    public var standardErrorOfIndependentBodies: Double?
    /// Lower end of its interval.
    public var slopeLow: Double?
    /// Upper end of its interval.
    public var slopeHigh: Double?
    /// 100·(e^β − 1) of the log-linear model.
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
    /// The p-value adjusted for the number of series.
    public var qValue: Double?
    /// Where the trend goes.
    public var direction: Direction
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
    /// What it looks like; `nil` where that was not compared.
    public var shape: Shape?
    /// First year of the step, where the shape has one.
    public var stepYear: Int?
    /// Breaks, known and found.
    public var breaks: [Break]
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
