internal import COpenBLAS
internal import Glibc

/// The Cholesky factorization A = U′·U of a symmetric positive definite matrix, with its condition.
///
/// For normal equations, covariance matrices and whitening; half the work of any other factorization.
///
/// ```swift
/// let factor = try Cholesky(gram)
/// guard factor.condition < 1e8 else { … }
/// let solution = factor.solve(rightHandSide)
/// ```
/// - Complexity: O(n³/3) to factor, O(n²) a solution.
/// - References: Golub & Van Loan (2013), *Matrix Computations*, §4.2; LAPACK `potrf`, `pocon`.
public struct Cholesky: Sendable {
    /// Order of the matrix.
    public let order: Int
    /// The estimated condition number in the 1-norm; infinite when it overflows.
    public let condition: Double
    private let factor: [Double]

    /// Factors a symmetric matrix, of which only the upper triangle is read.
    /// - Throws: ``LinearAlgebraError/notFinite``, ``LinearAlgebraError/notPositiveDefinite(leadingMinor:)``.
    public init(_ matrix: Matrix) throws(LinearAlgebraError) {
        precondition(matrix.rows == matrix.columns && matrix.rows > 0, "Cholesky of \(matrix.rows) × \(matrix.columns)")
        guard matrix.isFinite else { throw .notFinite }
        let n = matrix.rows
        var a = matrix.elements
        let upper = CChar(UInt8(ascii: "U"))
        var norm = 0.0
        for j in 0..<n {
            var sum = 0.0
            for i in 0..<n { sum += abs(i <= j ? a[j * n + i] : a[i * n + j]) }
            norm = max(norm, sum)
        }
        let info = LAPACKE_dpotrf(LAPACK_COL_MAJOR, upper, Int32(n), &a, Int32(n))
        guard info == 0 else { throw .notPositiveDefinite(leadingMinor: Int(info)) }
        var reciprocal = 0.0
        _ = LAPACKE_dpocon(LAPACK_COL_MAJOR, upper, Int32(n), a, Int32(n), norm, &reciprocal)
        order = n
        condition = 1 / reciprocal
        factor = a
    }

    /// The solution of A·x = b.
    public func solve(_ rightHandSide: [Double]) -> [Double] {
        precondition(rightHandSide.count == order, "a right-hand side of length \(rightHandSide.count) for order \(order)")
        var x = rightHandSide
        _ = LAPACKE_dpotrs(LAPACK_COL_MAJOR, CChar(UInt8(ascii: "U")), Int32(order), 1, factor, Int32(order), &x, Int32(order))
        return x
    }

    /// The solution of A·X = B, column by column.
    public func solve(_ rightHandSides: Matrix) -> Matrix {
        precondition(rightHandSides.rows == order, "right-hand sides with \(rightHandSides.rows) rows for order \(order)")
        var x = rightHandSides
        let columns = x.columns
        guard columns > 0 else { return x }
        x.withMutableElements {
            _ = LAPACKE_dpotrs(
                LAPACK_COL_MAJOR, CChar(UInt8(ascii: "U")), Int32(order), Int32(columns), factor, Int32(order), $0.baseAddress, Int32(order))
        }
        return x
    }

    /// The solution of U′·X = B: the whitening of the columns of B, whose squared norms are b′·A⁻¹·b.
    public func solveTransposedFactor(_ rightHandSides: Matrix) -> Matrix {
        precondition(rightHandSides.rows == order, "right-hand sides with \(rightHandSides.rows) rows for order \(order)")
        var x = rightHandSides
        let columns = x.columns
        guard columns > 0 else { return x }
        x.withMutableElements {
            cblas_dtrsm(
                CblasColMajor, CblasLeft, CblasUpper, CblasTrans, CblasNonUnit, Int32(order), Int32(columns), 1, factor, Int32(order),
                $0.baseAddress, Int32(order))
        }
        return x
    }

    /// The inverse of the matrix.
    public func inverse() -> Matrix {
        var a = factor
        _ = LAPACKE_dpotri(LAPACK_COL_MAJOR, CChar(UInt8(ascii: "U")), Int32(order), &a, Int32(order))
        for j in 0..<order {
            for i in 0..<j { a[i * order + j] = a[j * order + i] }
        }
        return Matrix(rows: order, columns: order, elements: a)
    }

    /// The upper triangular factor U.
    public var upperFactor: Matrix {
        var u = Matrix(rows: order, columns: order)
        for j in 0..<order {
            for i in 0...j { u[i, j] = factor[j * order + i] }
        }
        return u
    }

    /// The logarithm of the determinant.
    public var logDeterminant: Double { 2 * (0..<order).reduce(0) { $0 + log(factor[$1 * order + $1]) } }
}
