#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// log Γ and its derivatives for positive arguments, for those who need them a million times: Stirling's series beyond ten, the recurrence below.
///
/// About 1e-14 relative to the larger of the value and 1. The general functions, for any argument, are Boost's.
enum GammaSeries {
    private static let far = 10.0

    /// log Γ(x), x > 0.
    static func logGamma(_ argument: Double) -> Double {
        var (x, product) = (argument, 1.0)
        while x < far {
            product *= x
            x += 1
        }
        let r = 1 / x
        let s = r * r
        let series = r * (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s * (1.0 / 1188 - s * 691.0 / 360360)))))
        return (x - 0.5) * log(x) - x + 0.918_938_533_204_672_741_8 + series - log(product)
    }

    /// ψ(x), x > 0.
    static func digamma(_ argument: Double) -> Double {
        var (x, sum) = (argument, 0.0)
        while x < far {
            sum -= 1 / x
            x += 1
        }
        let r = 1 / x
        let s = r * r
        let series = s * (1.0 / 12 - s * (1.0 / 120 - s * (1.0 / 252 - s * (1.0 / 240 - s * (1.0 / 132 - s * 691.0 / 32760)))))
        return sum + log(x) - 0.5 * r - series
    }

    /// ψ′(x), x > 0.
    static func trigamma(_ argument: Double) -> Double {
        var (x, sum) = (argument, 0.0)
        while x < far {
            sum += 1 / (x * x)
            x += 1
        }
        let r = 1 / x
        let s = r * r
        let series = s * (1.0 / 6 - s * (1.0 / 30 - s * (1.0 / 42 - s * (1.0 / 30 - s * (5.0 / 66 - s * 691.0 / 2730)))))
        return sum + r * (1 + 0.5 * r + series)
    }

    /// ψ″(x), x > 0.
    static func tetragamma(_ argument: Double) -> Double {
        var (x, sum) = (argument, 0.0)
        while x < far {
            sum -= 2 / (x * x * x)
            x += 1
        }
        let r = 1 / x
        let s = r * r
        let series = s * (0.5 - s * (1.0 / 6 - s * (1.0 / 6 - s * (0.3 - s * (5.0 / 6 - s * 691.0 / 210)))))
        return sum - s * (1 + r + series)
    }

    /// Γ(x + ½)/Γ(x), x > 0.
    static func halfStepRatio(_ argument: Double) -> Double {
        var (x, factor) = (argument, 1.0)
        while x < 14 {
            factor *= x / (x + 0.5)
            x += 1
        }
        let r = 1 / x
        let s = r * r
        // log of the ratio less ½ log x.
        let series = r * (-1.0 / 8 + s * (1.0 / 192 - s * (1.0 / 640 - s * (17.0 / 14336 - s * 31.0 / 18432))))
        return factor * x.squareRoot() * exp(series)
    }
}
