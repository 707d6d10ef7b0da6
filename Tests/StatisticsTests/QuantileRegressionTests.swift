import LinearAlgebra
import Statistics
import Testing

@Suite struct QuantileRegressionTests {
    struct Reference: Decodable {
        struct Case: Decodable {
            let x: [[Double]]
            let y: [Double]
            let tau: Double
            let coefficients: [Double]
            let errors: [Double]
            let objective: Double
        }
        let cases: [Case]
    }

    @Test func agreesWithQuantreg() throws {
        let reference: Reference = try ReferenceFile.load("QuantileRegression")
        for expected in reference.cases {
            let fit = try QuantileRegression(quantile: expected.tau).fit(design: Matrix(columns: expected.x), response: expected.y)
            #expect(agrees(fit.objective, expected.objective, relative: 1e-10))
            for (found, value) in zip(fit.coefficients, expected.coefficients) { #expect(agrees(found, value, relative: 1e-9)) }
            for (found, value) in zip(try #require(fit.standardErrors), expected.errors) {
                #expect(agrees(found, value, relative: 1e-7), "\(expected.tau)")
            }
        }
    }

    @Test func theMedianOfAConstantDesignIsTheMedian() throws {
        let fit = try QuantileRegression().fit(design: Matrix(rows: 5, columns: 1, repeating: 1), response: [9, 1, 4, 1000, 3])
        #expect(fit.coefficients == [4])
        let tied = try QuantileRegression(quantile: 0.9).fit(design: Matrix(rows: 6, columns: 1, repeating: 1), response: [2, 2, 2, 2, 2, 2])
        #expect(tied.coefficients == [2] && tied.objective == 0)
    }

    @Test func shiftsAndScalesCarryThroughAndWildValuesDoNot() throws {
        var generator = Philox(seed: 4)
        let x = (0..<40).map { Double($0) }
        let y = x.map { 5 + 0.7 * $0 + generator.normal() }
        let design = Matrix(columns: [x.map { _ in 1 }, x])
        let fit = try QuantileRegression(quantile: 0.3).fit(design: design, response: y)
        let moved = try QuantileRegression(quantile: 0.3).fit(design: design, response: y.map { 100 + 3 * $0 })
        #expect(agrees(moved.coefficients[1], 3 * fit.coefficients[1], relative: 1e-10))
        let mirrored = try QuantileRegression(quantile: 0.7).fit(design: design, response: y.map { -$0 })
        #expect(agrees(mirrored.coefficients[1], -fit.coefficients[1], relative: 1e-9))
        let median = try QuantileRegression().fit(design: design, response: y)
        var wild = y
        if let highest = median.residuals.indices.first(where: { median.residuals[$0] > 0.1 }) { wild[highest] += 1e6 }
        #expect(try QuantileRegression().fit(design: design, response: wild).coefficients == median.coefficients)
    }

    @Test func whatCannotBeFittedSaysWhy() {
        #expect(throws: EstimationError.rankDeficient(rank: 1, columns: 2)) {
            try QuantileRegression().fit(design: Matrix(columns: [[1, 1, 1], [2, 2, 2]]), response: [1, 2, 3])
        }
        #expect(throws: EstimationError.tooFewObservations(needed: 2, found: 1)) {
            try QuantileRegression().fit(design: Matrix(columns: [[1], [2]]), response: [1])
        }
        #expect(throws: EstimationError.invalidValue(index: 1, value: .infinity)) {
            try QuantileRegression().fit(design: Matrix(columns: [[1, 1]]), response: [1, .infinity])
        }
    }
}
