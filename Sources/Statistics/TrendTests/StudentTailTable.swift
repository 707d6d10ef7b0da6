#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The two-sided tail of Student's t for whole degrees of freedom, as polynomials: what a batch of short series needs a million times.
///
/// **Definition.** With s = |t|/√(ν + t²), which for a line is |r|, p = (1 − s)^{ν/2} Q_ν(s). Q_ν is smooth on [0, 1]; its nearest singularity is at
/// s = −1, so that its Chebyshev interpolant converges like 5.8^{−degree}: at degree 13 the relative error of p stays below 1e-12 for ν ≤ 16, at degree
/// 17 below 1e-11 for ν ≤ 32, however small p is.
/// - References: Trefethen (2013), *Approximation Theory and Approximation Practice*, ch. 8.
struct StudentTailTable: Sendable {
    /// Coefficients of the powers of 2s − 1: `degree + 1` for ν = 0 (unused), then for ν = 1, 2, … `rows`.
    let coefficients: [Double]
    /// Degree of every polynomial, odd.
    let degree: Int
    /// The largest ν.
    let rows: Int

    /// The largest ν of any table.
    static let limit = 32
    private static let short = StudentTailTable(rows: 16, degree: 13)
    private static let long = StudentTailTable(rows: limit, degree: 17)

    /// A table that reaches `degreesOfFreedom`, at most ``limit``.
    static func reaching(_ degreesOfFreedom: Int) -> StudentTailTable {
        precondition(degreesOfFreedom <= limit, "\(degreesOfFreedom) degrees of freedom in a table of \(limit)")
        return degreesOfFreedom <= short.rows ? short : long
    }

    private init(rows: Int, degree: Int) {
        self.rows = rows
        self.degree = degree
        coefficients = [Double](repeating: 0, count: degree + 1) + (1...rows).flatMap { Self.interpolant(degreesOfFreedom: $0, degree: degree) }
    }

    /// The p-value of |r| = `correlation` with 1 − r² = `unexplained`; the plain twin of the kernel's arithmetic.
    func pValue(correlation: Double, unexplained: Double, degreesOfFreedom: Int) -> Double {
        let argument = 2 * correlation - 1
        var sum = 0.0
        for k in stride(from: degree, through: 0, by: -1) { sum = sum * argument + coefficients[degreesOfFreedom * (degree + 1) + k] }
        return pow(unexplained / (1 + correlation), Double(degreesOfFreedom) / 2) * sum
    }

    /// Coefficients of the powers of u = 2s − 1 of the polynomial that meets Q at the Chebyshev points.
    private static func interpolant(degreesOfFreedom: Int, degree: Int) -> [Double] {
        let law = StudentT(degreesOfFreedom: Double(degreesOfFreedom))
        return ChebyshevInterpolant.powers(degree: degree) { u in
            let s = (u + 1) / 2
            let t = s * (Double(degreesOfFreedom) / ((1 - s) * (1 + s))).squareRoot()
            return law.twoSidedPValue(t) / pow(1 - s, Double(degreesOfFreedom) / 2)
        }
    }
}
