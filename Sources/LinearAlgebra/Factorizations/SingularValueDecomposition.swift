internal import COpenBLAS

/// The thin singular value decomposition A = U·diag(s)·V′.
///
/// The safest way to a rank, a condition number or a minimum-norm solution; several times the work of a pivoted QR.
/// - Complexity: O(rows · columns²).
/// - References: LAPACK `gesdd`.
public struct SingularValueDecomposition: Sendable, Equatable {
    /// The singular values in descending order; min(rows, columns) of them.
    public let values: [Double]
    /// The left singular vectors, rows × min(rows, columns).
    public let left: Matrix
    /// The right singular vectors as columns, columns × min(rows, columns); the element of largest magnitude in each is positive.
    public let right: Matrix

    /// Decomposes a matrix.
    /// - Throws: ``LinearAlgebraError/notFinite``, ``LinearAlgebraError/noConvergence(unconverged:)``.
    public init(_ matrix: Matrix) throws(LinearAlgebraError) {
        precondition(matrix.rows > 0 && matrix.columns > 0, "singular values of \(matrix.rows) × \(matrix.columns)")
        guard matrix.isFinite else { throw .notFinite }
        let (m, n) = (matrix.rows, matrix.columns)
        let k = min(m, n)
        var a = matrix.elements
        var s = [Double](repeating: 0, count: k)
        var u = [Double](repeating: 0, count: m * k)
        var vt = [Double](repeating: 0, count: k * n)
        let info = LAPACKE_dgesdd(
            LAPACK_COL_MAJOR, CChar(UInt8(ascii: "S")), Int32(m), Int32(n), &a, Int32(m), &s, &u, Int32(m), &vt, Int32(k))
        guard info == 0 else { throw .noConvergence(unconverged: Int(info)) }
        values = s
        var v = Matrix(rows: k, columns: n, elements: vt).transposed()
        for j in 0..<k where orientation(v.elements[(j * n)..<((j + 1) * n)]) < 0 {
            for i in 0..<n { v[i, j] = -v[i, j] }
            for i in 0..<m { u[j * m + i] = -u[j * m + i] }
        }
        left = Matrix(rows: m, columns: k, elements: u)
        right = v
    }

    /// Number of singular values above `tolerance` times the largest; without a tolerance, max(rows, columns)·2⁻⁵² as numpy and LAPACK's users do.
    public func rank(tolerance: Double? = nil) -> Int {
        let relative = tolerance ?? Double(max(left.rows, right.rows)) * Double.ulpOfOne
        let cut = relative * (values.first ?? 0)
        return values.count { $0 > cut }
    }

    /// The condition number in the 2-norm: the largest singular value over the smallest.
    public var condition: Double { values[values.count - 1] == 0 ? .infinity : values[0] / values[values.count - 1] }

    /// The least-squares solution of smallest norm: A⁺·b with the singular values beyond `rank` left out.
    public func solve(_ rightHandSide: [Double], rank: Int) -> [Double] {
        var weights = left.transposedProduct(rightHandSide)
        for i in weights.indices { weights[i] = i < rank ? weights[i] / values[i] : 0 }
        return right.product(weights)
    }

    /// (A′A)⁺ with the singular values beyond `rank` left out.
    public func inverseGram(rank: Int) -> Matrix {
        var scaled = right
        for j in 0..<values.count {
            for i in 0..<scaled.rows { scaled[i, j] = j < rank ? scaled[i, j] / values[j] : 0 }
        }
        return scaled.productTransposed(scaled)
    }
}
