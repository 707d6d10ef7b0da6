/// The Householder QR factorization of a matrix and a right-hand side in double-double arithmetic: 32 digits for the designs that lose 16.
///
/// Polynomials of high degree and nearly collinear designs leave a solution in doubles with few digits or none. Here the factorization itself carries the
/// extra digits, so coefficients *and* their covariance come out right to the last digits as long as the condition stays below about 10²⁸.
///
/// The matrix may be given as an unevaluated sum `matrix + tail`: powers of a variable are not doubles, but sums of two.
/// - Complexity: O(rows · columns²), about thirty times the work of the factorization in doubles.
/// - References: Householder (1958), *J. ACM* 5, 339–342; Golub & Van Loan (2013), §5.2.
struct ExtendedQR {
    let coefficients: [DoubleDouble]
    let inverseGram: Matrix

    /// Solves min ‖(matrix + tail)·b − response‖ for a matrix of full column rank.
    init(_ matrix: Matrix, tail: Matrix?, response: [DoubleDouble]) {
        let (n, p) = (matrix.rows, matrix.columns)
        var a = matrix.elements.map { DoubleDouble($0) }
        if let tail {
            for i in a.indices { a[i] = DoubleDouble(sum: a[i].high, tail.elements[i]) }
        }
        var b = response
        var diagonal = [DoubleDouble](repeating: DoubleDouble(0), count: p)
        a.withUnsafeMutableBufferPointer { a in
            b.withUnsafeMutableBufferPointer { b in
                for k in 0..<p { diagonal[k] = Self.eliminate(column: k, a, b, rows: n, columns: p) }
            }
        }
        // a holds R above the diagonal; its diagonal stands apart because the reflectors overwrite it.
        var inverse = [DoubleDouble](repeating: DoubleDouble(0), count: p * p)
        var solution = [DoubleDouble](repeating: DoubleDouble(0), count: p)
        for i in stride(from: p - 1, through: 0, by: -1) {
            var sum = b[i]
            for k in (i + 1)..<max(p, i + 1) { sum = sum - a[k * n + i] * solution[k] }
            solution[i] = sum / diagonal[i]
            for j in i..<p {
                var sum = DoubleDouble(i == j ? 1 : 0)
                for k in (i + 1)..<max(j + 1, i + 1) { sum = sum - a[k * n + i] * inverse[j * p + k] }
                inverse[j * p + i] = sum / diagonal[i]
            }
        }
        coefficients = solution
        var gram = Matrix(rows: p, columns: p)
        for i in 0..<p {
            for j in i..<p {
                var sum = DoubleDouble(0)
                for k in j..<p { sum = sum + inverse[k * p + i] * inverse[k * p + j] }
                gram[i, j] = sum.value
                gram[j, i] = sum.value
            }
        }
        inverseGram = gram
    }

    /// Reflects column k onto its diagonal and applies the reflection to what stands at its right; returns the diagonal of R.
    private static func eliminate(
        column k: Int, _ a: UnsafeMutableBufferPointer<DoubleDouble>, _ b: UnsafeMutableBufferPointer<DoubleDouble>, rows n: Int, columns p: Int
    ) -> DoubleDouble {
        var square = DoubleDouble(0)
        for i in k..<n { square = square + a[k * n + i] * a[k * n + i] }
        let norm = square.squareRoot()
        let pivot = a[k * n + k]
        let diagonal = pivot.high > 0 ? -norm : norm
        a[k * n + k] = pivot - diagonal
        let half = square - pivot * diagonal  // ½‖v‖² for the reflector v that now stands in column k
        guard half.high != 0 else { return diagonal }
        for j in (k + 1)..<max(p, k + 1) {
            var projection = DoubleDouble(0)
            for i in k..<n { projection = projection + a[k * n + i] * a[j * n + i] }
            let factor = projection / half
            for i in k..<n { a[j * n + i] = a[j * n + i] - a[k * n + i] * factor }
        }
        var projection = DoubleDouble(0)
        for i in k..<n { projection = projection + a[k * n + i] * b[i] }
        let factor = projection / half
        for i in k..<n { b[i] = b[i] - a[k * n + i] * factor }
        return diagonal
    }
}
