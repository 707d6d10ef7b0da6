import Disclosure

/// The numbers of one body for one indicator over the years, as far as they mean the same: what a trend is fitted to.
struct YearlySeries: Sendable {
    /// What the values are, which decides the model.
    enum Measure: Sendable, Hashable {
        /// Whole numbers of events or things, 0 or more.
        case count
        /// Money, and anything else that may have decimals or a sign.
        case amount
        /// A quotient.
        case ratio
    }

    /// A known break inside the series.
    struct KnownBreak: Sendable, Hashable {
        var year: Int
        var kind: TrendRow.Break.Kind
    }

    /// What stands above and below the values of a series that is counted per something.
    struct Exposure: Sendable, Hashable {
        /// The numbers that were counted, one a year.
        var events: [Double]
        /// What they are counted per, in the units that a value is per; above 0.
        var units: [Double]
    }

    let body: Int
    let indicator: String
    let label: LocalizedText
    let unit: String
    let measure: Measure
    let editions: [Edition]
    private(set) var years: [Int]
    private(set) var values: [Double]
    private(set) var breaks: [KnownBreak]
    /// Reports whose form has the cell without a number in it.
    let emptyYears: Int
    /// Where values are events by exposure; `nil` where they are what they are.
    var exposure: Exposure?
    /// Years with a number of which the exposure is not known.
    var yearsWithoutExposure = 0

    init(
        body: Int, indicator: String, label: LocalizedText, unit: String, measure: Measure, editions: [Edition], years: [Int], values: [Double],
        breaks: [KnownBreak], emptyYears: Int
    ) {
        self.body = body
        self.indicator = indicator
        self.label = label
        self.unit = unit
        self.measure = measure
        self.editions = editions
        self.years = years
        self.values = values
        self.breaks = breaks
        self.emptyYears = emptyYears
    }

    /// The numbers as they were counted or measured, before they were divided by an exposure.
    var counted: [Double] { exposure?.events ?? values }

    /// Whether every value is above 0, and has a logarithm.
    var isPositive: Bool { values.allSatisfy { $0 > 0 } }

    /// The breaks with a value on either side.
    var effectiveBreaks: [KnownBreak] {
        guard let first = years.first, let last = years.last else { return [] }
        return breaks.filter { $0.year > first && $0.year <= last }
    }

    /// The series with one more known break, unless that year has one already.
    func adding(_ known: KnownBreak) -> YearlySeries {
        if breaks.contains(where: { $0.year == known.year }) { return self }
        var series = self
        series.breaks = (breaks + [known]).sorted { $0.year < $1.year }
        return series
    }

    /// The series without its last value.
    func droppingLast() -> YearlySeries {
        var series = self
        series.years.removeLast()
        series.values.removeLast()
        series.exposure?.events.removeLast()
        series.exposure?.units.removeLast()
        return series
    }
}
