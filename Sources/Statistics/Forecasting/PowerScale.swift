#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The scale ((y + c)^λ − 1)/λ, the logarithm at λ = 0: between raw values and logarithms, for values of at least −c.
///
/// - References: Box & Cox (1964), *JRSS B* 26, 211–252.
struct PowerScale: Sendable, Equatable {
    /// λ in [0, 1].
    let power: Double
    /// c.
    let offset: Double

    func transformed(_ value: Double) -> Double {
        if power == 0 { return log(value + offset) }
        if power == 1 { return value + offset - 1 }
        if power == 0.5 { return 2 * ((value + offset).squareRoot() - 1) }
        return (pow(value + offset, power) - 1) / power
    }

    /// The value of a place on the scale; what lies below the scale has the least value, −c.
    func value(_ place: Double) -> Double {
        if power == 0 { return exp(min(place, 700)) - offset }
        if power == 1 { return place + 1 - offset }
        let root = max(power * place + 1, 0)
        return (power == 0.5 ? root * root : pow(root, 1 / power)) - offset
    }
}
