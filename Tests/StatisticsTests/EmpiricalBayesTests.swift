import Testing

@testable import Statistics

@Suite struct EmpiricalBayesTests {
    enum Degrees: Decodable {
        case finite(Double)
        case infinite
        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let value = try? container.decode(Double.self) { self = .finite(value) } else { self = .infinite }
        }
        var value: Double { if case .finite(let value) = self { value } else { .infinity } }
    }
    struct Reference: Decodable {
        struct Shrinkage: Decodable {
            let variances: [Double]
            let df: [Double]
            let priorDF: Degrees
            let priorVariance: Double
            let posterior: [Double]
        }
        struct Moderated: Decodable {
            let rho: Double
            let slope: [Double]
            let intercept: [Double]
            let se: [Double]
            let t: [Double]
            let df: [Double]
            let p: [Double]
        }
        struct Quasi: Decodable {
            let slope: [Double]
            let phi: [Double]
            let post: [Double]
            let F: [Double]
            let p: [Double]
            let se: [Double]
            let total: [Double]
        }
        let shrinkage: [Shrinkage]
        let years: [Double]
        let y: [[Double]]
        let moderated: [Moderated]
        let counts: [[Double]]
        let exposure: [[Double]]
        let plain: Quasi
        let offset: Quasi
    }
    let reference: Reference

    init() throws { reference = try ReferenceFile.load("EmpiricalBayes") }

    @Test func varianceShrinkageAgreesWithLimma() throws {
        for shrinkage in reference.shrinkage {
            let prior = try VarianceShrinkage().fit(variances: shrinkage.variances, degreesOfFreedom: shrinkage.df)
            #expect(agrees(prior.degreesOfFreedom, shrinkage.priorDF.value), "\(prior)")
            #expect(agrees(prior.variance, shrinkage.priorVariance), "\(prior)")
            for (index, expected) in shrinkage.posterior.enumerated() {
                let found = prior.posterior(variance: shrinkage.variances[index], degreesOfFreedom: shrinkage.df[index])
                #expect(agrees(found.variance, expected))
            }
        }
    }

    @Test func moderatedTrendsAgreeWithLimma() throws {
        for expected in reference.moderated {
            let fit = try ModeratedTrends(autocorrelation: .fixed(expected.rho)).fit(x: reference.years, series: reference.y)
            for (index, trend) in fit.trends.enumerated() {
                let trend = try #require(trend)
                #expect(agrees(trend.slope, expected.slope[index], relative: 1e-9))
                #expect(agrees(trend.intercept, expected.intercept[index], relative: 1e-8))
                #expect(agrees(trend.standardError, expected.se[index], relative: 1e-9))
                #expect(agrees(trend.degreesOfFreedom, expected.df[index], relative: 1e-9))
                #expect(agrees(trend.pValue, expected.p[index], relative: 1e-8))
            }
        }
    }

    @Test(arguments: [false, true]) func quasiPoissonTrendsAgreeWithR(offset: Bool) throws {
        let expected = offset ? reference.offset : reference.plain
        let fit = try QuasiPoissonTrends(autocorrelation: .none, exactBelowMean: 0).fit(
            x: reference.years, counts: reference.counts, exposure: offset ? reference.exposure : nil)
        for (index, trend) in fit.trends.enumerated() {
            let trend = try #require(trend)
            #expect(agrees(trend.slope, expected.slope[index], relative: 1e-9))
            #expect(agrees(trend.ownDispersion, expected.phi[index]))
            guard trend.method == .quasiLikelihood else { continue }
            #expect(agrees(trend.dispersion, expected.post[index]))
            // A deviance difference near zero keeps only the digits that glm's convergence leaves it.
            #expect(agrees(trend.statistic, expected.F[index], relative: 1e-8, absolute: 1e-11))
            #expect(agrees(trend.pValue, expected.p[index], relative: 1e-8))
            #expect(agrees(trend.standardError, expected.se[index]))
            let interval = trend.confidenceInterval(level: 0.9)
            #expect(interval.lower < trend.slope && trend.slope < interval.upper)
            #expect((trend.pValue < 0.1) == !interval.contains(0))
        }
    }

    @Test func theExactLawIsThatOfAllArrangements() throws {
        let steps = [0.0, 1, 3]
        let exposure = [1.0, 2, 0.5]
        let counts = [0.0, 1, 3]
        var observed = 0.0
        var (lower, upper, total) = (0.0, 0.0, 0.0)
        observed = zip(steps, counts).reduce(0) { $0 + $1.0 * $1.1 }
        for code in 0..<81 {
            let draws = [code % 3, code / 3 % 3, code / 9 % 3, code / 27]
            let weight = draws.reduce(1) { $0 * exposure[$1] }
            let sum = draws.reduce(0) { $0 + steps[$1] }
            total += weight
            if sum <= observed { lower += weight }
            if sum >= observed { upper += weight }
        }
        let fit = try QuasiPoissonTrends(autocorrelation: .none).fit(x: [2010, 2011, 2013], counts: [counts], exposure: [exposure])
        let trend = try #require(fit.trends[0])
        #expect(trend.method == .exact)
        #expect(agrees(trend.pValue, min(1, 2 * min(lower, upper) / total)))
        let interval = trend.confidenceInterval(level: 0.5)
        let law = try #require(ConditionalTrendLaw(steps: steps, counts: counts, exposure: exposure))
        #expect(agrees(law.tails(interval.lower).upper, 0.25, relative: 1e-9) && agrees(law.tails(interval.upper).lower, 0.25, relative: 1e-9))
    }

    @Test func countsAtOneEndHaveAHalfOpenInterval() throws {
        let fit = try QuasiPoissonTrends(autocorrelation: .none, exactBelow: 0, exactBelowMean: 0).fit(
            x: [1, 2, 3, 4], counts: [[0, 0, 0, 30], [12, 0, 0, 0], [0, 0, 0, 0], [5, 5, 5, 5]])
        let rising = try #require(fit.trends[0])
        #expect(rising.slope == .infinity && rising.pValue < 1e-3)
        let interval = rising.confidenceInterval()
        #expect(interval.lower > 0 && interval.lower.isFinite && interval.upper == .infinity)
        #expect(try #require(fit.trends[1]).slope == -.infinity)
        #expect(fit.trends[2] == nil)
        #expect(try #require(fit.trends[3]).pValue == 1)
        let exact = try QuasiPoissonTrends(autocorrelation: .none).fit(x: [1, 2, 3], counts: [[0, 0, 4]])
        #expect(try #require(exact.trends[0]).confidenceInterval().upper == .infinity)
    }

    @Test func pooledAutocorrelationFindsWhatWasSimulated() throws {
        var generator = SimpleTrendBatchTests.Generator(state: 5)
        func normal() -> Double { Normal().quantile((Double(generator.next() >> 11) + 0.5) * 0x1p-53) }
        for rho in [0.0, 0.4, -0.3] {
            let series = (0..<3000).map { index -> [Double?] in
                var error = normal()
                let slope = normal()
                return (0..<8).map { year in
                    if year > 0 { error = rho * error + (1 - rho * rho).squareRoot() * normal() }
                    return index % 4 == 0 && year == 3 ? nil : 10 + slope * Double(year) + error
                }
            }
            let fit = try PooledAutocorrelation().fit(x: (0..<8).map(Double.init), series: series)
            #expect((fit.autocorrelation - rho).magnitude < 0.04, "\(fit)")
            if rho == 0 { #expect(fit.meanResidualAutocorrelation < -0.1) }
        }
    }

    @Test func theExpectedLagRatioIsExactWithoutAutocorrelation() {
        // E[r] = tr(MB)/tr(M), because r does not depend on Σe² then.
        let design = LagDesign(steps: [0, 1, 2, 3, 4])
        let t = [-2.0, -1, 0, 1, 2]
        let trace = (1..<5).reduce(0.0) { $0 - 0.2 - t[$1] * t[$1 - 1] / 10 }
        #expect(agrees(design.expectation(autocorrelation: 0), trace / 3, relative: 1e-10))
    }

    @Test func shortSeriesAndEmptyOnesAreToldApart() throws {
        let fit = try ModeratedTrends().fit(x: [1, 2, 3, 4], series: [[1, 2, 4, 4], [nil, 2, 3, nil], [3, 3, 3, 3], [5, 1, nil, 7]])
        #expect(fit.trends[1] == nil && fit.trends[0] != nil)
        #expect(try #require(fit.trends[2]).pValue == 1)
        #expect(throws: EstimationError.tooFewObservations(needed: 1, found: 0)) { try ModeratedTrends().fit(x: [1, 2], series: [[1, 2]]) }
        #expect(throws: EstimationError.invalidValue(index: 1, value: -1)) { try QuasiPoissonTrends().fit(x: [1, 2, 3], counts: [[1, -1, 2]]) }
        #expect(throws: EstimationError.invalidValue(index: 0, value: -2)) {
            try VarianceShrinkage().fit(variances: [-2, 1], degreesOfFreedom: [3, 3])
        }
    }
}
