#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The two-sided tail of Student's t for whole degrees of freedom, as polynomials: what a batch of short series needs a million times.
///
/// **Definition.** With s = |t|/√(ν + t²), which for a line is |r|, p = (1 − s)^⌊ν/2⌋ · (1 − s²)^(½ for odd ν) · Q_ν(s). Q_ν is smooth on [0, 1]; its nearest
/// singularity is at s = −1, so that its Chebyshev interpolant converges like 5.8^{−degree}: at degree 17 the relative error of p stays below 1e-12 for
/// ν ≤ 16 and below 1e-11 for ν ≤ 32, however small p is.
/// - References: Trefethen (2013), *Approximation Theory and Approximation Practice*, ch. 8.
struct StudentTailTable: Sendable {
    /// For n = 0, 1, … observations a row: 1/n, √(n − 2), the coefficients of the powers of 2s − 1 for ν = n − 2; 0, 1 and zeros where they do not exist.
    let rows: [Double]
    /// Degree of every polynomial.
    let degree: Int
    /// Entries of a row, a multiple of 4.
    var stride: Int { degree + 3 }

    /// The largest ν of the table.
    static let limit = 32
    /// The table that the kernels use.
    static let shared = StudentTailTable(limit: limit, degree: 17)

    private init(limit: Int, degree: Int) {
        precondition(degree % 4 == 1, "rows of \(degree + 3) entries")
        self.degree = degree
        var rows: [Double] = [0, 1] + [Double](repeating: 0, count: degree + 1)
        for count in 1...limit + 2 {
            rows.append(1 / Double(count))
            rows.append(count > 2 ? Double(count - 2).squareRoot() : 1)
            rows += count > 2 ? Self.interpolant(degreesOfFreedom: count - 2, degree: degree) : [Double](repeating: 0, count: degree + 1)
        }
        self.rows = rows
    }

    /// The p-value of |r| = `correlation` with 1 − r² = `unexplained`; the plain twin of the kernel's arithmetic.
    func pValue(correlation: Double, unexplained: Double, degreesOfFreedom: Int) -> Double {
        let argument = 2 * correlation - 1
        let row = rows[(degreesOfFreedom + 2) * stride..<(degreesOfFreedom + 3) * stride].dropFirst(2)
        let smooth = row.reversed().reduce(0) { $0 * argument + $1 }
        let root = degreesOfFreedom % 2 == 0 ? 1 : unexplained.squareRoot()
        return pow(unexplained / (1 + correlation), Double(degreesOfFreedom / 2)) * root * smooth
    }

    /// Coefficients of the powers of u = 2s − 1 of the polynomial that meets Q at the Chebyshev points.
    private static func interpolant(degreesOfFreedom: Int, degree: Int) -> [Double] {
        let law = StudentT(degreesOfFreedom: Double(degreesOfFreedom))
        return ChebyshevInterpolant.powers(degree: degree) { u in
            let s = (u + 1) / 2
            let t = s * (Double(degreesOfFreedom) / ((1 - s) * (1 + s))).squareRoot()
            let root = degreesOfFreedom % 2 == 0 ? 1 : ((1 - s) * (1 + s)).squareRoot()
            return law.twoSidedPValue(t) / (pow(1 - s, Double(degreesOfFreedom / 2)) * root)
        }
    }
}
