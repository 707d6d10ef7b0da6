import Foundation
import LinearAlgebra
import Testing

private func largestDifference(_ a: Matrix, _ b: Matrix) -> Double { zip(a.elements, b.elements).map { abs($0 - $1) }.max() ?? 0 }

private func norm(_ a: Matrix) -> Double { a.elements.map { abs($0) }.max() ?? 0 }

@Suite("Properties of factorizations")
struct FactorizationPropertyTests {
    private static let units: [Double] = [1, 1e300, 1e-300, 0x1p-1060, 1e-8]

    @Test("singular values, rank and vectors keep in units at the ends of the range", arguments: units)
    func singularValues(unit: Double) throws {
        let a = sampleMatrix(8, 5, seed: 11).mapElements { $0 * unit }
        let svd = try SingularValueDecomposition(a)
        #expect(svd.rank() == 5)
        let base = try SingularValueDecomposition(sampleMatrix(8, 5, seed: 11))
        // A denormal has few digits of its own.
        let tolerance = unit < 1e-307 ? 1e-3 : 1e-13
        #expect(zip(svd.values, base.values).allSatisfy { abs($0 / unit - $1) < tolerance * base.values[0] })
        #expect(largestDifference(svd.right.crossProduct(), .identity(5)) < 1e-14)
    }

    @Test("pivoted QR tells the rank in any units", arguments: units)
    func rank(unit: Double) throws {
        let a = sampleMatrix(9, 4, seed: 12)
        let dependent = a.appending(column: zip(a.column(0), a.column(3)).map { $0 + $1 }).mapElements { $0 * unit }
        if unit > 1e-305 {
            #expect(try PivotedQR(dependent).rank == 4)
            #expect(try PivotedQR(a.mapElements { $0 * unit }).rank == 4)
        }
        let factor = try PivotedQR(a.mapElements { $0 * unit })
        let product = factor.orthonormalFactor().product(factor.upperFactor)
        let expected = a.selecting(columns: factor.permutation).mapElements { $0 * unit }
        #expect(largestDifference(product, expected) <= max(1e-14 * norm(expected), 20 * Double.leastNonzeroMagnitude))
    }

    @Test("Cholesky: a scaled matrix has the scaled factor; nearly singular ones tell their condition, indefinite ones the minor")
    func cholesky() throws {
        let a = sampleMatrix(12, 5, seed: 13).crossProduct()
        let base = try Cholesky(a)
        for exponent in [-900, -100, 100, 900] {
            let factor = try Cholesky(a.mapElements { $0 * Double(sign: .plus, exponent: exponent, significand: 1) })
            let expected = base.upperFactor.mapElements { $0 * Double(sign: .plus, exponent: exponent / 2, significand: 1) }
            #expect(largestDifference(factor.upperFactor, expected) <= 1e-15 * norm(expected))
            #expect(abs(factor.condition / base.condition - 1) < 1e-10)
        }
        let near = try Cholesky(Matrix(columns: [[1, 1], [1, 1 + 1e-14]]))
        #expect(near.condition > 1e13)
        #expect(throws: LinearAlgebraError.notPositiveDefinite(leadingMinor: 1)) { try Cholesky(Matrix(rows: 2, columns: 2)) }
        #expect(throws: LinearAlgebraError.notPositiveDefinite(leadingMinor: 2)) { try Cholesky(Matrix(columns: [[1, 1], [1, 1]])) }
    }

    @Test("eigenvalues shift with the diagonal, scale with the matrix, and do not mind the order of rows and columns")
    func eigenvalues() throws {
        let a = sampleMatrix(15, 6, seed: 14).crossProduct()
        let base = try SymmetricEigen(a)
        var shifted = a
        for i in 0..<6 { shifted[i, i] += 10 }
        #expect(zip(try SymmetricEigen(shifted).values, base.values).allSatisfy { abs($0 - $1 - 10) < 1e-13 })
        for unit in [1e150, 1e-150, 1e300] {
            #expect(zip(try SymmetricEigen(a.mapElements { $0 * unit }).values, base.values).allSatisfy { abs($0 / unit - $1) < 1e-13 })
        }
        let order = [3, 0, 5, 1, 4, 2]
        let permuted = try SymmetricEigen(a.selecting(columns: order).selecting(rows: order))
        #expect(zip(permuted.values, base.values).allSatisfy { abs($0 - $1) < 1e-13 })
        let equal = try SymmetricEigen(.diagonal([2, 2, 2]))
        #expect(equal.values == [2, 2, 2])
        #expect(largestDifference(equal.vectors.crossProduct(), .identity(3)) < 1e-15)
    }

    @Test("least squares: the order of rows does not matter, a row twice is a row of twice the weight, shifts of the response are the constant's")
    func leastSquares() throws {
        let x = sampleMatrix(20, 3, seed: 15).prependingIntercept()
        let y = sampleMatrix(20, 1, seed: 16).column(0)
        let base = try LeastSquares(design: x, response: y)
        let order = (0..<20).map { ($0 * 7 + 3) % 20 }
        let permuted = try LeastSquares(design: x.selecting(rows: order), response: order.map { y[$0] })
        #expect(zip(permuted.coefficients, base.coefficients).allSatisfy { abs($0 - $1) < 1e-14 })
        let all = Array(0..<20)
        let twice = try LeastSquares(design: x.selecting(rows: all + [4]), response: y + [y[4]])
        let roots = all.map { $0 == 4 ? 2.0.squareRoot() : 1 }
        let weighted = try LeastSquares(design: x.scalingRows(by: roots), response: zip(y, roots).map { $0 * $1 })
        #expect(zip(twice.coefficients, weighted.coefficients).allSatisfy { abs($0 - $1) < 1e-13 })
        let shifted = try LeastSquares(design: x, response: y.map { $0 + 1e6 })
        #expect(abs(shifted.coefficients[0] - base.coefficients[0] - 1e6) < 1e-9)
        #expect(zip(shifted.coefficients.dropFirst(), base.coefficients.dropFirst()).allSatisfy { abs($0 - $1) < 1e-9 })
    }

    @Test("two observations, two parameters: the line through both")
    func two() throws {
        let line = try LeastSquares(design: Matrix(columns: [[1, 1], [1, 3]]), response: [2, 8])
        #expect(line.coefficients == [-1, 3])
        #expect(line.residualSumOfSquares < 1e-28)
        let single = try LeastSquares(design: Matrix(columns: [[1, 1], [5, 5]]), response: [2, 8])
        #expect(single.rank == 1)
    }

    @Test("products of nothing are zero, those written into kept memory the same as those returned")
    func products() {
        let empty = Matrix(rows: 3, columns: 0).product(Matrix(rows: 0, columns: 2))
        #expect(empty == Matrix(rows: 3, columns: 2))
        #expect(Matrix(rows: 0, columns: 3).product(Matrix(rows: 3, columns: 2)) == Matrix(rows: 0, columns: 2))
        let (a, b) = (sampleMatrix(6, 4, seed: 17), sampleMatrix(4, 5, seed: 18))
        var memory = [Double](repeating: .nan, count: 40)
        memory.withUnsafeMutableBufferPointer { a.view.writeProduct(b[rows: 0..<4, columns: 1..<4], into: $0) }
        #expect(Array(memory[0..<18]) == Matrix(a.view.product(b[rows: 0..<4, columns: 1..<4]).view).elements)
        #expect(memory[18...].allSatisfy { $0.isNaN })
        let wide = Matrix(columns: [[1e300, 1e300]]).crossProduct()
        #expect(wide[0, 0] == .infinity)
    }
}
