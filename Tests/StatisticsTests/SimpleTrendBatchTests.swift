import ColumnStore
import Testing

@testable import Statistics

@Suite struct SimpleTrendBatchTests {
    /// A generator for the tests: SplitMix64.
    struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    private func expectAgreement(_ column: SeriesColumn, x: [Double], _ comment: Comment) {
        var trends = TrendColumns(seriesCount: column.seriesCount)
        SimpleTrend().fit(column, x: x, into: &trends)
        var wrong: [String] = []
        for series in 0..<column.seriesCount {
            let y = x.indices.map { column[series, $0] }
            let count = y.count { $0 != nil }
            if trends.observations(of: series) != count { wrong.append("\(series): n") }
            let fit = try? SimpleTrend().fit(x: x, y: y)
            let expected: [Double?] = [fit?.standardError, fit?.statistic, fit?.pValue, fit?.rSquared]
            let found = [trends[.standardError, series], trends[.statistic, series], trends[.pValue, series], trends[.rSquared, series]]
            // Residuals that are a 1/|t|-th of the values have lost as many digits before anyone computes with them; p multiplies that by the df.
            let conditioning = (fit?.statistic.magnitude ?? 0) * 1e-16 * Double(count)
            let relative = 1e-10 + (conditioning.isFinite ? conditioning : 0)
            for (a, b) in zip(found, expected) where !((a == nil && b == nil) || agrees(a ?? .nan, b ?? .nan, relative: relative, absolute: 1e-13)) {
                wrong.append("\(series): \(String(describing: a)) for \(String(describing: b))")
            }
            guard let fit else { continue }
            let scale = fit.slope.magnitude + fit.standardError
            let slope = trends[.slope, series] ?? .nan
            let intercept = trends[.intercept, series] ?? .nan
            if !agrees(slope, fit.slope, relative: 1e-12, absolute: 1e-12 * scale) { wrong.append("\(series): slope \(slope) for \(fit.slope)") }
            if !agrees(intercept, fit.intercept, relative: 1e-10, absolute: 1e-9 * scale) {
                wrong.append("\(series): intercept \(intercept) for \(fit.intercept)")
            }
        }
        #expect(wrong.count == 0, "\(comment): \(wrong.prefix(5))")
    }

    @Test(arguments: [3, 5, 17, 18, 19, 34, 40]) func agreesSeriesBySeries(periods: Int) {
        var generator = Generator(state: UInt64(periods))
        let x = (0..<periods).map { Double(2008 + $0) }
        var column = SeriesColumn(seriesCount: 203, periodCount: periods)
        for series in 0..<203 {
            let level = Double.random(in: -3...6, using: &generator)
            let rise = Double.random(in: -2...2, using: &generator)
            // From pure noise to lines so steep that hardly a residual is left.
            let steepness = [0, 0.1, 10, 1e4, 1e7][series % 5]
            for period in 0..<periods where Double.random(in: 0..<1, using: &generator) > [0, 0.1, 0.5][series % 3] {
                column[series, period] = level + steepness * rise * Double(period) + Double.random(in: -1...1, using: &generator)
            }
        }
        expectAgreement(column, x: x, "\(periods) periods")
    }

    @Test func extremeSeriesAreFittedRight() {
        let x = (0..<6).map(Double.init)
        let rows: [[Double?]] = [
            [5, 5, 5, 5, 5, 5], [0.1, 0.1, nil, 0.1, 0.1, 0.1], [nil, nil, nil, nil, nil, nil], [1, nil, nil, nil, nil, 3],
            [nil, 7, nil, nil, nil, nil], [1e300, 2e300, 2e300, 3e300, 5e300, 4e300], [1e-300, 3e-300, 2e-300, 3e-300, 4e-300, 5e-300],
            [1e-200, 3e-200, 2e-200, 3e-200, 4e-200, 9e-200], [0, 1, 2, 3, 4, 5], [1e9, 1e9, 1e9, 1e9, 1e9, 1e9 + 1], [0, 0, 0, 0, 0, 1],
            [-4, 1, 1, 1, 1, -4], [nil, nil, 8, 9, 9, nil],
        ]
        var column = SeriesColumn(seriesCount: rows.count, periodCount: 6)
        for (series, row) in rows.enumerated() {
            for (period, value) in row.enumerated() { column[series, period] = value }
        }
        expectAgreement(column, x: x, "extremes")
        var trends = TrendColumns(seriesCount: rows.count)
        SimpleTrend().fit(column, x: x, into: &trends)
        #expect(trends[.slope, 3] == 0.4 && trends[.pValue, 3] == nil && trends[.slope, 4] == nil)
        #expect(trends[.pValue, 0] == 1 && trends[.rSquared, 0] == nil && trends[.pValue, 8] == 0)
    }

    @Test func whatAMissingCellHoldsDoesNotMatter() {
        var clean = SeriesColumn(seriesCount: 8, periodCount: 5)
        for series in 0..<8 {
            for period in 0..<5 where period != series % 5 { clean[series, period] = Double(series * period % 7) }
        }
        var dirty = clean
        dirty.withMutableTiles { values, validity in
            for slot in validity.indices {
                for lane in 0..<8 where validity[slot] & 1 << lane == 0 { values[slot * 8 + lane] = lane % 2 == 0 ? .nan : 1e308 }
            }
        }
        let x = (0..<5).map(Double.init)
        var a = TrendColumns(seriesCount: 8)
        var b = TrendColumns(seriesCount: 8)
        SimpleTrend().fit(clean, x: x, into: &a)
        SimpleTrend().fit(dirty, x: x, into: &b)
        for quantity in TrendQuantity.allCases {
            for series in 0..<8 { #expect(a[quantity, series] == b[quantity, series]) }
        }
    }

    @Test func aValueThatIsNotFiniteSpoilsOnlyItsSeries() {
        var column = SeriesColumn(seriesCount: 3, periodCount: 4)
        for series in 0..<3 {
            for period in 0..<4 { column[series, period] = Double(period * period + series) }
        }
        column[1, 2] = .infinity
        var trends = TrendColumns(seriesCount: 3)
        SimpleTrend().fit(column, x: [0, 1, 2, 3], into: &trends)
        #expect(trends[.slope, 0] == 3 && trends[.slope, 1] == nil && trends[.slope, 2] == 3)
    }

    @Test func theTailTablesKeepTheirPromise() {
        var (short, long) = (0.0, 0.0)
        for df in 1...StudentTailTable.limit {
            let law = StudentT(degreesOfFreedom: Double(df))
            for exponent in stride(from: -3.0, through: 6, by: 0.09) {
                var t = 1.0
                for _ in 0..<Int(exponent.magnitude * 10) { t *= exponent < 0 ? 0.7943282347242815 : 1.2589254117941673 }
                let expected = law.twoSidedPValue(t)
                guard expected > 1e-290 else { continue }
                let square = t * t
                let found = StudentTailTable.shared.pValue(
                    correlation: (square / (Double(df) + square)).squareRoot(), unexplained: Double(df) / (Double(df) + square),
                    degreesOfFreedom: df)
                let error = (found / expected - 1).magnitude
                if df <= 16 { short = max(short, error) } else { long = max(long, error) }
            }
        }
        #expect(short < 1e-12 && long < 1e-11, "\(short), \(long)")
    }
}
