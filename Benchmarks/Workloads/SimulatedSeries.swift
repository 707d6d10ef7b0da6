import ColumnStore
import Foundation

/// Series for the workloads: the same numbers on every machine.
struct SimulatedSeries {
    /// SplitMix64: small, quick and the same everywhere.
    struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        /// Uniform on (0, 1).
        mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }
        /// Standard normal.
        mutating func normal() -> Double { (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform()) }
    }

    /// Level, trend and noise of about 100, with a share of the cells missing.
    static func column(seriesCount: Int, periodCount: Int, missing: Double, seed: UInt64, rounded: Bool = false) -> SeriesColumn {
        var generator = Generator(state: seed)
        var column = SeriesColumn(seriesCount: seriesCount, periodCount: periodCount)
        column.withMutableTiles { values, validity in
            for series in 0..<seriesCount {
                let level = 100 + 20 * generator.normal()
                let rise = generator.normal()
                for period in 0..<periodCount {
                    let value = level + rise * Double(period) + 10 * generator.normal()
                    let slot = series / 8 * periodCount + period
                    guard generator.uniform() >= missing else { continue }
                    values[slot * 8 + series % 8] = rounded ? value.rounded() : value
                    validity[slot] |= 1 << UInt8(series % 8)
                }
            }
        }
        return column
    }

    /// Writes the column for the peers: `values.f64` series by series, NaN where missing, and `shape.txt`.
    static func write(_ column: SeriesColumn, to folder: URL) throws {
        var rows = [Double](repeating: .nan, count: column.seriesCount * column.periodCount)
        column.withTiles { values, validity in
            for slot in validity.indices {
                for lane in 0..<8 where validity[slot] & 1 << lane != 0 {
                    rows[(slot / column.periodCount * 8 + lane) * column.periodCount + slot % column.periodCount] = values[slot * 8 + lane]
                }
            }
        }
        try RawDoubles.write(rows, to: folder.appending(path: "values.f64"))
        try "\(column.seriesCount) \(column.periodCount)\n".write(to: folder.appending(path: "shape.txt"), atomically: true, encoding: .ascii)
    }
}
