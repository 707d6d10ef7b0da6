import LinearAlgebra
import Testing

@testable import Statistics

private struct ComparisonReference: Decodable {
    struct History: Decodable {
        var years, counts, exposures: [Double]
    }
    var histories: [History]
    var dispersion: Double
    var multipliers: [Double]
    var estimates, errors: [Double]
    var betweenVariance: Double
    var first: [Double]
    var narrow: [Double]
}

@Suite("Dispersion of counts, rank sets of many bodies, rank probabilities, sensitivity of an index")
struct RankComparisonTests {
    private let reference: ComparisonReference

    init() throws { reference = try ReferenceFile.load("RankComparison") }

    @Test("φ and ψ solve the moment equation") func dispersion() throws {
        let histories = reference.histories.map { CountDispersion.History(years: $0.years, counts: $0.counts, exposures: $0.exposures) }
        let fit = try CountDispersion().fit(histories)
        #expect(agrees(fit.dispersion, reference.dispersion, relative: 1e-9))
        // Each ψ̃ lies between the body's own and the prior's.
        let freedom = histories.map { Double($0.counts.count - 2) }
        let prior = try VarianceShrinkage().fit(variances: reference.multipliers, degreesOfFreedom: freedom)
        for i in histories.indices {
            let posterior = prior.posterior(variance: reference.multipliers[i], degreesOfFreedom: freedom[i])
            #expect(agrees(fit.multipliers[i], posterior.variance, relative: 1e-6))
        }
        #expect(fit.observations == histories.count)
    }

    @Test("Poisson counts show no dispersion; bodies without a history have the others'") func withoutDispersion() throws {
        let steady = CountDispersion.History(years: [1, 2, 3, 4, 5], counts: [100, 101, 99, 100, 100], exposures: [1, 1, 1, 1, 1])
        let empty = CountDispersion.History(years: [], counts: [], exposures: [])
        let fit = try CountDispersion().fit([steady, steady, empty])
        #expect(fit.dispersion == 0)
        #expect(fit.multipliers[2] > 0 && fit.degreesOfFreedom[2] > 0)
        #expect(throws: EstimationError.tooFewObservations(needed: 1, found: 0)) { try CountDispersion().fit([empty]) }
        let negative = CountDispersion.History(years: [1, 2, 3], counts: [1, -1, 2], exposures: [1, 1, 1])
        #expect(throws: EstimationError.invalidValue(index: 1, value: -1)) { try CountDispersion().fit([steady, negative]) }
        // All events in the last year: the trend has no finite maximum, and the search ends.
        let late = CountDispersion.History(years: [1, 2, 3, 4], counts: [0, 0, 0, 40], exposures: [1, 1, 1, 1])
        #expect(try CountDispersion().fit([late, steady]).multipliers.allSatisfy(\.isFinite))
    }

    @Test("the bound passes over no pair: maxima are those of all pairs", arguments: [2, 31, 33, 150])
    func boundedMaxima(bodies: Int) {
        var generator = Philox(seed: UInt64(bodies), stream: 7)
        let errors = (0..<bodies).map { $0 % 17 == 3 ? 0 : 0.01 + 3 * generator.uniform() * generator.uniform() }
        let open = (0..<bodies * bodies).map { index -> UInt8 in
            let (j, k) = (min(index / bodies, index % bodies), max(index / bodies, index % bodies))
            return j != k && errors[j] + errors[k] > 0 && (j * 31 + k * 17) % 3 != 0 ? 1 : 0
        }
        for degrees in [nil, (0..<bodies).map { $0 % 2 == 0 ? 4.0 : .infinity }] {
            let pairs = IndependentPairs(standardErrors: errors, degreesOfFreedom: degrees, draws: 40, seed: 3)
            let (found, unit) = (pairs.maxima(open), errors.max() ?? 0)
            for draw in 0..<40 {
                let z = pairs.deviations(ofDraw: draw).map { Double($0) * unit }
                var largest = 0.0
                for j in 0..<bodies {
                    for k in 0..<bodies where open[j * bodies + k] != 0 {
                        let difference = (z[j] - z[k]).magnitude
                        largest = max(largest, difference / (errors[j] * errors[j] + errors[k] * errors[k]).squareRoot())
                    }
                }
                #expect(agrees(found[draw], largest, relative: 1e-5))
            }
        }
    }

    @Test("errors that are estimated widen the sets") func heavyTails() throws {
        let estimates = (0..<30).map { Double($0) * 0.4 }
        let errors = estimates.map { _ in 0.5 }
        let known = try RankConfidenceSets(draws: 2000).fit(estimates: estimates, standardErrors: errors)
        let estimated = try RankConfidenceSets(draws: 2000).fit(
            estimates: estimates, standardErrors: errors, degreesOfFreedom: errors.map { _ in 5 })
        #expect(estimated.criticalValue > known.criticalValue * 1.2)
        #expect(zip(known.lower, estimated.lower).allSatisfy { $0 >= $1 } && zip(known.upper, estimated.upper).allSatisfy { $0 <= $1 })
    }

    /// Beside a body without error the largest difference is the deviation of the other alone.
    @Test("deviations follow Student's law with their degrees of freedom", arguments: [1, 3, 8, 200, Double.infinity])
    func deviations(degrees: Double) {
        let draws = 200_000
        let pairs = IndependentPairs(standardErrors: [0, 2], degreesOfFreedom: [.infinity, degrees], draws: draws, seed: 11)
        let sizes = pairs.maxima([0, 1, 1, 0])
        let t = StudentT(degreesOfFreedom: min(degrees, 1e9))
        for share in [0.9, 0.5, 0.1, 0.01, 0.001] {
            let beyond = Double(sizes.count { $0 > t.upperTailQuantile(share / 2) })
            let spread = (share * (1 - share) * Double(draws)).squareRoot()
            #expect(abs(beyond - share * Double(draws)) < 4.5 * spread, "\(degrees), \(share): \(beyond)")
        }
    }

    @Test("rank probabilities are those of the posterior") func probabilities() throws {
        let fit = try RankProbabilities(draws: 200_000).fit(estimates: reference.estimates, standardErrors: reference.errors)
        #expect(agrees(fit.betweenVariance, reference.betweenVariance, relative: 1e-9))
        for i in 0..<3 {
            let probabilities = fit.probabilities(of: i)
            #expect(abs(probabilities[0] - reference.first[i]) < 0.004)
            #expect(agrees(probabilities.reduce(0, +), 1, relative: 1e-12))
        }
        // Estimates that differ no more than their errors say nothing: every rank is as likely as another where errors are alike.
        let alike = try RankProbabilities(draws: 20_000).fit(estimates: reference.narrow, standardErrors: [2, 2, 2])
        #expect(alike.betweenVariance == 0)
    }

    @Test("shares of an index whose ranks hang on weights alone") func sensitivity() throws {
        // Two indicators that order the bodies in opposite ways, evenly spaced, so that normalization changes no rank under an arithmetic mean.
        let scores = Matrix(columns: [[1, 2, 3, 4, 5], [5, 4, 3, 2, 1]])
        let fit = try IndexSensitivity(draws: 300, seed: 5).fit(scores: scores, directions: [1, 1])
        for shares in [fit.bodies[0], fit.bodies[4]] {
            #expect(shares.weights.first > 0.7)
            #expect(shares.normalization.first < 0.05)
            for share in [shares.weights, shares.normalization, shares.aggregation] {
                #expect(share.first >= -1e-12 && share.total >= share.first - 1e-12 && share.total <= 1 + 1e-12)
            }
        }
        // A body that is best everywhere is first under every choice: nothing to explain.
        let best = try IndexSensitivity(draws: 50).fit(scores: Matrix(columns: [[9, 2, 3], [9, 4, 3]]), directions: [1, 1])
        #expect(best.meanRanks[0] == 1 && best.bodies[0].weights.total == 0)
    }

    @Test("sums that differ in their last digits tie") func tiesUpToRounding() throws {
        let scores = Matrix(rows: [[5, 3, 2], [7, 2, 3], [0, 9, 9], [9, 0, 0]])
        let fit = try CompositeIndex(weights: .own([1, 5, 3])).fit(normalized: scores, weights: [1.0 / 9, 5.0 / 9, 3.0 / 9])
        #expect(fit.ranks[0] == fit.ranks[1])
    }
}
