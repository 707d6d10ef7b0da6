import CKernels
import ColumnStore
import Foundation
import PanelReading

/// A tidy table of comma-separated values, in which every row has the name of an entity, a year, the name of an indicator and a value.
///
/// The peers end with four columns; this package goes on to the panel, with every cell that is given twice looked for.
struct TidyTableWorkload: Workload {
    let id: String
    let entities: Int
    private let years = 2009...2025
    private let indicators = 250

    var title: String { "tidy CSV of \(entities * years.count * indicators) rows: entity, year, indicator, value" }

    func prepare(in folder: URL) throws -> PreparedWorkload {
        let file = folder.appending(path: "tidy.csv")
        try write(to: file)
        let outcome = TidyTableOutcome(file: file)
        return PreparedWorkload(
            repetitions: entities > 2_000 ? 2 : 5,
            run: { outcome.read() },
            results: { [ResultColumn(name: "totals", values: outcome.totals(years))] },
            limit: Limit(name: "every byte of the file once") { outcome.touch() },
            peers: [
                Peer(name: "R data.table fread", interpreter: .r, script: "w7b.R", repetitions: 3),
                Peer(name: "polars", interpreter: .python, script: "w7b_polars.py", repetitions: 3),
                Peer(name: "pyarrow", interpreter: .python, script: "w7b_pyarrow.py", repetitions: 3),
                Peer(name: "DuckDB", interpreter: .python, script: "w7b_duckdb.py", repetitions: 3),
                Peer(name: "pandas, through pyarrow", interpreter: .python, script: "w7b_pandas.py", repetitions: 3),
            ])
    }

    /// Half of the values zero, most others counts, one in sixteen with decimals.
    private func write(to file: URL) throws {
        guard FileManager.default.createFile(atPath: file.path, contents: nil) else { throw CocoaError(.fileWriteUnknown) }
        let handle = try FileHandle(forWritingTo: file)
        defer { try? handle.close() }
        var generator = SimulatedSeries.Generator(state: 12)
        var bytes: [UInt8] = Array("entity,year,indicator,value\n".utf8)
        let names = (0..<indicators).map { Array(",i\($0),".utf8) }
        for entity in 0..<entities {
            for year in years {
                let start = Array("b\(entity),\(year)".utf8)
                for name in names {
                    bytes += start
                    bytes += name
                    let draw = generator.next()
                    let value = draw & 1 == 0 ? 0 : Int(draw >> 40) % (draw & 2 == 0 ? 100 : 100_000)
                    bytes += (draw & 15 == 15 ? "\(value).25\n" : "\(value)\n").utf8
                }
            }
            if bytes.count > 1 << 22 || entity == entities - 1 {
                try handle.write(contentsOf: bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        }
    }
}

/// The last table read.
private final class TidyTableOutcome {
    private let file: URL
    private var table: PanelTable?
    private let sums = UnsafeMutableBufferPointer<Double>.allocate(capacity: 8)

    init(file: URL) {
        self.file = file
        sums.initialize(repeating: 0)
    }

    deinit { sums.deallocate() }

    func read() {
        // The table before is gone before the next is made, as for the peers.
        table = nil
        guard let data = try? Data(contentsOf: file, options: .alwaysMapped) else { return }
        table = try? PanelTableReader().read(data)
    }

    /// Reads the mapped file.
    func touch() {
        guard let data = try? Data(contentsOf: file, options: .alwaysMapped) else { return }
        data.withUnsafeBytes { bytes in
            nonisolated(unsafe) let (words, sums) = (bytes.bindMemory(to: Double.self), sums)
            DispatchQueue.concurrentPerform(iterations: sums.count) { part in
                let range = words.count * part / sums.count..<words.count * (part + 1) / sums.count
                sums[part] = kernel_sum_limit(words.baseAddress! + range.lowerBound, range.count)
            }
        }
    }

    /// The sum of all values of each year.
    func totals(_ years: ClosedRange<Int>) -> [Double] {
        guard let panel = table?.panel else { return [] }
        var totals = [Double](repeating: 0, count: years.count)
        for variable in panel.variables {
            guard let column = panel.column(variable) else { continue }
            for series in 0..<column.seriesCount {
                for period in 0..<column.periodCount { totals[period] += column[series, period] ?? 0 }
            }
        }
        return totals
    }
}
