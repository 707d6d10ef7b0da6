import Statistics
import Testing

@Suite struct RobustShrinkageTests {
    struct Reference: Decodable {
        struct Case: Decodable {
            let variances: [Double]
            let df: [Double]
            let scale: Double
            let common: EmpiricalBayesTests.Degrees
            let own: [EmpiricalBayesTests.Degrees]
        }
        let cases: [Case]
    }

    @Test func agreesWithLimma() throws {
        let reference: Reference = try ReferenceFile.load("RobustShrinkage")
        for expected in reference.cases {
            let fit = try RobustVarianceShrinkage().fit(variances: expected.variances, degreesOfFreedom: expected.df)
            #expect(agrees(fit.common.variance, expected.scale, relative: 1e-8), "\(fit.common) \(expected.scale)")
            #expect(agrees(fit.common.degreesOfFreedom, expected.common.value, relative: 1e-7), "\(fit.common) \(expected.common.value)")
            for (prior, own) in zip(fit.priors, expected.own) {
                #expect(agrees(try #require(prior).degreesOfFreedom, own.value, relative: 1e-7))
            }
        }
    }

    @Test func anOutlierKeepsToItself() throws {
        var variances = (0..<50).map { 1 + 0.01 * Double($0) }
        variances[10] = 500
        let degrees = variances.map { _ in 6.0 }
        let robust = try RobustVarianceShrinkage().fit(variances: variances, degreesOfFreedom: degrees)
        let plain = try VarianceShrinkage().fit(variances: variances, degreesOfFreedom: degrees)
        #expect(robust.common.degreesOfFreedom > plain.degreesOfFreedom)
        let outlier = try #require(robust.priors[10]).posterior(variance: 500, degreesOfFreedom: 6)
        #expect(outlier.variance > 100)
    }

    @Test func missingVariancesHaveNoPrior() throws {
        let fit = try RobustVarianceShrinkage().fit(variances: [1, nil, 2, 3, 1.5], degreesOfFreedom: [3, 3, 3, 0, 3])
        #expect(fit.priors.map { $0 != nil } == [true, false, true, false, true])
        #expect(throws: EstimationError.noVariation(value: 0)) {
            try RobustVarianceShrinkage().fit(
                variances: [0, 0, 0, 0, 1, 2].map { $0 } + [Double](repeating: 0, count: 20), degreesOfFreedom: [Double](repeating: 3, count: 26))
        }
    }
}
