/// Some periods of a column, read where they stand: nothing is copied.
public struct SeriesSlice: Sendable {
    /// The whole column.
    public let column: SeriesColumn
    /// The periods of the column that belong to the slice.
    public let periods: Range<Int>

    /// The value of a cell, its period counted from the slice's first; `nil` when it is missing.
    public subscript(series: Int, period: Int) -> Double? {
        precondition(period >= 0 && period < periods.count, "period \(period) outside a slice of \(periods.count)")
        return column[series, periods.lowerBound + period]
    }

    /// Calls `body` with the tiled values and validity from the slice's first period on, and the number of slots from one tile to the next.
    ///
    /// The value of series `tile * 8 + lane` in period `t` of the slice is `values[(tile * tileStride + t) * 8 + lane]`, its validity bit that of
    /// `validity[tile * tileStride + t]`. Periods at `t ≥ periods.count` belong to others.
    public func withTiles<Result, Failure: Error>(
        _ body: (_ values: UnsafeBufferPointer<Double>, _ validity: UnsafeBufferPointer<UInt8>, _ tileStride: Int) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try column.withTiles { (values, validity) throws(Failure) in
            try body(
                UnsafeBufferPointer(rebasing: values.dropFirst(periods.lowerBound * SeriesColumn.lanes)),
                UnsafeBufferPointer(rebasing: validity.dropFirst(periods.lowerBound)), column.periodCount)
        }
    }
}

/// One series of a column as a collection of values in the order of the periods, read where it stands.
public struct SeriesRow: Sendable, RandomAccessCollection {
    let column: SeriesColumn
    let series: Int

    /// 0.
    public var startIndex: Int { 0 }
    /// The number of periods.
    public var endIndex: Int { column.periodCount }
    /// The value of a period; `nil` when it is missing.
    public subscript(period: Int) -> Double? { column[series, period] }
}

extension SeriesColumn {
    /// Some periods, without a copy.
    public func slice(periods: Range<Int>) -> SeriesSlice {
        precondition(periods.lowerBound >= 0 && periods.upperBound <= periodCount, "periods \(periods) outside 0..<\(periodCount)")
        return SeriesSlice(column: self, periods: periods)
    }

    /// One series, without a copy.
    public func series(_ index: Int) -> SeriesRow {
        precondition(index >= 0 && index < seriesCount, "series \(index) outside 0..<\(seriesCount)")
        return SeriesRow(column: self, series: index)
    }

    /// The given series, in the given order, as a column of its own. O(*kept* × *periods*).
    public func gathering(series: [Int]) -> SeriesColumn {
        var kept = SeriesColumn(seriesCount: series.count, periodCount: periodCount)
        let periodCount = periodCount
        withTiles { values, validity in
            kept.withMutableTiles { keptValues, keptValidity in
                for (target, source) in series.enumerated() {
                    precondition(source >= 0 && source < seriesCount, "series \(source) outside 0..<\(seriesCount)")
                    let (from, to) = ((source / Self.lanes) * periodCount, (target / Self.lanes) * periodCount)
                    let (fromLane, toLane) = (source % Self.lanes, target % Self.lanes)
                    for period in 0..<periodCount {
                        keptValues[(to + period) * Self.lanes + toLane] = values[(from + period) * Self.lanes + fromLane]
                        keptValidity[to + period] |= (validity[from + period] >> UInt8(fromLane) & 1) << UInt8(toLane)
                    }
                }
            }
        }
        return kept
    }

    /// Some periods as a column of its own. O(*series* × *kept*).
    public func gathering(periods: Range<Int>) -> SeriesColumn {
        precondition(periods.lowerBound >= 0 && periods.upperBound <= periodCount, "periods \(periods) outside 0..<\(periodCount)")
        var kept = SeriesColumn(seriesCount: seriesCount, periodCount: periods.count)
        slice(periods: periods).withTiles { values, validity, stride in
            kept.withMutableTiles { keptValues, keptValidity in
                for tile in 0..<tileCount {
                    for period in 0..<periods.count {
                        keptValidity[tile * periods.count + period] = validity[tile * stride + period]
                        for lane in 0..<Self.lanes {
                            keptValues[(tile * periods.count + period) * Self.lanes + lane] = values[(tile * stride + period) * Self.lanes + lane]
                        }
                    }
                }
            }
        }
        return kept
    }
}
