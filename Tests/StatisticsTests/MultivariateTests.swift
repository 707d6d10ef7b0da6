import LinearAlgebra
import Statistics
import Testing

private struct MultivariateReference: Decodable {
    struct Determinant: Decodable {
        var alpha: Double
        var center, covariance, rawCenter, rawCovariance, distances: [Double]
        var subset: [Int]
    }
    var rows, columns: Int
    var data, variances, loadings: [Double]
    var mcd: [Determinant]
    var matrix: Matrix { Matrix(rows: rows, columns: columns, elements: data) }
}

private func agree(_ found: [Double], _ expected: [Double], relative: Double = 1e-10) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { agrees($0, $1, relative: relative, absolute: 1e-12) }
}

@Suite("Multivariate")
struct MultivariateTests {
    private let reference: MultivariateReference

    init() throws { reference = try ReferenceFile.load("Multivariate") }

    @Test("principal components agree with prcomp")
    func components() throws {
        let fit = try PrincipalComponents().fit(reference.matrix)
        #expect(agree(fit.variances, reference.variances))
        #expect(agree(fit.loadings.elements, reference.loadings, relative: 1e-9))
        #expect(abs(fit.explainedShares.reduce(0, +) - 1) < 1e-14)
        #expect(fit.scores.rows == reference.rows)
        #expect(throws: EstimationError.noVariation(value: 2)) { try PrincipalComponents().fit(Matrix(columns: [[2, 2, 2], [1, 2, 3]])) }
    }

    @Test("at a support of three quarters the subset and estimates are those of robustbase")
    func determinant() throws {
        let expected = reference.mcd[1]
        let fit = try MinimumCovarianceDeterminant(support: expected.alpha).fit(reference.matrix)
        #expect(fit.subset == expected.subset)
        #expect(agree(fit.rawCenter, expected.rawCenter))
        #expect(agree(fit.rawCovariance.elements, expected.rawCovariance))
        #expect(agree(fit.center, expected.center))
        #expect(agree(fit.covariance.elements, expected.covariance))
        #expect(agree(fit.distances, expected.distances))
        #expect((0..<25).allSatisfy { fit.isOutlier[$0] })
    }

    @Test("at a support of one half the determinant is within one percent of robustbase's, and the planted outliers are outside")
    func half() throws {
        let expected = reference.mcd[0]
        let fit = try MinimumCovarianceDeterminant(support: expected.alpha).fit(reference.matrix)
        let theirs = try Cholesky(Matrix(rows: 4, columns: 4, elements: expected.rawCovariance)).logDeterminant
        #expect(try Cholesky(fit.rawCovariance).logDeterminant < theirs + 0.01)
        #expect((0..<25).allSatisfy { fit.isOutlier[$0] })
    }

    @Test("shifts and scales of columns move the estimate with them")
    func equivariance() throws {
        let base = try MinimumCovarianceDeterminant().fit(reference.matrix)
        let scale = [1e-6, 3, 1e5, 7]
        let moved = Matrix(columns: (0..<4).map { j in reference.matrix.column(j).map { $0 * scale[j] + 10 * scale[j] } })
        let fit = try MinimumCovarianceDeterminant().fit(moved)
        #expect(fit.subset == base.subset)
        #expect(agree(fit.distances, base.distances, relative: 1e-9))
        #expect(agree(fit.center, (0..<4).map { (base.center[$0] + 10) * scale[$0] }, relative: 1e-9))
    }

    @Test("the order of observations does not matter, powers of two change no digit")
    func permutation() throws {
        let base = try MinimumCovarianceDeterminant().fit(reference.matrix)
        let rows = (0..<reference.rows).map { ($0 * 37 + 11) % reference.rows }
        let other = try MinimumCovarianceDeterminant().fit(reference.matrix.selecting(rows: rows))
        #expect(other.subset.map { rows[$0] }.sorted() == base.subset)
        #expect(agree(other.distances, rows.map { base.distances[$0] }, relative: 1e-10))
        let scaled = try MinimumCovarianceDeterminant().fit(reference.matrix.mapElements { $0 * 0x1p100 })
        #expect(scaled.distances == base.distances)
    }

    @Test("many observations, ties and far outliers: the outliers are told apart, and the subset stands still")
    func many() throws {
        var generator = Philox(seed: 21)
        let n = 9001
        func normal() -> Double { Normal().quantile(generator.uniform()) }
        var columns = [[Double]](repeating: [], count: 3)
        for i in 0..<n {
            let common = normal()
            let isFar = i % 5 == 0
            // Whole numbers: many observations share a rank.
            columns[0].append((isFar ? 4000 : 0) + (20 * (common + normal())).rounded())
            columns[1].append((isFar ? -1e7 : 0) + common + normal())
            columns[2].append((isFar ? 9 : 0) + normal())
        }
        let data = Matrix(columns: columns)
        let fit = try MinimumCovarianceDeterminant().fit(data)
        #expect((0..<n).allSatisfy { $0 % 5 != 0 || fit.isOutlier[$0] })
        #expect(fit.subset.count == (n + 3 + 1) / 2)
        #expect(fit.subset.allSatisfy { $0 % 5 != 0 })
        #expect(Double(fit.isOutlier.count { $0 }) < 0.24 * Double(n))
        // A concentration step from the raw estimate chooses the same subset again.
        let whitening = try Cholesky(fit.rawCovariance)
        let centered = Matrix(rows: (0..<n).map { i in (0..<3).map { data[i, $0] - fit.rawCenter[$0] } }).transposed()
        let whitened = whitening.solveTransposedFactor(centered)
        let squares = (0..<n).map { i in (0..<3).reduce(0.0) { $0 + whitened[$1, i] * whitened[$1, i] } }
        let largest = fit.subset.map { squares[$0] }.max() ?? 0
        #expect(squares.count { $0 < largest * (1 - 1e-9) } < fit.subset.count)
    }

    @Test("data without a robust scatter are typed errors")
    func errors() {
        #expect(throws: EstimationError.tooFewObservations(needed: 4, found: 3)) {
            try MinimumCovarianceDeterminant().fit(Matrix(columns: [[1, 2, 3]]))
        }
        #expect(throws: EstimationError.noVariation(value: 5)) {
            try MinimumCovarianceDeterminant().fit(Matrix(columns: [[5, 5, 5, 5, 1, 2], [1, 2, 3, 4, 5, 6]]))
        }
        let line: [Double] = (0..<20).map { Double(($0 * 7) % 20) }
        #expect(throws: EstimationError.rankDeficient(rank: 1, columns: 2)) {
            try MinimumCovarianceDeterminant().fit(Matrix(columns: [line, line.map { 2 * $0 }]))
        }
    }
}
