import ColumnStore
import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import Statistics

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
            let wilson = try #require(ProportionInterval.wilson(successes: expected.successes[0], trials: expected.trials[0]))
            #expect(agrees(wilson.lower, expected.wilson[0], relative: 1e-10, absolute: 1e-12))
            #expect(agrees(wilson.upper, expected.wilson[1], relative: 1e-10, absolute: 1e-12))
        }
    }
}

@Suite struct BreaksTests {
    struct Reference: Decodable {
        struct Largest: Decodable {
            let statistic: Double
            let position: Int
        }
        struct Case: Decodable {
            let y: [Double]
            let margin: Int
            let level, trend: Largest
        }
        let cases: [Case]
    }

    @Test func theLargestFAgreesWithStrucchange() throws {
        let few = PermutationTest(permutations: 1, seed: 1)
        for expected in try ReferenceFile.load("Breaks", as: Reference.self).cases {
            let x = expected.y.indices.map(Double.init)
            for (model, largest) in [(BreakTest.Model.level, expected.level), (.trend, expected.trend)] {
                let fit = try BreakTest(model: model, margin: expected.margin, permutations: few).fit(x: x, y: expected.y)
                #expect(agrees(fit.statistic, largest.statistic) && fit.breakPosition == largest.position, "\(expected.y), \(model)")
            }
        }
    }

    @Test func withAutocorrelationItIsTheFOfWhitenedRegressions() throws {
        let (x, rho, margin): ([Double], Double, Int) = ([2010, 2011, 2012, 2014, 2015, 2016, 2019, 2020, 2021, 2022, 2023], 0.45, 3)
        let y: [Double] = [3, 4.5, 2.5, 4, 6.5, 7, 5, 9, 8.5, 11, 9.5]
        let gaps = zip(x.dropFirst(), x).map { $0 - $1 }
        func whitened(_ values: [Double]) -> [Double] {
            values.indices.map { index in
                guard index > 0 else { return values[0] }
                let memory = pow(rho, gaps[index - 1])
                return (values[index] - memory * values[index - 1]) / (1 - memory * memory).squareRoot()
            }
        }
        func square(_ columns: [[Double]]) throws -> Double {
            let fit = try OrdinaryLeastSquares().fit(design: Matrix(columns: columns.map(whitened)), response: whitened(y))
            return fit.residuals.reduce(0) { $0 + $1 * $1 }
        }
        let line = [x.map { _ in 1 }, x.map { $0 - 2016 }]
        let whole = try square(line)
        let all = try (margin...x.count - margin).map { position in
            let step = x.indices.map { $0 < position ? 0.0 : 1 }
            let split = try square(line + [step, zip(step, line[1]).map { $0 * $1 }])
            return (whole - split) / 2 / (split / Double(x.count - 4))
        }
        let known = AutocorrelationPosterior(values: [rho], weights: [1])
        let fit = try BreakTest(model: .trend, margin: margin).fit(x: x, y: y, autocorrelation: known)
        let largest = try #require(all.max())
        #expect(agrees(fit.statistic, largest, relative: 1e-9))
        #expect(all.firstIndex(of: largest) == fit.breakPosition - margin)
    }

    @Test func aKnownAutocorrelationKeepsTheLevelThatExchangeableYearsDoNot() throws {
        let x = (0..<12).map(Double.init)
        let known = AutocorrelationPosterior(values: [0.6], weights: [1])
        let test = BreakTest(model: .trend, permutations: PermutationTest(permutations: 99, seed: 1))
        var (plain, whitened) = (0, 0)
        for series in 0..<600 {
            var generator = Philox(seed: 91, stream: UInt64(series))
            var last = generator.normal()
            let y = x.map { _ in
                last = 0.6 * last + 0.8 * generator.normal()
                return last
            }
            if try test.fit(x: x, y: y).pValue <= 0.05 { plain += 1 }
            if try test.fit(x: x, y: y, autocorrelation: known).pValue <= 0.05 { whitened += 1 }
        }
        // 3.3 standard errors about 5 %.
        #expect(whitened <= 48 && whitened >= 14 && plain > 60, "\(plain) and \(whitened) of 600")
    }

    @Test func theBatchIsTheSingleForm() throws {
        var generator = Philox(seed: 92)
        let x: [Double] = [2008, 2009, 2010, 2012, 2013, 2014, 2015, 2016, 2017, 2018, 2020, 2021]
        var rows = (0..<40).map { row in
            x.map { _ in generator.uniform() < 0.1 ? nil : (generator.normal() * 3).rounded() + Double(row) } as [Double?]
        }
        rows += [x.map { _ in 4 }, x.map { _ in nil }, x.map { $0 < 2014 ? 0 : 1 }, x.map { $0 == 2010 ? .infinity : 1 }, x.map { $0 * 1e300 }]
        let shared = try AutocorrelationPosterior(x: x, series: Array(rows.prefix(40)))
        let test = BreakTest(model: .trend, margin: 3, permutations: PermutationTest(permutations: 59, seed: 4))
        for known in [nil, shared] {
            var found = BreakColumns(seriesCount: rows.count)
            test.fit(SeriesColumn(rows, periodCount: x.count), x: x, autocorrelation: known, into: &found)
            for (series, y) in rows.enumerated() {
                let fit = try? test.fit(x: x, y: y, autocorrelation: known)
                #expect(found.observations(of: series) == y.count { $0 != nil })
                #expect(found[.statistic, series] == fit?.statistic && found[.pValue, series] == fit?.pValue)
                #expect(found[.breakPosition, series] == fit.map { Double($0.breakPosition) } && found[.breakAbscissa, series] == fit?.breakAbscissa)
            }
            #expect(found[.statistic, 42] == .infinity && found[.breakAbscissa, 42] == 2014)
        }
    }

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
