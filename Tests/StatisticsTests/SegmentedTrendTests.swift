import Statistics
import Testing

@Suite struct SegmentedTrendTests {
    struct Reference: Decodable {
        struct Case: Decodable {
            let x: [Double]
            let y: [Double]
            let margin: Int
            let tau: Double
            let before: Double
            let after: Double
            let squares: Double
        }
        let cases: [Case]
    }

    @Test func agreesWithASearch() throws {
        let reference: Reference = try ReferenceFile.load("SegmentedTrend")
        for expected in reference.cases {
            let fit = try SegmentedTrend(margin: expected.margin).fit(x: expected.x, y: expected.y)
            // A search by values finds the place to half the digits; none lies below the exact minimum.
            #expect(agrees(fit.residualSumOfSquares, expected.squares, relative: 1e-9))
            #expect(agrees(fit.breakAbscissa, expected.tau, absolute: 1e-3))
            #expect(agrees(fit.slopeBefore, expected.before, relative: 1e-3))
            #expect(agrees(fit.slopeAfter, expected.after, relative: 1e-3))
            let interval = fit.breakInterval(level: 0.95)
            #expect(interval.lower <= fit.breakAbscissa && fit.breakAbscissa <= interval.upper)
            #expect(fit.breakInterval(level: 0.5).upper <= interval.upper)
        }
    }

    @Test func anExactBreakIsFoundBetweenTheYears() throws {
        let x = (0..<12).map(Double.init)
        let y = x.map { 3 + 2 * $0 - 5 * max(0, $0 - 6.25) }
        let fit = try SegmentedTrend().fit(x: x, y: y)
        #expect(agrees(fit.breakAbscissa, 6.25, relative: 1e-9))
        #expect(agrees(fit.slopeBefore, 2, relative: 1e-9) && agrees(fit.slopeAfter, -3, relative: 1e-9))
        let scaled = try SegmentedTrend().fit(x: x.map { 2 * $0 + 100 }, y: y.map { 10 * $0 - 4 })
        #expect(agrees(scaled.breakAbscissa, 112.5, relative: 1e-9) && agrees(scaled.slopeAfter, -15, relative: 1e-9))
    }

    @Test func theBreakIntervalCovers() throws {
        var covered = 0
        for seed in 0..<100 {
            var generator = Philox(seed: 77, stream: UInt64(seed))
            let x = (0..<17).map(Double.init)
            let y = x.map { $0 - 2 * max(0, $0 - 8) + generator.normal() }
            if try SegmentedTrend().fit(x: x, y: y).breakInterval(level: 0.9).contains(8) { covered += 1 }
        }
        #expect(covered >= 80, "\(covered) of 100")
    }

    @Test func missingValuesAreLeftOutAndFewThrow() throws {
        let x = (0..<9).map(Double.init)
        let y: [Double?] = [1, 2, nil, 4, 5, 4, 3, nil, 1]
        let fit = try SegmentedTrend(margin: 2).fit(x: x, y: y)
        #expect(fit.observations == 7)
        #expect(throws: EstimationError.tooFewObservations(needed: 6, found: 4)) { try SegmentedTrend().fit(x: [1, 2, 3, 4], y: [1, 2, 3, 4]) }
    }
}
