import ColumnStore
import Testing

@testable import Statistics

@Suite struct PeriodSpreadsTests {
    typealias Generator = SimpleTrendBatchTests.Generator

    private func expectAgreement(_ columns: [SeriesColumn], _ comment: Comment) throws {
        var spreads = PeriodSpreads(columnCount: columns.count, periodCount: columns[0].periodCount)
        let estimator = MedianAbsoluteDeviation()
        estimator.fit(columns, into: &spreads)
        var wrong: [String] = []
        for (index, column) in columns.enumerated() {
            for period in 0..<column.periodCount {
                let values = (0..<column.seriesCount).map { column[$0, period] }
                let count = values.count { $0 != nil }
                let finite = values.allSatisfy { $0?.isFinite ?? true } && count > 0
                let median: Double? = finite ? medianOfSorted(values.compactMap { $0 }.sorted()) : nil
                let spread: Double? = finite ? try estimator.scale(of: values) : nil
                if spreads.observations(column: index, period: period) != count { wrong.append("(\(index), \(period)): n") }
                if spreads[.median, index, period] != median || spreads[.spread, index, period] != spread {
                    wrong.append("(\(index), \(period)) of \(count): \(spreads[.median, index, period] ?? .nan) for \(median ?? .nan)")
                }
            }
        }
        #expect(wrong.count == 0, "\(comment): \(wrong.prefix(4))")
    }

    /// Shapes of values that selection by samples finds easy, hard and degenerate.
    private func value(_ kind: Int, _ series: Int, _ count: Int, _ generator: inout Generator) -> Double {
        let u = Double.random(in: 0..<1, using: &generator)
        switch kind {
        case 0: return u
        case 1: return (u * 3).rounded(.down)
        case 2: return u < 0.5 ? 0 : u
        case 3: return Double(series)
        case 4: return -Double(series)
        case 5: return 5
        case 6: return series % 2 == 0 ? 1.7e308 * u : -1.7e308 * u
        case 7: return u < 0.95 ? 1 : 1e9 * u
        case 8: return u * Double.leastNormalMagnitude
        default: return series < count / 2 ? 0 : 1 + u
        }
    }

    @Test(arguments: [1, 2, 3, 7, 8, 9, 63, 64, 65, 130, 1000, 2051]) func equalsTheEstimatorColumnByColumn(series: Int) throws {
        var generator = Generator(state: UInt64(series))
        for (periods, missing) in [(1, 0.0), (1, 0.2), (3, 0.0), (3, 0.2)] {
            let columns = (0..<10).map { kind in
                var column = SeriesColumn(seriesCount: series, periodCount: periods)
                for index in 0..<series {
                    for period in 0..<periods where Double.random(in: 0..<1, using: &generator) >= missing {
                        column[index, period] = value(kind, index, series, &generator)
                    }
                }
                return column
            }
            try expectAgreement(columns, "\(series) series × \(periods), \(missing) missing")
        }
    }

    @Test func emptyAndSpoiledPeriodsHaveNoSpread() throws {
        var column = SeriesColumn(seriesCount: 100, periodCount: 4)
        for series in 0..<100 {
            for period in 1..<4 { column[series, period] = Double(series * period) }
        }
        column[40, 2] = .infinity
        column[41, 3] = .nan
        var spreads = PeriodSpreads(columnCount: 1, periodCount: 4)
        MedianAbsoluteDeviation().fit([column], into: &spreads)
        #expect(spreads[.median, 0, 0] == nil && spreads[.median, 0, 1] == 49.5 && spreads[.median, 0, 2] == nil && spreads[.spread, 0, 3] == nil)
        #expect(spreads.observations(column: 0, period: 0) == 0 && spreads.observations(column: 0, period: 2) == 100)
        var none = PeriodSpreads(columnCount: 1, periodCount: 2)
        MedianAbsoluteDeviation().fit([SeriesColumn(seriesCount: 0, periodCount: 2)], into: &none)
        #expect(none[.median, 0, 1] == nil)
    }

    @Test func orderShiftAndScaleCarryThrough() {
        var generator = Generator(state: 9)
        let values = (0..<3001).map { _ in Double(Int.random(in: -500...500, using: &generator)) }
        let shuffled = values.shuffled(using: &generator)
        var column = SeriesColumn(seriesCount: 3001, periodCount: 3)
        for series in 0..<3001 {
            column[series, 0] = values[series]
            column[series, 1] = shuffled[series]
            column[series, 2] = values[series] * -8 + 64
        }
        var spreads = PeriodSpreads(columnCount: 1, periodCount: 3)
        MedianAbsoluteDeviation(constant: 1).fit([column], into: &spreads)
        let (median, spread) = (spreads[.median, 0, 0] ?? .nan, spreads[.spread, 0, 0] ?? .nan)
        #expect(spreads[.median, 0, 1] == median && spreads[.spread, 0, 1] == spread)
        #expect(spreads[.median, 0, 2] == median * -8 + 64 && spreads[.spread, 0, 2] == spread * 8)
    }
}
