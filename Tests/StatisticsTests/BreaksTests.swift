import Foundation
import Statistics
import TestSupport
import Testing

@Suite struct ProportionComparisonTests {
    struct Reference: Decodable {
        struct Case: Decodable {
            let successes: [Int]
            let trials: [Int]
            let low: Double
            let high: Double
            let wilson: [Double]
            let p: Double
        }
        let cases: [Case]
    }

    @Test func intervalsAndExactTestAgreeWithStatsmodelsAndSciPy() throws {
        for expected in try ReferenceFile.load("Proportions", as: Reference.self).cases {
            let comparison = ProportionComparison(
                successes: (expected.successes[0], expected.successes[1]), trials: (expected.trials[0], expected.trials[1]))
            let interval = comparison.confidenceInterval(level: 0.95)
            #expect(agrees(interval.lower, expected.low, relative: 1e-10, absolute: 1e-12), "\(expected)")
            #expect(agrees(interval.upper, expected.high, relative: 1e-10, absolute: 1e-12), "\(expected)")
            #expect(agrees(comparison.pValue, expected.p), "\(expected): \(comparison.pValue)")
            let wilson = ProportionComparison.wilson(successes: expected.successes[0], trials: expected.trials[0])
            #expect(agrees(wilson.lower, expected.wilson[0], relative: 1e-10, absolute: 1e-12))
            #expect(agrees(wilson.upper, expected.wilson[1], relative: 1e-10, absolute: 1e-12))
        }
    }
}

@Suite struct BreaksTests {
    @Test func aStepIsFoundWhereItIs() throws {
        let y: [Double?] = [3, 4, 3, nil, 5, 4, 13, 12, 14, 13, 12]
        let fit = try BreakTest(permutations: PermutationTest(permutations: 499, seed: 2)).fit(x: y.indices.map(Double.init), y: y)
        #expect(fit.breakPosition == 5 && fit.breakAbscissa == 6 && fit.pValue < 0.02)
        #expect(try BreakTest(permutations: PermutationTest(permutations: 499, seed: 2)).fit(x: y.indices.map(Double.init), y: y) == fit)
        #expect(try PettittTest().fit(y).changePosition == 5)
    }

    @Test func aKinkNeedsTheTrendModel() throws {
        let x = (0..<14).map(Double.init)
        let y = x.map { $0 < 7 ? 2 * $0 : 30 - $0 + ($0.truncatingRemainder(dividingBy: 2)) }
        let fit = try BreakTest(model: .trend, permutations: PermutationTest(permutations: 199, seed: 2)).fit(x: x, y: y)
        #expect(fit.breakPosition == 7 && fit.pValue < 0.02)
    }

    @Test func tooShortSeriesAndConstantsHaveTheirAnswers() throws {
        #expect(throws: EstimationError.tooFewObservations(needed: 8, found: 7)) {
            try BreakTest().fit(x: (0..<7).map(Double.init), y: [1, 2, 3, 4, 5, 6, 7])
        }
        #expect(try BreakTest().fit(x: (0..<9).map(Double.init), y: [Double](repeating: 4, count: 9)).pValue == 1)
        #expect(try PettittTest().fit([5, 5, 5]).pValue == 1)
        #expect(throws: EstimationError.tooFewObservations(needed: 2, found: 1)) { try RegionalMannKendall().fit([[1, nil], [nil, nil]]) }
    }

    @Test(.enabled(if: SharedMaterial.isAvailable)) func pettittAndSeasonalTestsAgreeWithR() throws {
        let results = try TrendPackageTests.results()
        for (name, file, column) in [("maxau_s", "maxau", 1), ("PagesData", "PagesData", 1), ("Nile", "Nile", 1)] {
            let fit = try PettittTest().fit(try TrendPackageTests.column(file, column))
            let expected = results["pettitt_\(name)"]
            #expect(fit.statistic == (try TrendPackageTests.number(expected, "statistic", "U*")))
            #expect(Double(fit.changePosition) == (try TrendPackageTests.number(expected, "estimate", "probable change point at time K")))
            #expect(agrees(fit.pValue, try TrendPackageTests.number(expected, "p.value")))
        }
        let nottem = try TrendPackageTests.column("nottem", 1)
        let months = (0..<12).map { month in stride(from: month, to: nottem.count, by: 12).map { Optional(nottem[$0]) } }
        let fit = try RegionalMannKendall().fit(months)
        let expected = results["smk_nottem"]
        #expect(Double(fit.score) == (try TrendPackageTests.number(expected, "estimates", "S")))
        #expect(agrees(fit.scoreVariance, try TrendPackageTests.number(expected, "estimates", "varS")))
        #expect(agrees(fit.pValue, try TrendPackageTests.number(expected, "p.value")))
        let nile = try TrendPackageTests.column("Nile", 1)
        // strucchange looks at 15 % to 85 % of the series.
        let level = try BreakTest(margin: 15, permutations: PermutationTest(permutations: 19, seed: 1)).fit(x: nile.indices.map(Double.init), y: nile)
        #expect(level.breakPosition == 28)
        #expect(agrees(level.statistic, try TrendPackageTests.number(results["supF_Nile"], "stat"), relative: 1e-9))
    }
}
