import ColumnStore
import Testing

@testable import Statistics

/// Batches of ranks, robust scales and Pettitt's test against the same estimators one series at a time.
@Suite struct SeriesBatchTests {
    typealias Generator = SimpleTrendBatchTests.Generator

    private static let extremes: [[Double?]] = [
        [5, 5, 5, 5, 5, 5], [nil, nil, nil, nil, nil, nil], [1, nil, nil, nil, nil, 3], [nil, 7, nil, nil, nil, nil],
        [1e300, 2e300, -1.7e308, 1.7e308, 5e300, 4e300], [5e-324, 1e-323, 0, -0.0, 5e-324, nil], [nil, nil, 8, 9, 9, nil],
        [2, nil, 2, nil, nil, nil],
        [.infinity, 1, 2, 3, 4, 5], [1, 2, .nan, 3, 4, 5], [1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1],
    ]

    private func columns(periods: Int) -> [SeriesColumn] {
        var generator = Generator(state: UInt64(periods))
        var column = SeriesColumn(seriesCount: 61, periodCount: periods)
        for series in 0..<61 {
            for period in 0..<periods where Double.random(in: 0..<1, using: &generator) >= [0, 0.1, 0.6][series % 3] {
                column[series, period] =
                    series % 2 == 0
                    ? Double(Int.random(in: 0...[1, 6, 400][series % 5 % 3], using: &generator)) : .random(in: -1...1, using: &generator)
            }
        }
        return periods == 6 ? [column, SeriesColumn(Self.extremes, periodCount: 6)] : [column]
    }

    @Test(arguments: [1, 2, 3, 6, 9, 17, 40, 64, 66]) func scalesAreThoseOfTheEstimators(periods: Int) throws {
        for column in columns(periods: periods) {
            var spreads = SeriesSpreads(seriesCount: column.seriesCount)
            var wrong: [String] = []
            func compare(_ estimator: some RobustScale, _ spreads: borrowing SeriesSpreads) {
                for series in 0..<column.seriesCount {
                    let values = Array(column.series(series))
                    let expected = try? estimator.scale(of: values)
                    let median = (try? finiteSorted(values)).map(medianOfSorted)
                    if spreads.spread(of: series) != expected || spreads.median(of: series) != median
                        || spreads.observations(of: series) != values.count(where: { $0 != nil })
                    {
                        wrong.append("\(type(of: estimator)) of \(values): \(spreads.spread(of: series) ?? .nan) for \(expected ?? .nan)")
                    }
                }
            }
            MedianAbsoluteDeviation().scales(of: column, into: &spreads)
            compare(MedianAbsoluteDeviation(), spreads)
            QnScale().scales(of: column, into: &spreads)
            compare(QnScale(), spreads)
            SnScale(corrected: false).scales(of: column, into: &spreads)
            compare(SnScale(corrected: false), spreads)
            #expect(wrong.count == 0, "\(wrong.prefix(3))")
        }
    }

    @Test(arguments: [1, 2, 6, 17, 66]) func ranksAreThoseOfTheEstimator(periods: Int) throws {
        for column in columns(periods: periods) {
            for ties in Ranks.Ties.allCases {
                for descending in [false, true] {
                    let estimator = Ranks(ties: ties, descending: descending)
                    let ranks = estimator.ranks(of: column)
                    let wrong = (0..<column.seriesCount).filter { series in
                        let expected = (try? estimator.ranks(of: Array(column.series(series)))) ?? [Double?](repeating: nil, count: periods)
                        return Array(ranks.series(series)) != expected
                    }
                    #expect(wrong.count == 0, "\(ties), descending \(descending): series \(wrong.prefix(3))")
                }
            }
        }
    }

    @Test(arguments: [1, 2, 6, 17, 66]) func changesAreThoseOfPettittsTest(periods: Int) throws {
        for column in columns(periods: periods) {
            var changes = PettittColumns(seriesCount: column.seriesCount)
            PettittTest().fit(column, into: &changes)
            for series in 0..<column.seriesCount {
                let fit = try? PettittTest().fit(Array(column.series(series)))
                #expect(changes[.statistic, series] == fit?.statistic && changes[.changePosition, series] == fit.map { Double($0.changePosition) })
                #expect(agrees(changes[.pValue, series] ?? -1, fit?.pValue ?? -1, relative: 1e-13))
            }
        }
    }

    @Test func permutationsShiftsAndScalesCarryThrough() {
        let plain = columns(periods: 17)[0]
        var (shuffled, moved) = (plain, plain)
        for series in 0..<plain.seriesCount {
            for period in 0..<17 {
                let value = plain[series, period].map { ($0 * 64).rounded() }
                shuffled[series, 16 - period] = value
                moved[series, period] = value.map { $0 * -2 + 7 }
            }
        }
        var a = SeriesSpreads(seriesCount: plain.seriesCount)
        var b = SeriesSpreads(seriesCount: plain.seriesCount)
        for pass in 0..<3 {
            switch pass {
            case 0:
                MedianAbsoluteDeviation().scales(of: shuffled, into: &a)
                MedianAbsoluteDeviation().scales(of: moved, into: &b)
            case 1:
                QnScale().scales(of: shuffled, into: &a)
                QnScale().scales(of: moved, into: &b)
            default:
                SnScale().scales(of: shuffled, into: &a)
                SnScale().scales(of: moved, into: &b)
            }
            for series in 0..<plain.seriesCount {
                #expect(
                    b.spread(of: series) == a.spread(of: series).map { $0 * 2 } && b.median(of: series) == a.median(of: series).map { $0 * -2 + 7 })
            }
        }
    }
}
