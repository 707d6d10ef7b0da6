#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Logarithms and growth, without Foundation.
enum Logarithm {
    static func natural(_ value: Double) -> Double { log(value) }

    static func exponential(_ value: Double) -> Double { exp(value) }

    /// 100·(e^β − 1), accurate for small β.
    static func percent(_ slope: Double) -> Double { 100 * expm1(slope) }
}
