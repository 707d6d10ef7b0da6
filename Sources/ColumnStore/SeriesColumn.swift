/// One variable of a panel: a matrix of series × periods in tiles of eight series, with a validity bit a cell.
///
/// **Layout.** `values[(tile * periodCount + period) * 8 + lane]` holds series `tile * 8 + lane`; `validity[tile * periodCount + period]` has
/// the bit of each lane. A kernel that runs eight series at once reads one cache line and one byte a period, and never a stride.
/// The lanes of the last tile beyond `seriesCount` are never valid. Tiles start at a cache line.
///
/// **Missing values.** A cell whose bit is clear is missing; its value is stored as 0 and means nothing.
///
/// A value type: columns of one panel share one buffer until one of them is changed.
public struct SeriesColumn: Sendable {
    /// Series in a tile.
    public static let lanes = 8

    /// Number of series (rows).
    public let seriesCount: Int
    /// Number of periods (columns), usually years.
    public let periodCount: Int

    private var values: TileBuffer<Double>
    private var validity: TileBuffer<UInt8>
    private var firstSlot: Int

    /// A column with every cell missing.
    public init(seriesCount: Int, periodCount: Int) {
        precondition(seriesCount >= 0 && periodCount >= 0, "negative shape \(seriesCount) × \(periodCount)")
        let slots = Self.slotCount(seriesCount: seriesCount, periodCount: periodCount)
        self.init(
            seriesCount: seriesCount, periodCount: periodCount, values: TileBuffer(count: slots * Self.lanes),
            validity: TileBuffer(count: slots), firstSlot: 0)
    }

    /// A column that begins at a slot of shared buffers.
    init(seriesCount: Int, periodCount: Int, values: TileBuffer<Double>, validity: TileBuffer<UInt8>, firstSlot: Int) {
        self.seriesCount = seriesCount
        self.periodCount = periodCount
        self.values = values
        self.validity = validity
        self.firstSlot = firstSlot
    }

    /// A column of series given one by one, each of `periodCount` values.
    public init(_ series: [[Double?]], periodCount: Int) {
        self.init(seriesCount: series.count, periodCount: periodCount)
        for (index, row) in series.enumerated() {
            precondition(row.count == periodCount, "series \(index) has \(row.count) periods, not \(periodCount)")
            for (period, value) in row.enumerated() { self[index, period] = value }
        }
    }

    /// Number of tiles of eight series.
    public var tileCount: Int { Self.tileCount(seriesCount) }

    /// Number of cells that have a value. O(*n* / 8).
    public var validCount: Int {
        withTiles { _, validity in validity.reduce(0) { $0 + $1.nonzeroBitCount } }
    }

    /// Bytes that the column takes for values and validity.
    public var memoryFootprint: Int { slotCount * (Self.lanes * MemoryLayout<Double>.stride + 1) }

    /// The value of a cell, or `nil` when it is missing.
    public subscript(series: Int, period: Int) -> Double? {
        get {
            let (slot, bit) = position(series, period)
            return withExtendedLifetime((values, validity)) {
                validity.start[firstSlot + slot] & bit == 0 ? nil : values.start[(firstSlot + slot) * Self.lanes + series % Self.lanes]
            }
        }
        set {
            let (slot, bit) = position(series, period)
            makeUnique()
            defer { withExtendedLifetime((values, validity)) {} }
            values.start[slot * Self.lanes + series % Self.lanes] = newValue ?? 0
            if newValue == nil { validity.start[slot] &= ~bit } else { validity.start[slot] |= bit }
        }
    }

    /// Calls `body` with the tiled values and validity bytes, without a copy.
    public func withTiles<Result, Failure: Error>(
        _ body: (_ values: UnsafeBufferPointer<Double>, _ validity: UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // Without this the optimizer may let go of the buffers after the last use of their fields, before `body` is done with the memory.
        defer { withExtendedLifetime((values, validity)) {} }
        return try body(
            UnsafeBufferPointer(start: values.start + firstSlot * Self.lanes, count: slotCount * Self.lanes),
            UnsafeBufferPointer(start: validity.start + firstSlot, count: slotCount))
    }

    /// Calls `body` with the tiled values and validity bytes, to be filled in place. Values of cells left invalid must be left 0.
    public mutating func withMutableTiles<Result>(
        _ body: (_ values: UnsafeMutableBufferPointer<Double>, _ validity: UnsafeMutableBufferPointer<UInt8>) -> Result
    ) -> Result {
        makeUnique()
        defer { withExtendedLifetime((values, validity)) {} }
        return body(
            UnsafeMutableBufferPointer(start: values.start, count: slotCount * Self.lanes),
            UnsafeMutableBufferPointer(start: validity.start, count: slotCount))
    }

    static func tileCount(_ seriesCount: Int) -> Int { (seriesCount + lanes - 1) / lanes }
    static func slotCount(seriesCount: Int, periodCount: Int) -> Int { tileCount(seriesCount) * periodCount }
    private var slotCount: Int { tileCount * periodCount }

    /// Gives the column buffers of its own, in which it begins at slot 0.
    private mutating func makeUnique() {
        if firstSlot == 0, values.count == slotCount * Self.lanes, isKnownUniquelyReferenced(&values), isKnownUniquelyReferenced(&validity) { return }
        values = TileBuffer(copying: values.start + firstSlot * Self.lanes, count: slotCount * Self.lanes)
        validity = TileBuffer(copying: validity.start + firstSlot, count: slotCount)
        firstSlot = 0
    }

    private func position(_ series: Int, _ period: Int) -> (slot: Int, bit: UInt8) {
        precondition(
            series >= 0 && series < seriesCount && period >= 0 && period < periodCount,
            "cell (\(series), \(period)) outside \(seriesCount) × \(periodCount)")
        return ((series / Self.lanes) * periodCount + period, 1 << UInt8(series % Self.lanes))
    }
}

extension SeriesColumn: Equatable {
    /// Whether shapes, missing cells and values are the same.
    public static func == (one: SeriesColumn, other: SeriesColumn) -> Bool {
        guard one.seriesCount == other.seriesCount, one.periodCount == other.periodCount else { return false }
        return one.withTiles { values, validity in
            other.withTiles { otherValues, otherValidity in
                values.elementsEqual(otherValues) && validity.elementsEqual(otherValidity)
            }
        }
    }
}
