import Testing

@testable import Statistics

@Suite struct LevelShiftTests {
    struct Reference: Decodable {
        struct Case: Decodable {
            let rho: Double
            let positions: [Int]
            let values: [Double]
            let residualSquare: Double
            let place: Int
            let statistic: Double
            let line: Double
            let explained: Double
        }
        let cases: [Case]
    }

    @Test func stepsAgreeWithGeneralizedLeastSquares() throws {
        let reference: Reference = try ReferenceFile.load("LevelShift")
        for expected in reference.cases {
            var series = [Double](repeating: .nan, count: (expected.positions.last ?? 0) + 1)
            for (position, value) in zip(expected.positions, expected.values) { series[position] = value }
            let observed = ObservedSeries(series)
            let design = StepDesign(positions: observed.positions, rho: expected.rho, fewestBeside: 3)
            var rest: [Double] = []
            let square = design.residuals(of: observed.values, into: &rest)
            let best = design.best(rest)
            let statistic = LevelShiftTest.statistic(best.explained, of: square, count: observed.values.count, nil).statistic
            #expect(agrees(square, expected.residualSquare, relative: 1e-9) && agrees(best.explained, expected.explained, relative: 1e-8))
            #expect(best.place == expected.place && agrees(statistic, expected.statistic, relative: 1e-8))
            #expect(agrees(design.explainedByLine(rest), expected.line, relative: 1e-8, absolute: 1e-9))
        }
    }

    private func series(_ count: Int, years: Int, rho: Double, seed: UInt64) -> [[Double]] {
        (0..<count).map { index in
            var generator = Philox(seed: seed, stream: UInt64(index))
            var last = generator.normal()
            return (0..<years).map { year in
                if year > 0 { last = rho * last + (rho < 1 ? (1 - rho * rho).squareRoot() : 1) * generator.normal() }
                return 6 + last
            }
        }
    }

    /// Random walks change their level all the time, and never for good.
    @Test(arguments: [0.0, 0.6, 1]) func theLevelIsKeptUpToRandomWalks(rho: Double) {
        let results = LevelShiftTest().fit(series(500, years: 12, rho: rho, seed: 31)).compactMap { $0 }
        #expect(results.count == 500)
        let rejected = results.count { $0.pValue <= 0.05 }
        #expect((8...45).contains(rejected), "\(rejected) of 500")
        let q = BenjaminiHochberg().adjusted(results.map(\.pValue), of: 500)
        #expect(q.count { $0 <= 0.05 } <= 5)
    }

    @Test func stepsOfFourDeviationsAreFound() {
        var all = series(300, years: 12, rho: 0, seed: 32)
        for index in 0..<30 { for year in 6..<12 { all[index][year] += 4 } }
        let results = LevelShiftTest().fit(all).compactMap { $0 }
        let q = BenjaminiHochberg().adjusted(results.map(\.pValue), of: 300)
        let found = (0..<30).filter { q[$0] <= 0.05 && !results[$0].isTrend }
        #expect(found.count >= 20, "\(found.count)")
        #expect(found.allSatisfy { (5...7).contains(results[$0].position) && results[$0].difference > 2 })
        #expect((30..<300).count { q[$0] <= 0.05 } <= 5)
    }

    @Test func aLineIsATrendAndNoShift() {
        var all = series(100, years: 14, rho: 0, seed: 33)
        for index in 0..<10 { for year in 0..<14 { all[index][year] += 0.8 * Double(year) } }
        let results = LevelShiftTest().fit(all).compactMap { $0 }
        #expect((0..<10).count { results[$0].isTrend } >= 9)
    }

    @Test func oddSeriesHaveAnAnswerOrNone() {
        let none = LevelShiftTest().fit([[], [1, 2, 3], [Double](repeating: 4, count: 9), [Double](repeating: .nan, count: 9)])
        #expect(none.allSatisfy { $0 == nil })
        let exact = LevelShiftTest().fit([[1, 1, 1, 1, 9, 9, 9, 9], [0, 0, 0, 1e300, 1e300, 0, 0, 0]])
        #expect(exact[1] == nil && exact[0]?.position == 4)
    }
}
