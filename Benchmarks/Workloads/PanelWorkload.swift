import CKernels
import ColumnStore
import Foundation
import Statistics

/// Two-way fixed effects with five regressors and errors clustered by unit.
struct PanelWorkload: Workload {
    let id: String
    let unitCount: Int
    private let periodCount = 17
    private let regressorCount = 5

    var title: String {
        "two-way fixed effects, \(regressorCount) regressors, clustered errors, \(unitCount) units × \(periodCount) years with holes (2 %)"
    }

    func prepare(in folder: URL) throws -> PreparedWorkload {
        var generator = SimulatedSeries.Generator(state: 3)
        var columns = (0...regressorCount).map { _ in SeriesColumn(seriesCount: unitCount, periodCount: periodCount) }
        var rows = [[Double]](repeating: [Double](repeating: .nan, count: unitCount * periodCount), count: regressorCount + 1)
        for unit in 0..<unitCount {
            let level = generator.normal()
            for period in 0..<periodCount {
                guard generator.uniform() >= 0.02 else { continue }
                var y = level + 0.1 * Double(period) + generator.normal()
                for k in 1...regressorCount {
                    let x = 0.3 * level + 0.05 * Double(period) + generator.normal()
                    y += 0.1 * Double(k) * x
                    rows[k][unit * periodCount + period] = x
                }
                rows[0][unit * periodCount + period] = y
            }
        }
        for k in 0...regressorCount {
            let row = rows[k]
            columns[k].withMutableTiles { values, validity in
                for cell in row.indices where !row[cell].isNaN {
                    let (unit, period) = (cell / periodCount, cell % periodCount)
                    let slot = unit / 8 * periodCount + period
                    values[slot * 8 + unit % 8] = row[cell]
                    validity[slot] |= 1 << UInt8(unit % 8)
                }
            }
            try RawDoubles.write(row, to: folder.appending(path: k == 0 ? "y.f64" : "x\(k).f64"))
        }
        try "\(unitCount) \(periodCount)\n".write(to: folder.appending(path: "shape.txt"), atomically: true, encoding: .ascii)
        let result = PanelResult(response: columns[0], regressors: Array(columns.dropFirst()))
        return PreparedWorkload(
            repetitions: unitCount > 100_000 ? 9 : 51, run: { result.fit() }, results: { result.columns },
            limit: Limit(name: "one pass over the data") { result.stream() }, peers: peers)
    }

    private var peers: [Peer] {
        let slow = unitCount > 100_000 ? 1 : 5
        let all = [
            Peer(name: "numba, exact Schur", interpreter: .python, script: "w3_numba.py"),
            Peer(name: "R collapse", interpreter: .r, script: "w3.R", repetitions: slow),
            Peer(name: "polars and numpy", interpreter: .python, script: "w3_polars.py", repetitions: slow),
            Peer(name: "pandas and numpy", interpreter: .python, script: "w3_pandas.py", repetitions: slow),
            Peer(name: "pyfixest", interpreter: .python, script: "w3_pyfixest.py", repetitions: slow),
            Peer(name: "linearmodels", interpreter: .python, script: "w3_linearmodels.py", repetitions: slow),
        ]
        return unitCount > 100_000 ? all : all + [Peer(name: "R plm", interpreter: .r, script: "w3_plm.R", repetitions: slow)]
    }
}

/// The last fit.
private final class PanelResult {
    private let response: SeriesColumn
    private let regressors: [SeriesColumn]
    private var fitted: PanelFit?
    private var sink: [Double]

    init(response: SeriesColumn, regressors: [SeriesColumn]) {
        self.response = response
        self.regressors = regressors
        sink = [Double](repeating: 0, count: response.tileCount * 8 + 8)
    }

    /// Reads every column once and writes an effect a unit.
    func stream() {
        for column in [response] + regressors {
            column.withTiles { values, validity in
                sink.withUnsafeMutableBufferPointer { sink in
                    guard let values = values.baseAddress, let validity = validity.baseAddress, let sink = sink.baseAddress else { return }
                    let tiles = column.tileCount
                    // The compiler cannot know that the parts do not meet.
                    nonisolated(unsafe) let (input, bits, output) = (values, validity, sink)
                    DispatchQueue.concurrentPerform(iterations: 8) { part in
                        let range = tiles * part / 8..<tiles * (part + 1) / 8
                        kernel_stream_limit(input, bits, range.lowerBound, range.upperBound, column.periodCount, output, 1)
                    }
                }
            }
        }
    }

    func fit() { fitted = try? TwoWayFixedEffects().fit(response: response, regressors: regressors) }

    var columns: [ResultColumn] {
        guard let fitted else { return [] }
        return [ResultColumn(name: "coefficients", values: fitted.coefficients), ResultColumn(name: "se", values: fitted.standardErrors)]
    }
}
