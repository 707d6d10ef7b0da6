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

    let body: Int
    let indicator: String
    let label: LocalizedText
    let unit: String
    let measure: Measure
    let editions: [Edition]
    let years: [Int]
    let values: [Double]
    let breaks: [KnownBreak]
    /// Reports whose form has the cell without a number in it.
    let emptyYears: Int

    /// Whether every value is above 0, and has a logarithm.
    var isPositive: Bool { values.allSatisfy { $0 > 0 } }

    /// The breaks with a value on either side.
    var effectiveBreaks: [KnownBreak] {
        guard let first = years.first, let last = years.last else { return [] }
        return breaks.filter { $0.year > first && $0.year <= last }
    }

    /// The series with one more known break.
    func adding(_ known: KnownBreak) -> YearlySeries {
        YearlySeries(
            body: body, indicator: indicator, label: label, unit: unit, measure: measure, editions: editions, years: years, values: values,
            breaks: (breaks + [known]).sorted { $0.year < $1.year }, emptyYears: emptyYears)
    }

    /// The series without its last value.
    func droppingLast() -> YearlySeries {
        YearlySeries(
            body: body, indicator: indicator, label: label, unit: unit, measure: measure, editions: editions, years: Array(years.dropLast()),
            values: Array(values.dropLast()), breaks: breaks, emptyYears: emptyYears)
    }
}
