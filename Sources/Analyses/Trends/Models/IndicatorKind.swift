/// What the numbers of an indicator are over all bodies and years, which decides the model of its trends: never what a filter leaves of them.
enum IndicatorKind: Sendable, Hashable {
    /// Events or things counted: log-linear.
    case counts
    /// Amounts that are above 0 nearly everywhere: logarithms.
    case positiveAmounts
    /// Amounts and quotients that may be 0: over the mean of their series.
    case amounts
    /// What can be below 0: as it is.
    case signed

    /// Above this share of values below 0 the indicator is taken to have a sign: a few slips among thousands change no model.
    static let mostNegative = 0.01
    /// Above this share of values that are not whole nothing is counted. Means of two counts, and single slips, leave a count what it is.
    static let mostFractional = 0.2
    /// Above this share of series with a year of 0 the logarithm is not the scale of an amount.
    private static let mostWithZero = 0.05

    /// The kind of an indicator's series.
    init(_ series: [YearlySeries]) {
        var (values, negative, fractional, withZero, nonnegative) = (0, 0, 0, 0, 0)
        for one in series {
            var (least, hasValue) = (Double.infinity, false)
            for value in one.counted {
                values += 1
                hasValue = true
                if value < 0 { negative += 1 }
                if value != value.rounded() { fractional += 1 }
                least = min(least, value)
            }
            guard hasValue, least >= 0 else { continue }
            nonnegative += 1
            if least == 0 { withZero += 1 }
        }
        if Double(negative) > Self.mostNegative * Double(values) {
            self = .signed
        } else if series.first?.measure == .count, Double(fractional) <= Self.mostFractional * Double(values) {
            self = .counts
        } else if series.first?.measure == .ratio || Double(withZero) > Self.mostWithZero * Double(nonnegative) {
            self = .amounts
        } else {
            self = .positiveAmounts
        }
    }
}
