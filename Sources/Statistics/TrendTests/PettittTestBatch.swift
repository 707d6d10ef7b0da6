internal import CKernels
public import ColumnStore

extension PettittTest {
    /// Tests every series of a column in the order of the periods: one call for a million series.
    ///
    /// Statistic and position are those of ``fit(_:)``, the p-value agrees to 1e-13.
    /// - Parameters:
    ///   - column: The series, missing cells by validity.
    ///   - results: Columns for `column.seriesCount` series; what they held is overwritten.
    /// - Complexity: O(series × periods²), on all processors; nothing is allocated per series.
    /// - References: Test values: ``fit(_:)``.
    public func fit(_ column: SeriesColumn, into results: inout PettittColumns) {
        precondition(results.seriesCount == column.seriesCount, "results for \(results.seriesCount) series, column of \(column.seriesCount)")
        let target = pettitt_columns(
            observations: results.observationCounts.base, statistic: results.pointer(.statistic), position: results.pointer(.changePosition),
            p_value: results.pointer(.pValue))
        let periods = column.periodCount
        column.withTiles { values, validity in
            guard let values = values.baseAddress, let validity = validity.baseAddress else {
                for quantity in PettittQuantity.allCases { results.pointer(quantity).update(repeating: .nan, count: column.seriesCount) }
                return results.observationCounts.base.update(repeating: 0, count: column.seriesCount)
            }
            ParallelRanges.forEach(count: column.tileCount, minimum: 64) { tiles in
                let scratch = AlignedBuffer<Double>(count: 8 * periods)
                var columns = target
                kernel_pettitt(values, validity, tiles.lowerBound, tiles.upperBound, periods, scratch.base, &columns)
            }
        }
    }
}
