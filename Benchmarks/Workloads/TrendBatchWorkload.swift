import CKernels
import ColumnStore
import Foundation
import Statistics

/// Least-squares lines through many short series: observations, slope, intercept, standard error, t, p and R².
struct TrendBatchWorkload: Workload {
    let id: String
    let seriesCount: Int
    var periodCount = 17

    var title: String { "trend OLS of \(seriesCount) series × \(periodCount) years, 10 % missing: n, slope, intercept, SE, t, p, R²" }

    func prepare(in folder: URL) throws -> PreparedWorkload {
        let column = SimulatedSeries.column(seriesCount: seriesCount, periodCount: periodCount, missing: 0.1, seed: 1)
        let large = seriesCount > 2_000_000
        try SimulatedSeries.write(column, to: folder)
        let years = (0..<periodCount).map { Double(2008 + $0) }
        let results = TrendResults(seriesCount: seriesCount)
        return PreparedWorkload(
            repetitions: large ? 5 : 15,
            run: { results.fit(column, x: years) },
            results: { results.columns },
            limit: Limit(name: "one pass over the data") { results.stream(column) },
            peers: Self.peers(slow: !large))
    }

    /// Ten times the input takes ten times as long: only the smaller workload has the slow peers.
    private static func peers(slow: Bool) -> [Peer] {
        let fast = [
            Peer(name: "numba", interpreter: .python, script: "w1_numba.py"),
            Peer(name: "numpy in blocks", interpreter: .python, script: "w1_numpy.py", repetitions: slow ? nil : 3),
        ]
        guard slow else { return fast }
        return fast + [
            Peer(name: "polars", interpreter: .python, script: "w1_polars.py", repetitions: 3),
            Peer(name: "R matrices", interpreter: .r, script: "w1.R", repetitions: 3),
            Peer(name: "scipy.stats.linregress", interpreter: .python, script: "w1_scipy.py", repetitions: 1, share: 0.001),
        ]
    }
}

/// Columns of results that are kept and filled again.
final class TrendResults {
    private var trends: TrendColumns
    private let seriesCount: Int
    private var sink: [Double]

    init(seriesCount: Int) {
        self.seriesCount = seriesCount
        trends = TrendColumns(seriesCount: seriesCount)
        sink = [Double](repeating: 0, count: (seriesCount + 7) / 8 * 8 * 7 + 8)
    }

    func fit(_ column: SeriesColumn, x: [Double]) { SimpleTrend().fit(column, x: x, into: &trends) }

    /// Reads the column once and writes as many bytes as the results have.
    func stream(_ column: SeriesColumn) {
        column.withTiles { values, validity in
            sink.withUnsafeMutableBufferPointer { sink in
                guard let values = values.baseAddress, let validity = validity.baseAddress, let sink = sink.baseAddress else { return }
                let tiles = column.tileCount
                // The compiler cannot know that the halves do not meet.
                nonisolated(unsafe) let (input, bits, output) = (values, validity, sink)
                DispatchQueue.concurrentPerform(iterations: 8) { part in
                    let range = tiles * part / 8..<tiles * (part + 1) / 8
                    kernel_stream_limit(input, bits, range.lowerBound, range.upperBound, column.periodCount, output, 7)
                }
            }
        }
    }

    var columns: [ResultColumn] {
        func copy(_ quantity: TrendQuantity) -> [Double] { trends.withColumn(quantity) { Array($0) } }
        return [
            ResultColumn(name: "n", values: (0..<seriesCount).map { Double(trends.observations(of: $0)) }),
            ResultColumn(name: "slope", values: copy(.slope), floor: 1), ResultColumn(name: "intercept", values: copy(.intercept), floor: 1),
            ResultColumn(name: "se", values: copy(.standardError)), ResultColumn(name: "t", values: copy(.statistic), floor: 1),
            ResultColumn(name: "p", values: copy(.pValue)), ResultColumn(name: "r2", values: copy(.rSquared), floor: 1),
        ]
    }
}
