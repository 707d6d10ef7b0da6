internal import CSpecialFunctions

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// One t distribution of any positive degrees of freedom, its constants computed once: tails, density and quantiles for those who need them a million times.
///
/// The tail is the incomplete beta function by its continued fraction; about 1e-12 relative, however small it is. The general distribution is ``StudentT``.
struct StudentTail: Sendable {
    let degreesOfFreedom: Double
    /// ν/2.
    private let half: Double
    /// Γ(ν/2 + ½)/(Γ(ν/2)√π).
    private let constant: Double

    /// From here on a normal law of a transformed t is as good.
    private static let large = 2e5

    init(degreesOfFreedom: Double) {
        self.degreesOfFreedom = degreesOfFreedom
        half = degreesOfFreedom / 2
        constant = degreesOfFreedom > Self.large ? 0 : GammaSeries.halfStepRatio(degreesOfFreedom / 2) / 1.772_453_850_905_516
    }

    /// P(X > t).
    func upperTail(_ t: Double) -> Double {
        if t.isNaN { return .nan }
        let tail = tailOfMagnitude(t.magnitude)
        return t < 0 ? 1 - tail : tail
    }

    /// P(|X| > |t|).
    func twoSided(_ t: Double) -> Double { min(1, 2 * tailOfMagnitude(t.magnitude)) }

    func density(_ t: Double) -> Double {
        let nu = degreesOfFreedom
        if nu > Self.large { return 0.398_942_280_401_432_7 * exp(-0.5 * t * t) }
        return constant / nu.squareRoot() * exp(-(half + 0.5) * log1p(t * t / nu))
    }

    /// The t with P(X > t) = `share`, in (0, ½); `normal` is that of the normal law.
    func upperQuantile(_ share: Double, normal z: Double) -> Double {
        let nu = degreesOfFreedom
        if nu < 3 || share < 1e-6 || share > 0.49 { return special_student_t_upper_quantile(nu, share) }
        if nu == .infinity { return z }
        let s = z * z
        var t = z * (1 + (s + 1) / (4 * nu) + ((5 * s + 16) * s + 3) / (96 * nu * nu) + (((3 * s + 19) * s + 17) * s - 15) / (384 * nu * nu * nu))
        for _ in 0..<12 {
            let excess = tailOfMagnitude(t) - share
            let newton = excess / density(t)
            // Halley: the density's slope over itself is −(ν + 1)t/(ν + t²).
            let change = newton / (1 - 0.5 * newton * (nu + 1) * t / (nu + t * t))
            t = max(t + change, 0.5 * t)
            if change.magnitude <= 1e-13 * t { break }
        }
        return t
    }

    private func tailOfMagnitude(_ t: Double) -> Double {
        let nu = degreesOfFreedom
        if t == .infinity { return 0 }
        if nu > Self.large {
            let z = nu == .infinity ? t : t * (1 - 0.25 / nu) / (1 + t * t / (2 * nu)).squareRoot()
            return 0.5 * erfc(z * 0.707_106_781_186_547_5)
        }
        let square = t * t
        let x = nu / (nu + square)
        let y = square / (nu + square)
        if x == 0 { return 0 }
        if y == 0 { return 0.5 }
        // x^{ν/2} with the digits of y where x is near 1.
        let front = constant * exp(half * (y < 0.5 ? log1p(-y) : log(x))) * y.squareRoot()
        if x < (half + 1) / (half + 2.5) {
            return 0.5 * front * Self.fraction(half, 0.5, x) / half
        }
        return 0.5 - 0.5 * front * Self.fraction(0.5, half, y) / 0.5
    }

    /// The continued fraction of the incomplete beta function, by Lentz's method.
    private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
        var c = 1.0
        var d = 1 - (a + b) * x / (a + 1)
        d = 1 / (d.magnitude < 1e-300 ? 1e-300 : d)
        var h = d
        for m in 1..<400 {
            let m = Double(m)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 + even * d
            c = 1 + even / c
            d = 1 / (d.magnitude < 1e-300 ? 1e-300 : d)
            h *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 + odd * d
            c = 1 + odd / c
            d = 1 / (d.magnitude < 1e-300 ? 1e-300 : d)
            let step = d * c
            h *= step
            if (step - 1).magnitude < 1e-15 { break }
        }
        return h
    }
}
