import CKernels
import ColumnStore
import Foundation
import Statistics

/// Median and median absolute deviation over the series, of every period of every variable of a panel.
struct PeriodSpreadsWorkload: Workload {
    let id: String
    let seriesCount: Int
    let variableCount: Int
    let periodCount: Int

    private var columnCount: Int { variableCount * periodCount }

    var title: String { "median and MAD of each of \(columnCount) columns of \(seriesCount)" }

    func prepare(in folder: URL) throws -> PreparedWorkload {
        var generator = SimulatedSeries.Generator(state: 6)
        // Skewed like counts are, column after column for the peers.
        var file = [Double](repeating: 0, count: columnCount * seriesCount)
        for index in file.indices { file[index] = exp(2 * generator.normal()) }
        try RawDoubles.write(file, to: folder.appending(path: "columns.f64"))
        try "\(columnCount) \(seriesCount)\n".write(to: folder.appending(path: "shape.txt"), atomically: true, encoding: .ascii)
        let periods = periodCount
        let columns = (0..<variableCount).map { variable in
            var column = SeriesColumn(seriesCount: seriesCount, periodCount: periods)
            column.withMutableTiles { values, validity in
                for series in 0..<seriesCount {
                    for period in 0..<periods {
                        let slot = series / 8 * periods + period
                        values[slot * 8 + series % 8] = file[(variable * periods + period) * seriesCount + series]
                        validity[slot] |= 1 << UInt8(series % 8)
                    }
                }
            }
            return column
        }
        let results = PeriodSpreadResults(columns)
        return PreparedWorkload(
            repetitions: 9,
            run: { results.fit() },
            results: { results.columns },
            limit: Limit(name: "one pass over the data") { results.stream() },
            peers: [
                Peer(name: "numpy sort and binary search", interpreter: .python, script: "w6_numpy.py"),
                Peer(name: "numpy partition", interpreter: .python, script: "w6_partition.py"),
                Peer(name: "numba", interpreter: .python, script: "w6_numba.py", repetitions: 3),
                Peer(name: "polars", interpreter: .python, script: "w6_polars.py", repetitions: 3),
                Peer(name: "duckdb", interpreter: .python, script: "w6_duckdb.py", repetitions: 3),
                Peer(name: "R collapse", interpreter: .r, script: "w6.R", repetitions: 3),
            ])
    }
}

/// The last medians and spreads.
final class PeriodSpreadResults {
    private let input: [SeriesColumn]
    private var spreads: PeriodSpreads
    private let sums = UnsafeMutableBufferPointer<Double>.allocate(capacity: 8)

    init(_ input: [SeriesColumn]) {
        self.input = input
        sums.initialize(repeating: 0)
        spreads = PeriodSpreads(columnCount: input.count, periodCount: input.first?.periodCount ?? 0)
    }

    deinit { sums.deallocate() }

    /// Reads every column once.
    func stream() {
        nonisolated(unsafe) let sums = sums
        let input = input
        DispatchQueue.concurrentPerform(iterations: sums.count) { part in
            let range = input.count * part / sums.count..<input.count * (part + 1) / sums.count
            sums[part] = input[range].reduce(0) { sum, column in
                sum + column.withTiles { values, _ in kernel_sum_limit(values.baseAddress, values.count) }
            }
        }
    }

    func fit() { MedianAbsoluteDeviation(constant: 1).fit(input, into: &spreads) }

    var columns: [ResultColumn] {
        [
            ResultColumn(name: "median", values: spreads.withColumn(.median) { Array($0) }),
            ResultColumn(name: "mad", values: spreads.withColumn(.spread) { Array($0) }),
        ]
    }
}
