internal import COpenBLAS

/// Products of matrices and vectors, through the BLAS. Shapes that do not fit trap with the shapes in the message.
extension MatrixView {
    /// The product A·B.
    public func product(_ other: MatrixView) -> Matrix { Self.product(self, transposed: false, other, transposed: false) }

    /// The product A′·B.
    public func transposedProduct(_ other: MatrixView) -> Matrix { Self.product(self, transposed: true, other, transposed: false) }

    /// The product A·B′.
    public func productTransposed(_ other: MatrixView) -> Matrix { Self.product(self, transposed: false, other, transposed: true) }

    /// Writes the product A·B, column by column, into memory that the caller keeps for the next one.
    public func writeProduct(_ other: MatrixView, into result: UnsafeMutableBufferPointer<Double>) {
        Self.write(self, transposed: false, other, transposed: false, into: result)
    }

    /// The product A·v.
    public func product(_ vector: [Double]) -> [Double] {
        precondition(vector.count == columns, "\(rows) × \(columns) times a vector of length \(vector.count)")
        return Self.product(self, transposed: false, vector)
    }

    /// The product A′·v.
    public func transposedProduct(_ vector: [Double]) -> [Double] {
        precondition(vector.count == rows, "(\(rows) × \(columns))′ times a vector of length \(vector.count)")
        return Self.product(self, transposed: true, vector)
    }

    /// The symmetric product A′·A.
    /// - Complexity: O(rows · columns²), half of the general product.
    public func crossProduct() -> Matrix {
        var result = Matrix(rows: columns, columns: columns)
        guard rows > 0, columns > 0 else { return result }
        withElements { a in
            result.withMutableElements { c in
                cblas_dsyrk(
                    CblasColMajor, CblasUpper, CblasTrans, Int32(columns), Int32(rows), 1, a, Int32(leadingDimension), 0, c.baseAddress,
                    Int32(columns))
                for j in 0..<columns {
                    for i in 0..<j { c[i * columns + j] = c[j * columns + i] }
                }
            }
        }
        return result
    }

    private static func product(_ a: MatrixView, transposed ta: Bool, _ b: MatrixView, transposed tb: Bool) -> Matrix {
        let (m, n) = (ta ? a.columns : a.rows, tb ? b.rows : b.columns)
        return Matrix(rows: m, columns: n) { write(a, transposed: ta, b, transposed: tb, into: $0) }
    }

    private static func write(
        _ a: MatrixView, transposed ta: Bool, _ b: MatrixView, transposed tb: Bool, into result: UnsafeMutableBufferPointer<Double>
    ) {
        let (m, k) = ta ? (a.columns, a.rows) : (a.rows, a.columns)
        let (k2, n) = tb ? (b.columns, b.rows) : (b.rows, b.columns)
        precondition(k == k2, "product of \(m) × \(k) and \(k2) × \(n)")
        precondition(result.count >= m * n, "room for \(result.count) elements of a product of \(m) × \(n)")
        guard m > 0, n > 0 else { return }
        guard k > 0 else { return result[0..<(m * n)].update(repeating: 0) }
        a.withElements { x in
            b.withElements { y in
                cblas_dgemm(
                    CblasColMajor, ta ? CblasTrans : CblasNoTrans, tb ? CblasTrans : CblasNoTrans, Int32(m), Int32(n), Int32(k), 1, x,
                    Int32(a.leadingDimension), y, Int32(b.leadingDimension), 0, result.baseAddress, Int32(m))
            }
        }
    }

    private static func product(_ a: MatrixView, transposed: Bool, _ v: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: transposed ? a.columns : a.rows)
        guard a.rows > 0, a.columns > 0 else { return result }
        a.withElements { x in
            cblas_dgemv(
                CblasColMajor, transposed ? CblasTrans : CblasNoTrans, Int32(a.rows), Int32(a.columns), 1, x, Int32(a.leadingDimension), v, 1, 0,
                &result, 1)
        }
        return result
    }
}

extension Matrix {
    /// The product A·B.
    public func product(_ other: Matrix) -> Matrix { view.product(other.view) }
    /// The product A′·B.
    public func transposedProduct(_ other: Matrix) -> Matrix { view.transposedProduct(other.view) }
    /// The product A·B′.
    public func productTransposed(_ other: Matrix) -> Matrix { view.productTransposed(other.view) }
    /// The product A·v.
    public func product(_ vector: [Double]) -> [Double] { view.product(vector) }
    /// The product A′·v.
    public func transposedProduct(_ vector: [Double]) -> [Double] { view.transposedProduct(vector) }
    /// The symmetric product A′·A.
    public func crossProduct() -> Matrix { view.crossProduct() }

    /// The sandwich A′·M·A of a symmetric M, symmetric to the last bit.
    public func sandwich(_ middle: Matrix) -> Matrix {
        var result = transposedProduct(middle.product(self))
        result.symmetrize()
        return result
    }

    /// Replaces the matrix by the mean of itself and its transpose.
    public mutating func symmetrize() {
        precondition(rows == columns, "\(rows) × \(columns) is not square")
        for j in 0..<columns {
            for i in 0..<j {
                let mean = (self[i, j] + self[j, i]) / 2
                self[i, j] = mean
                self[j, i] = mean
            }
        }
    }

    /// Adds `factor` · v·v′ to a square matrix.
    public mutating func addOuterProduct(_ vector: [Double], times factor: Double = 1) {
        precondition(rows == vector.count && columns == vector.count, "outer product of length \(vector.count) added to \(rows) × \(columns)")
        let n = rows
        withMutableElements { c in
            for j in 0..<n {
                let scaled = factor * vector[j]
                for i in 0..<n { c[j * n + i] += vector[i] * scaled }
            }
        }
    }
}
