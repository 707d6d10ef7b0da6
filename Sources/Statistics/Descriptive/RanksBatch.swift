internal import CKernels
public import ColumnStore

extension Ranks {
    /// The ranks of the values within every series of a column, as a column of the same shape.
    ///
    /// As ``ranks(of:)`` has them, series by series. **Missing values.** Missing cells stay missing and do not count; so does a whole series with NaN in it.
    /// - Complexity: O(series × periods²), on all processors; nothing is allocated per series.
    /// - References: Test values: ``ranks(of:)``.
    public func ranks(of column: SeriesColumn) -> SeriesColumn {
        let rule =
            switch ties {
            case .average: RANK_AVERAGE
            case .minimum: RANK_MINIMUM
            case .maximum: RANK_MAXIMUM
            case .dense: RANK_DENSE
            case .first: RANK_FIRST
            }
        var result = SeriesColumn(seriesCount: column.seriesCount, periodCount: column.periodCount)
        let (periods, tiles, fromTop) = (column.periodCount, column.tileCount, descending ? Int32(1) : 0)
        column.withTiles { values, validity in
            result.withMutableTiles { ranks, rankValidity in
                guard let values = values.baseAddress, let validity = validity.baseAddress, let ranks = ranks.baseAddress,
                    let rankValidity = rankValidity.baseAddress
                else { return }
                ParallelRanges.forEach(count: tiles, minimum: 64) { range in
                    let scratch = AlignedBuffer<Double>(count: 16 * periods)
                    kernel_series_ranks(
                        values, validity, range.lowerBound, range.upperBound, periods, rule, fromTop, scratch.base, ranks, rankValidity)
                }
            }
        }
        return result
    }
}
