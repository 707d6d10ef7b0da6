#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Decimal logarithms without Foundation.
enum Logarithm10 {
    static func of(_ value: Double) -> Double { log10(value) }

    /// 10 to a whole power, by repeated exact products where they are exact.
    static func power(_ exponent: Int) -> Double { pow(10, Double(exponent)) }
}
