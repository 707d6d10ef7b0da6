import ColumnStore
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
        struct Moderated: Decodable {
            let years: [Double]
            let y: [[Double]]
            let scale: Double
            let t, df, p: [Double]
        }
        let cases: [Case]
        let moderated: Moderated
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

    @Test func robustlyModeratedTrendsAgreeWithLimmaOneByOneAndAsAColumn() throws {
        let expected = try ReferenceFile.load("RobustShrinkage", as: Reference.self).moderated
        let model = ModeratedTrends(autocorrelation: .none, shrinkage: .robust)
        let fit = try model.fit(x: expected.years, series: expected.y)
        var columns = TrendColumns(seriesCount: expected.y.count)
        let (_, prior) = try model.fit(SeriesColumn(expected.y, periodCount: expected.years.count), x: expected.years, into: &columns)
        #expect(agrees(fit.prior.variance, expected.scale, relative: 1e-8) && agrees(prior.variance, expected.scale, relative: 1e-8))
        for (series, trend) in fit.trends.enumerated() {
            let trend = try #require(trend)
            // The quadrature of limma's moments has 128 points, the root 1e-14: what both leave is 1e-8.
            #expect(agrees(trend.statistic, expected.t[series], relative: 1e-8))
            #expect(agrees(trend.degreesOfFreedom, expected.df[series], relative: 1e-7))
            #expect(agrees(trend.pValue, expected.p[series], relative: 1e-6))
            #expect(agrees(try #require(columns[.statistic, series]), trend.statistic))
            #expect(agrees(try #require(columns[.pValue, series]), trend.pValue, relative: 1e-9))
        }
        // The two that jump about borrow least.
        let degrees = fit.trends.map { $0?.degreesOfFreedom ?? 0 }
        #expect(Set(degrees.indices.sorted { degrees[$0] < degrees[$1] }.prefix(2)) == [3, 16])
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
