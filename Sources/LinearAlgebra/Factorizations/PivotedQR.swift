internal import COpenBLAS

/// The QR factorization with column pivoting, A·P = Q·R, that shows the rank.
///
/// The workhorse of regression when the normal equations lose too many digits: their condition is the square of this one.
///
/// **Rank.** The number of diagonal elements of R above `tolerance` times the first. Scale the columns alike first, or the tolerance speaks of units.
/// - Complexity: O(rows · columns²).
/// - References: Golub & Van Loan (2013), §5.4; LAPACK `geqp3`, `ormqr`, `trcon`.
public struct PivotedQR: Sendable {
    /// Number of rows of A.
    public let rows: Int
    /// Number of columns of A, at most `rows`.
    public let columns: Int
    /// `permutation[k]` is the column of A at position *k* of A·P.
    public let permutation: [Int]
    /// Number of columns that are independent to the tolerance.
    public let rank: Int
    /// The estimated condition number of R in the 1-norm; infinite for an exactly singular R.
    public let condition: Double
    private let factor: [Double]
    private let reflectors: [Double]

    /// Factors a matrix with at least as many rows as columns.
    /// - Parameter tolerance: without one, max(rows, columns)·2⁻⁵².
    /// - Throws: ``LinearAlgebraError/notFinite``.
    public init(_ matrix: Matrix, tolerance: Double? = nil) throws(LinearAlgebraError) {
        precondition(matrix.columns > 0 && matrix.rows >= matrix.columns, "QR of \(matrix.rows) × \(matrix.columns)")
        guard matrix.isFinite else { throw .notFinite }
        let (n, p) = (matrix.rows, matrix.columns)
        var a = matrix.elements
        var pivots = [Int32](repeating: 0, count: p)
        var tau = [Double](repeating: 0, count: p)
        let info = LAPACKE_dgeqp3(LAPACK_COL_MAJOR, Int32(n), Int32(p), &a, Int32(n), &pivots, &tau)
        precondition(info == 0, "geqp3 refused argument \(-info)")
        let cut = (tolerance ?? Double(max(n, p)) * Double.ulpOfOne) * abs(a[0])
        var reciprocal = 0.0
        _ = LAPACKE_dtrcon(
            LAPACK_COL_MAJOR, CChar(UInt8(ascii: "1")), CChar(UInt8(ascii: "U")), CChar(UInt8(ascii: "N")), Int32(p), a, Int32(n), &reciprocal)
        rows = n
        columns = p
        permutation = pivots.map { Int($0) - 1 }
        rank = (0..<p).count { abs(a[$0 * n + $0]) > cut }
        condition = 1 / reciprocal
        factor = a
        reflectors = tau
    }

    /// The triangular factor R, columns × columns, in the pivoted order.
    public var upperFactor: Matrix {
        var r = Matrix(rows: columns, columns: columns)
        for j in 0..<columns {
            for i in 0...j { r[i, j] = factor[j * rows + i] }
        }
        return r
    }

    /// The orthonormal factor Q, rows × columns.
    public func orthonormalFactor() -> Matrix {
        var q = factor
        _ = LAPACKE_dorgqr(LAPACK_COL_MAJOR, Int32(rows), Int32(columns), Int32(columns), &q, Int32(rows), reflectors)
        return Matrix(rows: rows, columns: columns, elements: q)
    }

    /// Q′·b with all `rows` elements: the first `columns` are the projections, the rest the residual in the rotated frame.
    public func transposedQ(_ vector: [Double]) -> [Double] {
        precondition(vector.count == rows, "a vector of length \(vector.count) for \(rows) rows")
        var b = vector
        _ = LAPACKE_dormqr(
            LAPACK_COL_MAJOR, CChar(UInt8(ascii: "L")), CChar(UInt8(ascii: "T")), Int32(rows), 1, Int32(columns), factor, Int32(rows),
            reflectors, &b, Int32(rows))
        return b
    }

    /// The least-squares solution in the order of A's columns. Requires full rank.
    public func solve(_ rightHandSide: [Double]) -> [Double] {
        precondition(rank == columns, "solution with rank \(rank) of \(columns); use the singular values")
        var b = Array(transposedQ(rightHandSide)[0..<columns])
        cblas_dtrsv(CblasColMajor, CblasUpper, CblasNoTrans, CblasNonUnit, Int32(columns), factor, Int32(rows), &b, 1)
        return restored(b)
    }

    /// (A′A)⁻¹·g by two triangular solutions, in the order of A's columns. Requires full rank.
    public func solveGram(_ vector: [Double]) -> [Double] {
        precondition(rank == columns && vector.count == columns, "length \(vector.count), rank \(rank) of \(columns)")
        var b = permutation.map { vector[$0] }
        cblas_dtrsv(CblasColMajor, CblasUpper, CblasTrans, CblasNonUnit, Int32(columns), factor, Int32(rows), &b, 1)
        cblas_dtrsv(CblasColMajor, CblasUpper, CblasNoTrans, CblasNonUnit, Int32(columns), factor, Int32(rows), &b, 1)
        return restored(b)
    }

    /// (A′A)⁻¹ = P·R⁻¹·R⁻′·P′, in the order of A's columns. Requires full rank.
    public func inverseGram() -> Matrix {
        precondition(rank == columns, "inverse with rank \(rank) of \(columns)")
        var r = upperFactor
        r.withMutableElements {
            _ = LAPACKE_dtrtri(
                LAPACK_COL_MAJOR, CChar(UInt8(ascii: "U")), CChar(UInt8(ascii: "N")), Int32(columns), $0.baseAddress, Int32(columns))
        }
        let pivoted = r.productTransposed(r)
        var result = Matrix(rows: columns, columns: columns)
        for j in 0..<columns {
            for i in 0..<columns { result[permutation[i], permutation[j]] = pivoted[min(i, j), max(i, j)] }
        }
        return result
    }

    private func restored(_ pivoted: [Double]) -> [Double] {
        var x = pivoted
        for (k, column) in permutation.enumerated() { x[column] = pivoted[k] }
        return x
    }
}
