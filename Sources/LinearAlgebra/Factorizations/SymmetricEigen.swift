internal import COpenBLAS

/// The eigenvalues and eigenvectors of a symmetric matrix, A = V·Λ·V′, largest first.
///
/// - Complexity: O(n³), divide and conquer.
/// - References: LAPACK `syevd`.
public struct SymmetricEigen: Sendable, Equatable {
    /// The eigenvalues in descending order.
    public let values: [Double]
    /// The orthonormal eigenvectors as columns, in the order of `values`. The element of largest magnitude in each is positive, so that results do
    /// not depend on the kernel in use.
    public let vectors: Matrix

    /// Decomposes a symmetric matrix, of which only the upper triangle is read.
    /// - Throws: ``LinearAlgebraError/notFinite``, ``LinearAlgebraError/noConvergence(unconverged:)``.
    public init(_ matrix: Matrix) throws(LinearAlgebraError) {
        precondition(matrix.rows == matrix.columns && matrix.rows > 0, "eigenvalues of \(matrix.rows) × \(matrix.columns)")
        guard matrix.isFinite else { throw .notFinite }
        let n = matrix.rows
        var a = matrix.elements
        var w = [Double](repeating: 0, count: n)
        let info = LAPACKE_dsyevd(LAPACK_COL_MAJOR, CChar(UInt8(ascii: "V")), CChar(UInt8(ascii: "U")), Int32(n), &a, Int32(n), &w)
        guard info == 0 else { throw .noConvergence(unconverged: Int(info)) }
        values = w.reversed()
        vectors = Matrix(rows: n, columns: n) { buffer in
            for j in 0..<n {
                let source = (n - 1 - j) * n
                let sign = orientation(a[source..<(source + n)])
                for i in 0..<n { buffer[j * n + i] = sign * a[source + i] }
            }
        }
    }

    /// V·f(Λ)·V′: a function of the matrix.
    public func applying(_ function: (Double) -> Double) -> Matrix {
        var scaled = vectors
        let n = values.count
        scaled.withMutableElements { buffer in
            for j in 0..<n {
                let factor = function(values[j])
                for i in 0..<n { buffer[j * n + i] *= factor }
            }
        }
        var result = scaled.productTransposed(vectors)
        result.symmetrize()
        return result
    }

    /// The pseudo-inverse of the square root, A^(−½): eigenvalues at or below `tolerance` times the largest count as zero.
    public func inverseSquareRoot(tolerance: Double = 1e-12) -> Matrix {
        let cut = tolerance * max(values.first ?? 0, 0)
        return applying { $0 > cut ? 1 / $0.squareRoot() : 0 }
    }
}

/// +1 or −1: the sign of the element of largest magnitude (the first of equals).
func orientation(_ vector: ArraySlice<Double>) -> Double {
    var largest = 0.0
    for value in vector where abs(value) > abs(largest) * (1 + 1e-9) { largest = value }
    return largest < 0 ? -1 : 1
}
