import Foundation
import LinearAlgebra
import Testing

/// A fixed sequence of numbers in (−1, 1): the tests' own, so that no generator's change moves them.
func sampleMatrix(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    var state = seed
    return Matrix(
        rows: rows, columns: columns,
        elements: (0..<(rows * columns)).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(Int64(bitPattern: state) >> 11) / Double(1 << 52)
        })
}

private func distance(_ a: Matrix, _ b: Matrix) -> Double { zip(a.elements, b.elements).map { abs($0 - $1) }.max() ?? 0 }

@Suite("Matrices and factorizations")
struct LinearAlgebraTests {
    @Test("products agree with their definition, on matrices and on views")
    func products() {
        let a = sampleMatrix(7, 5, seed: 1)
        let b = sampleMatrix(5, 4, seed: 2)
        let product = a.product(b)
        for i in 0..<7 {
            for j in 0..<4 {
                let expected = zip(a.row(i), b.column(j)).reduce(0) { $0 + $1.0 * $1.1 }
                #expect(abs(product[i, j] - expected) < 1e-15)
            }
        }
        #expect(distance(a.transposed().transposedProduct(b), product) < 1e-15)
        #expect(distance(a.productTransposed(b.transposed()), product) < 1e-15)
        #expect(distance(a.crossProduct(), a.transposedProduct(a)) < 1e-15)
        let block = a[rows: 2..<6, columns: 1..<4]
        #expect(Matrix(block)[0, 0] == a[2, 1])
        let other = b[rows: 1..<4, columns: 0..<2]
        #expect(distance(block.product(other), Matrix(block).product(Matrix(other))) < 1e-15)
        #expect(block.product([1, 0, 0]) == Matrix(block).column(0))
        #expect(Matrix(rows: 0, columns: 3).crossProduct() == Matrix(rows: 3, columns: 3))
    }

    @Test("Cholesky solves, inverts and knows its condition and determinant")
    func cholesky() throws {
        let a = sampleMatrix(12, 5, seed: 3).crossProduct()
        let factor = try Cholesky(a)
        #expect(distance(a.product(factor.inverse()), .identity(5)) < 1e-13)
        #expect(distance(factor.upperFactor.transposedProduct(factor.upperFactor), a) < 1e-14)
        #expect(distance(factor.solve(a), .identity(5)) < 1e-13)
        let values = try SymmetricEigen(a).values
        #expect(abs(factor.logDeterminant - log(values.reduce(1, *))) < 1e-12)
        let condition = values[0] / values[4]
        #expect(factor.condition > condition / 5 && factor.condition < 5 * condition)
        let whitened = factor.solveTransposedFactor(.identity(5))
        #expect(distance(whitened.crossProduct(), factor.inverse()) < 1e-13)
        #expect(throws: LinearAlgebraError.notPositiveDefinite(leadingMinor: 2)) { try Cholesky(Matrix(columns: [[1, 2], [2, 1]])) }
    }

    @Test("QR with pivoting reproduces the matrix and finds the rank")
    func pivotedQR() throws {
        let a = sampleMatrix(9, 4, seed: 4)
        let factor = try PivotedQR(a)
        #expect(factor.rank == 4)
        #expect(distance(factor.orthonormalFactor().product(factor.upperFactor), a.selecting(columns: factor.permutation)) < 1e-15)
        #expect(distance(factor.inverseGram(), try Cholesky(a.crossProduct()).inverse()) < 1e-12)
        let dependent = a.appending(column: zip(a.column(0), a.column(2)).map { $0 - 3 * $1 })
        #expect(try PivotedQR(dependent).rank == 4)
    }

    @Test("eigenvalues descend, vectors are orthonormal and oriented")
    func eigen() throws {
        let a = sampleMatrix(20, 6, seed: 5).crossProduct()
        let eigen = try SymmetricEigen(a)
        #expect(zip(eigen.values, eigen.values.dropFirst()).allSatisfy { $0 >= $1 })
        #expect(distance(eigen.vectors.crossProduct(), .identity(6)) < 1e-14)
        #expect(distance(eigen.applying { $0 }, a) < 1e-13)
        let root = eigen.inverseSquareRoot()
        #expect(distance(root.product(a).product(root), .identity(6)) < 1e-12)
        let singular = try SingularValueDecomposition(sampleMatrix(20, 6, seed: 5))
        #expect(zip(singular.values, eigen.values).allSatisfy { abs($0 * $0 - $1) < 1e-12 })
        #expect(singular.rank() == 6)
    }

    @Test("double-double arithmetic keeps what doubles lose")
    func doubleDouble() {
        let tiny = DoubleDouble(sum: 1, 1e-30) - DoubleDouble(1)
        #expect(tiny.value == 1e-30)
        let third = DoubleDouble(1) / DoubleDouble(3)
        #expect(abs((third * 3 - DoubleDouble(1)).value) < 1e-31)
        let root = DoubleDouble(2).squareRoot()
        #expect(abs((root * root - DoubleDouble(2)).value) < 1e-30)
        #expect(DoubleDouble.sum(of: [1e16, 1, -1e16, 1e-16]).value == 1 + 1e-16)
        #expect(DoubleDouble.innerProduct([1e16, 1, 1], [1, 1, -1e16]).value == 1)
    }

    @Test("the number of BLAS threads is set and restored")
    func threads() {
        let before = BLASThreads.count
        let inside = BLASThreads.with(1) { BLASThreads.count }
        #expect(inside == 1)
        #expect(BLASThreads.count == before)
        #expect(!BLASThreads.configuration.isEmpty)
    }
}

@Suite("Decimals behind doubles")
struct DecimalValueTests {
    @Test("what the nearest double leaves of a decimal is found again", arguments: [0.1, -0.3, 1e-7, 123456.789, 4.35e-200, 6.02e120])
    func tail(value: Double) {
        let tail = DecimalValue.tail(value)
        #expect(abs(tail) <= value.ulp / 2)
        #expect(tail != 0)
    }

    @Test("known tails and exact numbers")
    func known() {
        #expect(DecimalValue.tail(0.1) == -5.551115123125783e-18)
        #expect(DecimalValue.tail(0.5) == 0)
        #expect(DecimalValue.tail(1234567) == 0)
        #expect(DecimalValue.tail(0) == 0)
        #expect(DecimalValue.tail(.nan) == 0)
    }
}
