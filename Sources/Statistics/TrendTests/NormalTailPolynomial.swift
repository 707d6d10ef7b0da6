#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The two-sided tail of the normal law as a polynomial: what a batch of scores needs a million times.
///
/// **Definition.** P(|Z| ≥ z) = e^{−z²/2} · Σ cₖuᵏ / (z + a) with u = (z − a)/(z + a), which maps z ≥ 0 to [−1, 1). The polynomial meets
/// (z + a)·√(2/π)·M(z), M Mills' ratio, at the Chebyshev points of u; at a = 4 and degree 21 it is right to 2e-15, the tail to 1e-13 however small it is.
/// - References: Shepherd & Laframboise (1981), *Mathematics of Computation* 36, 249–253.
struct NormalTailPolynomial: Sendable {
    /// Coefficients of the powers of u.
    let coefficients: [Double]
    /// a.
    let center: Double

    /// The polynomial that the kernels use.
    static let shared = NormalTailPolynomial(center: 4, degree: 21)

    init(center: Double, degree: Int) {
        self.center = center
        coefficients = ChebyshevInterpolant.powers(degree: degree) { u in
            let z = center * (1 + u) / (1 - u)
            return (z + center) * (2 / Double.pi).squareRoot() * Self.millsRatio(z)
        }
    }

    /// The tail over the density: Laplace's continued fraction, near 0 from the tail itself.
    private static func millsRatio(_ z: Double) -> Double {
        if z < 1 { return Normal().upperTail(z) * (2 * Double.pi).squareRoot() * exp(z * z / 2) }
        var rest = z
        for k in stride(from: 400.0, through: 1, by: -1) { rest = z + k / rest }
        return 1 / rest
    }
}
