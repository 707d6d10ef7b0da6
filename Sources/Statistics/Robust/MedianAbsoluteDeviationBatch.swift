internal import CKernels
public import ColumnStore

extension MedianAbsoluteDeviation {
    /// Median and spread over the series, for every period of every column: one call for a whole panel.
    ///
    /// ```swift
    /// var spreads = PeriodSpreads(columnCount: columns.count, periodCount: 17)
    /// MedianAbsoluteDeviation().fit(columns, into: &spreads)
    /// spreads[.median, 0, 16]
    /// ```
    /// **Definition.** As ``scale(of:)``, bit for bit: order statistics by counting against pivots from a sample, in two passes or so over the data.
    ///
    /// **Missing values.** Cells that are not valid are left out; a period without values, or with one that is not finite, gets NaN.
    /// - Parameters:
    ///   - columns: The columns, of equal shape.
    ///   - results: Results for as many columns and periods; what they held is overwritten.
    /// - Complexity: O(cells) expected, whatever the values; on all processors, memory for some periods of one column each.
    /// - References: Floyd & Rivest (1975), *Communications of the ACM* 18, 165–172. Test values: ``scale(of:)``, and NumPy.
    public func fit(_ columns: [SeriesColumn], into results: inout PeriodSpreads) {
        precondition(results.columnCount == columns.count, "results for \(results.columnCount) columns, not \(columns.count)")
        guard let first = columns.first, first.periodCount > 0 else { return }
        let (seriesCount, periodCount) = (first.seriesCount, first.periodCount)
        for column in columns {
            precondition(
                column.seriesCount == seriesCount && column.periodCount == periodCount && periodCount == results.periodCount,
                "column of \(column.seriesCount) × \(column.periodCount), results of \(results.periodCount) periods")
        }
        let (counts, medians, spreads) = (results.counts.base, results.pointer(.median), results.pointer(.spread))
        // Periods that are gathered together: as many as stay in the cache.
        let stride = first.tileCount * SeriesColumn.lanes + SeriesColumn.lanes
        let together = min(periodCount, max(1, (1 << 18) / stride))
        let groups = (periodCount + together - 1) / together
        ParallelRanges.forEach(count: columns.count * groups, minimum: max(1, (1 << 15) / (stride * together))) { units in
            let gathered = AlignedBuffer<Double>(count: stride * together)
            let scratch = AlignedBuffer<Double>(count: 2 * (seriesCount + SeriesColumn.lanes))
            for unit in units {
                let column = columns[unit / groups]
                let start = unit % groups * together
                let periods = min(together, periodCount - start)
                let at = unit / groups * periodCount + start
                column.withTiles { values, validity in
                    guard let values = values.baseAddress, let bits = validity.baseAddress else {
                        for period in 0..<periods { (counts[at + period], medians[at + period], spreads[at + period]) = (0, .nan, .nan) }
                        return
                    }
                    if periodCount == 1, Self.isComplete(validity, seriesCount: seriesCount) {
                        counts[at] = seriesCount
                        kernel_median_spread(values, seriesCount, scratch.base, medians + at, spreads + at)
                    } else {
                        withUnsafeTemporaryAllocation(of: Int.self, capacity: periods) { found in
                            guard let found = found.baseAddress else { return }
                            kernel_gather_periods(values, bits, column.tileCount, periodCount, start, periods, gathered.base, stride, found)
                            for period in 0..<periods {
                                counts[at + period] = found[period]
                                kernel_median_spread(
                                    gathered.base + period * stride, found[period], scratch.base, medians + at + period, spreads + at + period)
                            }
                        }
                    }
                }
                for period in at..<at + periods { spreads[period] *= constant }
            }
        }
    }

    /// Whether every series has a value, so that the values stand one after the other.
    private static func isComplete(_ validity: UnsafeBufferPointer<UInt8>, seriesCount: Int) -> Bool {
        let whole = seriesCount / SeriesColumn.lanes
        let rest = UInt8(truncatingIfNeeded: (1 << (seriesCount % SeriesColumn.lanes)) - 1)
        return validity[..<whole].allSatisfy { $0 == 0xFF } && (rest == 0 || validity[whole] & rest == rest)
    }
}
