/// How a real number is rounded for people. Programs always get all digits.
public enum NumberStyle: Sendable, Hashable {
    /// Four significant digits, but never fewer than the whole part has: 12345.678 is 12346, 0.0123456 is 0.01235.
    case general
    /// Whole digits only.
    case plain
    /// A fixed number of places behind the point.
    case fixed(Int)
    /// A fraction shown as a percentage with a fixed number of places: 0.4466 is 44.66 %.
    case fraction(Int)
    /// A number that already is a percentage.
    case percent(Int)
    /// A probability: three places, `<0.001` below.
    case probability

    /// The number as people read it; an empty text when it is not finite.
    public func text(_ value: Double) -> String {
        guard value.isFinite else { return "" }
        switch self {
        case .general: return Self.significant(value, 4)
        case .plain: return Self.rounded(value, 0)
        case .fixed(let places): return Self.rounded(value, places)
        case .fraction(let places): return Self.rounded(value * 100, places) + " %"
        case .percent(let places): return Self.rounded(value, places) + " %"
        case .probability:
            if value >= 0 && value < 0.001 { return value == 0 ? "0" : "<0.001" }
            return Self.rounded(value, 3)
        }
    }

    /// A number with a fixed number of places, rounded half away from zero on its shortest decimal digits.
    public static func rounded(_ value: Double, _ places: Int) -> String {
        var digits = DecimalDigits(value)
        digits.round(toPlaces: places)
        return digits.plain(places: places)
    }

    /// A number with significant digits; whole parts are never rounded away, very small numbers are written with a power of ten.
    public static func significant(_ value: Double, _ count: Int) -> String {
        var digits = DecimalDigits(value)
        if digits.exponent >= count { digits.round(toPlaces: 0) } else { digits.round(toSignificant: count) }
        return digits.exponent < -3 || digits.exponent > 17 ? digits.scientific() : digits.plain()
    }
}
