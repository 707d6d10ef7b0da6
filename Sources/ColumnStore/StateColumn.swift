/// A byte a cell, in the tiles of ``SeriesColumn``: what stands in a cell, beyond having a value or not.
///
/// **Layout.** `(tile * periodCount + period) * 8 + lane`. 0 means that the cell is not there.
public struct StateColumn: Sendable {
    /// Number of series (rows).
    public let seriesCount: Int
    /// Number of periods (columns).
    public let periodCount: Int

    private var bytes: TileBuffer<UInt8>
    private var first: Int

    /// A column without cells: every state 0.
    public init(seriesCount: Int, periodCount: Int) {
        let slots = SeriesColumn.slotCount(seriesCount: seriesCount, periodCount: periodCount)
        self.init(seriesCount: seriesCount, periodCount: periodCount, bytes: TileBuffer(count: slots * SeriesColumn.lanes), first: 0)
    }

    /// A column that begins at a byte of a shared buffer.
    init(seriesCount: Int, periodCount: Int, bytes: TileBuffer<UInt8>, first: Int) {
        self.seriesCount = seriesCount
        self.periodCount = periodCount
        self.bytes = bytes
        self.first = first
    }

    /// Bytes that the column takes.
    public var memoryFootprint: Int { byteCount }

    /// The state of a cell.
    public subscript(series: Int, period: Int) -> UInt8 {
        get { withExtendedLifetime(bytes) { bytes.start[first + position(series, period)] } }
        set {
            let position = position(series, period)
            if first != 0 || bytes.count != byteCount || !isKnownUniquelyReferenced(&bytes) {
                bytes = TileBuffer(copying: bytes.start + first, count: byteCount)
                first = 0
            }
            withExtendedLifetime(bytes) { bytes.start[position] = newValue }
        }
    }

    /// Calls `body` with the bytes in the order of the tiles, without a copy.
    public func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        defer { withExtendedLifetime(bytes) {} }
        return try body(UnsafeBufferPointer(start: bytes.start + first, count: byteCount))
    }

    func gathering(series: [Int]) -> StateColumn {
        var kept = StateColumn(seriesCount: series.count, periodCount: periodCount)
        for (target, source) in series.enumerated() {
            for period in 0..<periodCount { kept[target, period] = self[source, period] }
        }
        return kept
    }

    func gathering(periods: Range<Int>) -> StateColumn {
        var kept = StateColumn(seriesCount: seriesCount, periodCount: periods.count)
        for series in 0..<seriesCount {
            for period in 0..<periods.count { kept[series, period] = self[series, periods.lowerBound + period] }
        }
        return kept
    }

    private var byteCount: Int { SeriesColumn.slotCount(seriesCount: seriesCount, periodCount: periodCount) * SeriesColumn.lanes }

    private func position(_ series: Int, _ period: Int) -> Int {
        precondition(
            series >= 0 && series < seriesCount && period >= 0 && period < periodCount,
            "cell (\(series), \(period)) outside \(seriesCount) × \(periodCount)")
        return ((series / SeriesColumn.lanes) * periodCount + period) * SeriesColumn.lanes + series % SeriesColumn.lanes
    }
}

extension StateColumn: Equatable {
    /// Whether shapes and states are the same.
    public static func == (one: StateColumn, other: StateColumn) -> Bool {
        one.seriesCount == other.seriesCount && one.periodCount == other.periodCount
            && one.withBytes { bytes in other.withBytes { bytes.elementsEqual($0) } }
    }
}
