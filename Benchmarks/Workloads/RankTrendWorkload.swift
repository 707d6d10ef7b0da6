import ColumnStore
import Foundation
import Statistics

/// Theil–Sen slopes with their interval and Mann–Kendall tests of many short series.
struct RankTrendWorkload: Workload {
    let id: String
    let seriesCount: Int
    /// Whether values are whole numbers, so that nearly every series has ties.
    var rounded = false
    private let periodCount = 17

    var title: String {
        "Theil–Sen with 95 % interval, Mann–Kendall S, tie variance, p of \(seriesCount) series × \(periodCount) years, 10 % missing"
            + (rounded ? ", whole numbers with ties" : "")
    }

    func prepare(in folder: URL) throws -> PreparedWorkload {
        let column = SimulatedSeries.column(seriesCount: seriesCount, periodCount: periodCount, missing: 0.1, seed: 2, rounded: rounded)
        try SimulatedSeries.write(column, to: folder)
        let years = (0..<periodCount).map { Double(2008 + $0) }
        let results = RankTrendResults(seriesCount: seriesCount)
        return PreparedWorkload(
            repetitions: 15,
            run: { results.fit(column, x: years) },
            results: { results.columns },
            limit: nil,
            peers: [
                Peer(name: "numpy sort in blocks", interpreter: .python, script: "w2_numpy.py"),
                Peer(name: "numba", interpreter: .python, script: "w2_numba.py"),
                Peer(name: "R matrices", interpreter: .r, script: "w2.R", repetitions: 1, share: 0.1),
                Peer(name: "scipy and pymannkendall", interpreter: .python, script: "w2_scipy.py", repetitions: 1, share: 0.01),
            ])
    }
}

/// Columns of results that are kept and filled again.
final class RankTrendResults {
    private var trends: RankTrendColumns
    private let seriesCount: Int

    init(seriesCount: Int) {
        self.seriesCount = seriesCount
        trends = RankTrendColumns(seriesCount: seriesCount)
    }

    func fit(_ column: SeriesColumn, x: [Double]) { RankTrend(method: .normal).fit(column, x: x, into: &trends) }

    func test(_ column: SeriesColumn) { RankTrend(method: .normal).test(column, into: &trends) }

    var columns: [ResultColumn] {
        func copy(_ quantity: RankTrendQuantity) -> [Double] { trends.withColumn(quantity) { Array($0) } }
        return [
            ResultColumn(name: "n", values: (0..<seriesCount).map { Double(trends.observations(of: $0)) }),
            ResultColumn(name: "slope", values: copy(.slope), floor: 1), ResultColumn(name: "intercept", values: copy(.intercept), floor: 1),
            ResultColumn(name: "lower", values: copy(.lower), floor: 1), ResultColumn(name: "upper", values: copy(.upper), floor: 1),
            ResultColumn(name: "s", values: copy(.score)), ResultColumn(name: "variance", values: copy(.scoreVariance)),
            ResultColumn(name: "p", values: copy(.pValue)),
        ]
    }
}
