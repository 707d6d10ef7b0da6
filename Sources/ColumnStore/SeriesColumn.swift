/// One variable of a panel: a matrix of series × periods in tiles of eight series, with a validity bit a cell.
///
/// **Layout.** `values[(tile * periodCount + period) * 8 + lane]` holds series `tile * 8 + lane`; `validity[tile * periodCount + period]` has
/// the bit of each lane. A kernel that runs eight series at once reads one cache line and one byte a period, and never a stride.
/// The lanes of the last tile beyond `seriesCount` are never valid.
///
/// **Missing values.** A cell whose bit is clear is missing; its value is stored as 0 and means nothing.
public struct SeriesColumn: Sendable, Equatable {
    /// Series in a tile.
    public static let lanes = 8

    /// Number of series (rows).
    public let seriesCount: Int
    /// Number of periods (columns), usually years.
    public let periodCount: Int
    /// The values, tile by tile, period by period, eight lanes each.
    public private(set) var values: [Double]
    /// One byte for each tile and period; bit *lane* is set when that cell has a value.
    public private(set) var validity: [UInt8]

    /// A column with every cell missing.
    public init(seriesCount: Int, periodCount: Int) {
        precondition(seriesCount >= 0 && periodCount >= 0, "negative shape \(seriesCount) × \(periodCount)")
        self.seriesCount = seriesCount
        self.periodCount = periodCount
        let tiles = (seriesCount + Self.lanes - 1) / Self.lanes
        values = [Double](repeating: 0, count: tiles * periodCount * Self.lanes)
        validity = [UInt8](repeating: 0, count: tiles * periodCount)
    }

    /// Number of tiles of eight series.
    public var tileCount: Int { (seriesCount + Self.lanes - 1) / Self.lanes }

    /// The value of a cell, or `nil` when it is missing.
    public subscript(series: Int, period: Int) -> Double? {
        get {
            let (slot, bit) = position(series, period)
            return validity[slot] & bit == 0 ? nil : values[slot * Self.lanes + series % Self.lanes]
        }
        set {
            let (slot, bit) = position(series, period)
            values[slot * Self.lanes + series % Self.lanes] = newValue ?? 0
            if newValue == nil { validity[slot] &= ~bit } else { validity[slot] |= bit }
        }
    }

    /// Calls `body` with the tiled values and validity bytes, without a copy.
    public func withTiles<Result, Failure: Error>(
        _ body: (_ values: UnsafeBufferPointer<Double>, _ validity: UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let outcome: Swift.Result<Result, Failure> = values.withUnsafeBufferPointer { values in
            validity.withUnsafeBufferPointer { validity in
                do throws(Failure) { return .success(try body(values, validity)) } catch { return .failure(error) }
            }
        }
        return try outcome.get()
    }

    /// Calls `body` with the tiled values and validity bytes, to be filled in place.
    public mutating func withMutableTiles<Result>(
        _ body: (_ values: UnsafeMutableBufferPointer<Double>, _ validity: UnsafeMutableBufferPointer<UInt8>) -> Result
    ) -> Result {
        values.withUnsafeMutableBufferPointer { values in
            validity.withUnsafeMutableBufferPointer { validity in body(values, validity) }
        }
    }

    private func position(_ series: Int, _ period: Int) -> (slot: Int, bit: UInt8) {
        precondition(
            series >= 0 && series < seriesCount && period >= 0 && period < periodCount,
            "cell (\(series), \(period)) outside \(seriesCount) × \(periodCount)")
        return ((series / Self.lanes) * periodCount + period, 1 << UInt8(series % Self.lanes))
    }
}
