import Statistics
import Testing

@Suite struct AdaptiveShrinkageTests {
    struct Reference: Decodable {
        struct Case: Decodable {
            let mode: Double
            let nullWeight: Double
            let estimates: [Double]
            let errors: [Double]
            let logLikelihood: Double
            let mean: [Double]
            let sd: [Double]
            let negative: [Double]
            let positive: [Double]
            let lfdr: [Double]
        }
        let cases: [Case]
    }

    @Test func agreesWithAnInteriorPointMethod() throws {
        let reference: Reference = try ReferenceFile.load("AdaptiveShrinkage")
        for expected in reference.cases {
            let fit = try AdaptiveShrinkage(mode: .fixed(expected.mode), nullWeight: expected.nullWeight)
                .fit(estimates: expected.estimates, standardErrors: expected.errors)
            #expect(agrees(fit.logLikelihood, expected.logLikelihood, relative: 1e-12), "\(fit.logLikelihood) \(expected.logLikelihood)")
            for (index, posterior) in fit.posteriors.enumerated() {
                let posterior = try #require(posterior)
                #expect(agrees(posterior.mean, expected.mean[index], absolute: 1e-10))
                #expect(agrees(posterior.standardDeviation, expected.sd[index], absolute: 1e-9))
                #expect(agrees(posterior.negativeProbability, expected.negative[index], absolute: 1e-10))
                #expect(agrees(posterior.positiveProbability, expected.positive[index], absolute: 1e-10))
                #expect(agrees(posterior.localFalseDiscoveryRate, expected.lfdr[index], absolute: 1e-10))
            }
        }
    }

    @Test func estimatesAreDrawnTowardTheModeAndKeepTheirOrderOfErrors() throws {
        let values = (0..<30).map { 2 + 0.1 * Double($0 % 7) }
        let fit = try AdaptiveShrinkage(mode: .estimated).fit(estimates: values, standardErrors: values.map { _ in 1.0 })
        #expect(fit.mode > 2 && fit.mode < 2.6)
        for (value, posterior) in zip(values, fit.posteriors) {
            let posterior = try #require(posterior)
            #expect((posterior.mean - fit.mode).magnitude <= (value - fit.mode).magnitude + 1e-9)
            #expect(posterior.localFalseSignRate <= 0.5 + 1e-12)
        }
    }

    @Test func shiftsAndScalesCarryThrough() throws {
        var generator = Philox(seed: 8)
        let errors = (0..<40).map { _ in 0.5 + generator.uniform() }
        let values = errors.map { 3 * generator.normal() + $0 * generator.normal() }
        let fit = try AdaptiveShrinkage(mode: .fixed(0)).fit(estimates: values, standardErrors: errors)
        let moved = try AdaptiveShrinkage(mode: .fixed(10)).fit(estimates: values.map { 10 + 4 * $0 }, standardErrors: errors.map { 4 * $0 })
        for (one, other) in zip(fit.posteriors, moved.posteriors) {
            let (one, other) = (try #require(one), try #require(other))
            #expect(agrees(10 + 4 * one.mean, other.mean, relative: 1e-9, absolute: 1e-8))
        }
    }

    @Test func missingAndHopelessEstimatesHaveNoPosterior() throws {
        let fit = try AdaptiveShrinkage().fit(estimates: [1, nil, 2, 3], standardErrors: [1, 1, nil, .infinity])
        #expect(fit.posteriors.map { $0 != nil } == [true, false, false, false])
        #expect(throws: EstimationError.tooFewObservations(needed: 1, found: 0)) {
            try AdaptiveShrinkage().fit(estimates: [nil], standardErrors: [1])
        }
        #expect(throws: EstimationError.invalidValue(index: 0, value: 0)) { try AdaptiveShrinkage().fit(estimates: [1], standardErrors: [0]) }
    }
}
