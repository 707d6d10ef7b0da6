import CKernels
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
            limit: Limit(name: "slopes of all pairs, sorted by a network") { results.sort(column, x: years) },
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
    private let sink: UnsafeMutableBufferPointer<Double>
    /// Columns of results of a fit: as many doubles as the limit writes.
    private let columnCount = 8

    init(seriesCount: Int) {
        self.seriesCount = seriesCount
        sink = .allocate(capacity: (seriesCount + 7) / 8 * 8 * columnCount)
        sink.initialize(repeating: 0)
        trends = RankTrendColumns(seriesCount: seriesCount)
    }

    deinit { sink.deallocate() }

    /// Sorts the slopes of every series and writes as many bytes as the results have.
    func sort(_ column: SeriesColumn, x: [Double]) {
        let inverses = x.indices.dropFirst().flatMap { j in (0..<j).map { 1 / (x[j] - x[$0]) } }
        let scratchCount = 8 * (2 * x.count + inverses.count)
        column.withTiles { values, _ in
            let tiles = column.tileCount
            nonisolated(unsafe) let (input, output) = (values, sink)
            let columns = columnCount
            DispatchQueue.concurrentPerform(iterations: 8) { part in
                let scratch = UnsafeMutableRawPointer.allocate(byteCount: scratchCount * 8, alignment: 64)
                defer { scratch.deallocate() }
                kernel_network_limit(
                    input.baseAddress, tiles * part / 8, tiles * (part + 1) / 8, x.count, inverses,
                    scratch.bindMemory(to: Double.self, capacity: scratchCount), output.baseAddress, columns)
            }
        }
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
