import ColumnStore
import Testing

@testable import Statistics

@Suite struct ModeratedTrendsBatchTests {
    @Test(arguments: [ModeratedTrends.Autocorrelation.none, .fixed(0.4), .pooled])
    func agreesWithTheSeriesOneByOne(autocorrelation: ModeratedTrends.Autocorrelation) throws {
        var generator = SimpleTrendBatchTests.Generator(state: 21)
        let x = (0..<9).map { Double(2012 + $0) }
        var column = SeriesColumn(seriesCount: 77, periodCount: 9)
        for series in 0..<77 {
            let spread = Double.random(in: 0.2...3, using: &generator)
            for period in 0..<9 where Double.random(in: 0..<1, using: &generator) >= [0, 0.2, 0.7][series % 3] {
                column[series, period] = 50 + 0.1 * Double(period * (series % 5)) + spread * Double.random(in: -1...1, using: &generator)
            }
        }
        for period in 0..<9 { column[76, period] = 4 }
        let model = ModeratedTrends(autocorrelation: autocorrelation)
        let expected = try model.fit(x: x, series: (0..<77).map { Array(column.series($0)) })
        var trends = TrendColumns(seriesCount: 77)
        let (rho, prior) = try model.fit(column, x: x, into: &trends)
        #expect(rho == expected.autocorrelation && agrees(prior.variance, expected.prior.variance))
        #expect(agrees(prior.degreesOfFreedom, expected.prior.degreesOfFreedom, relative: 1e-9))
        for series in 0..<77 {
            guard let trend = expected.trends[series] else {
                #expect(trends[.pValue, series] == nil && trends[.standardError, series] == nil)
                continue
            }
            #expect(agrees(trends[.slope, series] ?? .nan, trend.slope, absolute: 1e-12))
            #expect(agrees(trends[.standardError, series] ?? .nan, trend.standardError))
            #expect(agrees(trends[.statistic, series] ?? .nan, trend.statistic, relative: 1e-9, absolute: 1e-12))
            #expect(agrees(trends[.pValue, series] ?? .nan, trend.pValue, relative: 1e-9))
        }
    }

    @Test func withoutThreeValuesAnywhereThereIsNoPrior() {
        var trends = TrendColumns(seriesCount: 2)
        #expect(throws: EstimationError.tooFewObservations(needed: 1, found: 0)) {
            try ModeratedTrends(autocorrelation: .none).fit(SeriesColumn([[1, 2], [3, nil]], periodCount: 2), x: [0, 1], into: &trends)
        }
    }
}
