internal import CKernels
public import ColumnStore

/// Pettitt's test of every series of a column, one column of results for each quantity.
///
/// Filled by ``PettittTest/fit(_:into:)`` and meant to be kept and filled again. **Missing values.** NaN below two observations and for a series with a value
/// that is not finite.
public struct PettittColumns: ~Copyable, Sendable {
    /// The quantities.
    public enum Quantity: Int, Sendable, CaseIterable {
        /// K.
        case statistic
        /// Number of values before the change, counted among those that are there.
        case changePosition
        /// Approximate two-sided p-value.
        case pValue
    }

    /// Number of series.
    public let seriesCount: Int
    let observationCounts: AlignedBuffer<Int32>
    private let quantities: AlignedBuffer<Double>
    private let stride: Int

    /// Columns for the results of `seriesCount` series.
    public init(seriesCount: Int) {
        precondition(seriesCount >= 0, "\(seriesCount) series")
        self.seriesCount = seriesCount
        stride = (seriesCount + 7) / 8 * 8
        observationCounts = AlignedBuffer(count: stride)
        quantities = AlignedBuffer(count: stride * Quantity.allCases.count)
    }

    /// Observations of a series.
    public func observations(of series: Int) -> Int {
        precondition(series >= 0 && series < seriesCount, "series \(series) of \(seriesCount)")
        return Int(observationCounts.base[series])
    }

    /// A quantity of a series; `nil` where it does not exist.
    public subscript(quantity: Quantity, series: Int) -> Double? {
        precondition(series >= 0 && series < seriesCount, "series \(series) of \(seriesCount)")
        let value = pointer(quantity)[series]
        return value.isNaN ? nil : value
    }

    /// Calls `body` with a quantity of every series, NaN where it does not exist, without a copy.
    public func withColumn<Result>(_ quantity: Quantity, _ body: (UnsafeBufferPointer<Double>) -> Result) -> Result {
        body(UnsafeBufferPointer(start: pointer(quantity), count: seriesCount))
    }

    func pointer(_ quantity: Quantity) -> UnsafeMutablePointer<Double> { quantities.base + quantity.rawValue * stride }
}

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
                for quantity in PettittColumns.Quantity.allCases { results.pointer(quantity).update(repeating: .nan, count: column.seriesCount) }
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
