import ColumnStore
import Statistics

/// What assumes no model of the series of one indicator: Theil–Sen slopes and Mann–Kendall tests, all at once.
struct RobustTrends {
    private let series: [YearlySeries]
    private let results: [Result?]

    private struct Result {
        let slope, lower, upper: Double?
        let score: Int?
        let pValue: Double?
    }

    init(series: [YearlySeries], level: Double) {
        self.series = series
        guard let first = series.lazy.compactMap(\.years.first).min(), let last = series.lazy.compactMap(\.years.last).max() else {
            results = Array(repeating: nil, count: series.count)
            return
        }
        var column = SeriesColumn(seriesCount: series.count, periodCount: last - first + 1)
        let (periods, lanes) = (last - first + 1, SeriesColumn.lanes)
        column.withMutableTiles { values, validity in
            for (index, one) in series.enumerated() {
                let (tile, lane) = (index / lanes, index % lanes)
                for (year, value) in zip(one.years, one.values) {
                    let slot = tile * periods + year - first
                    values[slot * lanes + lane] = value
                    validity[slot] |= 1 << UInt8(lane)
                }
            }
        }
        var columns = RankTrendColumns(seriesCount: series.count)
        RankTrend(level: level).fit(column, x: (first...last).map(Double.init), into: &columns)
        var results: [Result?] = []
        results.reserveCapacity(series.count)
        for index in series.indices {
            results.append(
                Result(
                    slope: columns[.slope, index], lower: columns[.lower, index], upper: columns[.upper, index],
                    score: columns[.score, index].map { Int($0) }, pValue: columns[.pValue, index]))
        }
        self.results = results
    }

    /// Tells a row what is known of the series at a position, from five years with a number on or as many as a fit needs.
    func describe(_ position: Int, in row: inout TrendRow) {
        guard row.reason != .tooFewYears, let result = results[position] else { return }
        row.theilSen = result.slope
        row.theilSenLow = result.lower
        row.theilSenHigh = result.upper
        row.kendallS = result.score
        row.kendallP = result.pValue
    }
}
