import LinearAlgebra
import Statistics
import Testing

private struct ShrinkageReference: Decodable {
    struct Interval: Decodable {
        var successes, trials: Int
        var wilson, clopperPearson, garwood: [Double]
    }
    struct Funnel: Decodable {
        var target, phi, tau: Double
        var lower, upper, z: [Double]
    }
    struct Range: Decodable {
        var bodies: Int
        var critical: Double
    }
    var successes, trials, counts: [Int]
    var exposures: [Double]
    var betaMean, betaPrecision, gammaMean, gammaShape: Double
    var betaLower, betaUpper, gammaLower, gammaUpper: [Double]
    var intervals: [Interval]
    var proportionFunnel, rateFunnel: Funnel
    var studentizedRange: [Range]
}

private func agree(_ found: [Double], _ expected: [Double], relative: Double = 1e-10, absolute: Double = 0) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { agrees($0, $1, relative: relative, absolute: absolute) }
}

@Suite("Shrinkage, funnels and rank sets")
struct RankingTests {
    private let reference: ShrinkageReference

    init() throws { reference = try ReferenceFile.load("Shrinkage") }

    @Test("proportions shrink to the maximum of the marginal likelihood")
    func betaBinomial() throws {
        let fit = try BetaBinomialShrinkage().fit(successes: reference.successes, trials: reference.trials)
        #expect(agrees(fit.mean, reference.betaMean))
        #expect(agrees(fit.precision, reference.betaPrecision))
        let intervals = fit.credibleInterval()
        #expect(agree(intervals.map(\.lower), reference.betaLower))
        #expect(agree(intervals.map(\.upper), reference.betaUpper))
        for i in fit.estimates.indices {
            let raw = Double(reference.successes[i]) / Double(reference.trials[i])
            #expect((fit.estimates[i] - raw) * (fit.estimates[i] - fit.mean) <= 0)
        }
    }

    @Test("rates shrink to the maximum of the marginal likelihood, whatever the unit of exposure", arguments: [1, 1e-9, 1e9])
    func gammaPoisson(unit: Double) throws {
        let fit = try GammaPoissonShrinkage().fit(counts: reference.counts, exposures: reference.exposures.map { $0 * unit })
        #expect(agrees(fit.mean * unit, reference.gammaMean))
        #expect(agrees(fit.shape, reference.gammaShape))
        let intervals = fit.credibleInterval()
        #expect(agree(intervals.map { $0.lower * unit }, reference.gammaLower, relative: 1e-9))
        #expect(agree(intervals.map { $0.upper * unit }, reference.gammaUpper, relative: 1e-9))
    }

    @Test("bodies that differ no more than chance allows are all given the pooled value")
    func noOverdispersion() throws {
        let proportions = try BetaBinomialShrinkage().fit(successes: [5, 10, 15, 0], trials: [10, 20, 30, 0])
        #expect(proportions.precision == .infinity)
        #expect(proportions.estimates.allSatisfy { $0 == 0.5 })
        let rates = try GammaPoissonShrinkage().fit(counts: [4, 8, 12], exposures: [1, 2, 3])
        #expect(rates.shape == .infinity)
        #expect(rates.estimates.allSatisfy { $0 == 4 })
        #expect(throws: EstimationError.noVariation(value: 1)) { try BetaBinomialShrinkage().fit(successes: [3, 4], trials: [3, 4]) }
        #expect(throws: EstimationError.noVariation(value: 0)) { try GammaPoissonShrinkage().fit(counts: [0, 0], exposures: [1, 2]) }
        #expect(throws: EstimationError.tooFewObservations(needed: 2, found: 1)) {
            try BetaBinomialShrinkage().fit(successes: [1, 0], trials: [2, 0])
        }
    }

    @Test("intervals agree with statsmodels and SciPy")
    func intervals() {
        for item in reference.intervals {
            let wilson = ProportionInterval.wilson(successes: item.successes, trials: item.trials, level: 0.9)
            #expect(agree([wilson?.lower ?? -1, wilson?.upper ?? -1], item.wilson, absolute: 1e-16))
            let exact = ProportionInterval.clopperPearson(successes: item.successes, trials: item.trials, level: 0.9)
            #expect(agree([exact?.lower ?? -1, exact?.upper ?? -1], item.clopperPearson))
            let rate = RateInterval.garwood(count: item.successes, exposure: Double(item.trials), level: 0.9)
            #expect(agree([rate?.lower ?? -1, rate?.upper ?? -1], item.garwood))
        }
        #expect(ProportionInterval.wilson(successes: 0, trials: 0) == nil)
    }

    @Test("exact funnel limits and over-dispersion agree with their formulas")
    func funnels() throws {
        let exact = try FunnelPlot(overdispersion: .none).fit(successes: reference.successes, trials: reference.trials)
        let expected = reference.proportionFunnel
        #expect(agrees(exact.target, expected.target))
        #expect(agree(exact.points.map(\.lower), expected.lower, relative: 1e-8, absolute: 1e-12))
        #expect(agree(exact.points.map(\.upper), expected.upper, relative: 1e-8))
        #expect(agrees(exact.dispersion, expected.phi))
        #expect(agree(exact.points.compactMap(\.zScore), expected.z, absolute: 1e-14))
        let random = try FunnelPlot(overdispersion: .additive).fit(successes: reference.successes, trials: reference.trials)
        #expect(agrees(random.standardDeviationBetween, expected.tau))
        #expect(random.points.count { $0.position != .within } < exact.points.count { $0.position != .within })
        let rates = try FunnelPlot(overdispersion: .none, level: 0.95).fit(counts: reference.counts, expected: reference.exposures)
        #expect(agree(rates.points.map(\.lower), reference.rateFunnel.lower, relative: 1e-8, absolute: 1e-12))
        #expect(agree(rates.points.map(\.upper), reference.rateFunnel.upper, relative: 1e-8))
        let multiplied = try FunnelPlot(overdispersion: .multiplicative, level: 0.95).fit(counts: reference.counts, expected: reference.exposures)
        #expect(agrees(multiplied.dispersion, reference.rateFunnel.phi))
        let widened = multiplied.points[3].zScore.map { $0 * max(1, reference.rateFunnel.phi).squareRoot() } ?? 0
        #expect(agrees(widened, reference.rateFunnel.z[3]))
    }

    @Test("the critical value of equal errors is that of the studentized range")
    func studentizedRange() throws {
        for item in reference.studentizedRange {
            let sets = try RankConfidenceSets(draws: 20_000 / item.bodies, isStepwise: false)
                .fit(estimates: [Double](repeating: 0, count: item.bodies), standardErrors: [Double](repeating: 2, count: item.bodies))
            #expect(abs(sets.criticalValue / item.critical - 1) < 0.06)
            #expect(sets.lower.allSatisfy { $0 == 1 })
            #expect(sets.upper.allSatisfy { $0 == item.bodies })
        }
    }

    @Test("bodies far apart have one rank; near ones share; steps only narrow the sets")
    func rankSets() throws {
        let estimates = [100, 50, 49.5, 0.0]
        let errors = [1.0, 1, 1, 1]
        let sets = try RankConfidenceSets().fit(estimates: estimates, standardErrors: errors)
        #expect(sets.lower == [1, 2, 2, 4])
        #expect(sets.upper == [1, 3, 3, 4])
        let closer = [3.9, 2.6, 1.2, 0.1]
        let one = try RankConfidenceSets(isStepwise: false).fit(estimates: closer, standardErrors: errors)
        let many = try RankConfidenceSets().fit(estimates: closer, standardErrors: errors)
        for i in 0..<4 { #expect(many.lower[i] >= one.lower[i] && many.upper[i] <= one.upper[i]) }
        let certain = try RankConfidenceSets().fit(estimates: [1, 1, 2], standardErrors: [0, 0, 0])
        #expect(certain.lower == [2, 2, 1])
        #expect(certain.upper == [3, 3, 1])
    }

    @Test("replicates that move together tell apart what independent errors could not")
    func replicates() throws {
        var generator = Philox(seed: 5)
        let replicates = (0..<400).map { _ -> [Double] in
            let common = Double.random(in: -5...5, using: &generator)
            return [1, 2, 3].map { $0 + common + Double.random(in: -0.1...0.1, using: &generator) }
        }
        let sets = try RankConfidenceSets().fit(estimates: [1, 2, 3], replicates: replicates)
        #expect(sets.lower == [3, 2, 1])
        #expect(sets.upper == [3, 2, 1])
    }

    @Test("true ranks lie in all sets at least at the level")
    func coverage() throws {
        var generator = Philox(seed: 9)
        let truth = [0.0, 0.5, 1, 3, 3.2]
        var covered = 0
        for trial in 0..<200 {
            let estimates = truth.map { mean in
                mean + (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) } * 0.5
            }
            let sets = try RankConfidenceSets(draws: 300, seed: UInt64(trial)).fit(estimates: estimates, standardErrors: truth.map { _ in 0.5 })
            let ranks = [5, 4, 3, 2, 1]
            covered += ranks.indices.allSatisfy { (sets.lower[$0]...sets.upper[$0]).contains(ranks[$0]) } ? 1 : 0
        }
        #expect(covered >= 184)
    }
}
