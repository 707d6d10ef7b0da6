internal import CKernels
public import ColumnStore

/// Median and a robust scale of every series of a column.
///
/// Filled by ``MedianAbsoluteDeviation/scales(of:into:)`` and its like, and meant to be kept and filled again. **Missing values.** NaN without values, below two
/// for Qₙ and Sₙ, and for a series with a value that is not finite.
public struct SeriesSpreads: ~Copyable, Sendable {
    /// Number of series.
    public let seriesCount: Int
    let observationCounts: AlignedBuffer<Int32>
    let centers: AlignedBuffer<Double>
    let spreads: AlignedBuffer<Double>

    /// Results for `seriesCount` series.
    public init(seriesCount: Int) {
        precondition(seriesCount >= 0, "\(seriesCount) series")
        self.seriesCount = seriesCount
        let padded = (seriesCount + 7) / 8 * 8
        observationCounts = AlignedBuffer(count: padded)
        centers = AlignedBuffer(count: padded)
        spreads = AlignedBuffer(count: padded)
    }

    /// Observations of a series.
    public func observations(of series: Int) -> Int { Int(observationCounts.base[checked(series)]) }
    /// The median of a series; `nil` where it does not exist.
    public func median(of series: Int) -> Double? { Self.existing(centers.base[checked(series)]) }
    /// The scale of a series; `nil` where it does not exist.
    public func spread(of series: Int) -> Double? { Self.existing(spreads.base[checked(series)]) }

    /// Calls `body` with the scale of every series, NaN where it does not exist, without a copy.
    public func withSpreads<Result>(_ body: (UnsafeBufferPointer<Double>) -> Result) -> Result {
        body(UnsafeBufferPointer(start: spreads.base, count: seriesCount))
    }

    private func checked(_ series: Int) -> Int {
        precondition(series >= 0 && series < seriesCount, "series \(series) of \(seriesCount)")
        return series
    }

    private static func existing(_ value: Double) -> Double? { value.isNaN ? nil : value }

    /// The most periods that the kernel takes; longer series are done one by one.
    static let longest = 64

    /// Fills the results by the kernel; `factor` is what the raw scale of a number of values is multiplied by.
    func fill(_ column: SeriesColumn, _ scale: robust_scale, estimator: some RobustScale, factor: (Int) -> Double) {
        precondition(seriesCount == column.seriesCount, "results for \(seriesCount) series, column of \(column.seriesCount)")
        let (counts, centers, spreads) = (observationCounts.base, centers.base, spreads.base)
        let periods = column.periodCount
        guard periods > 0, periods <= Self.longest else {
            return ParallelRanges.forEach(count: seriesCount, minimum: 64) { range in
                for series in range {
                    let values = Array(column.series(series))
                    counts[series] = Int32(values.count { $0 != nil })
                    centers[series] = (try? finiteSorted(values)).map(medianOfSorted) ?? .nan
                    spreads[series] = (try? estimator.scale(of: values)) ?? .nan
                }
            }
        }
        let factors = (0...periods).map(factor)
        column.withTiles { values, validity in
            guard let values = values.baseAddress, let validity = validity.baseAddress else { return }
            factors.withUnsafeBufferPointer { factors in
                guard let factors = factors.baseAddress else { return }
                ParallelRanges.forEach(count: column.tileCount, minimum: 64) { tiles in
                    let scratch = AlignedBuffer<Double>(count: 8 * (3 * periods + periods * (periods - 1) / 2))
                    kernel_series_scales(
                        values, validity, tiles.lowerBound, tiles.upperBound, periods, scale, factors, scratch.base, counts, centers, spreads)
                }
            }
        }
    }
}

extension MedianAbsoluteDeviation {
    /// Median and spread of every series of a column, as ``scale(of:)`` has them, bit for bit.
    ///
    /// - Complexity: O(series × periods log² periods), on all processors; nothing is allocated per series up to 64 periods.
    public func scales(of column: SeriesColumn, into results: inout SeriesSpreads) {
        results.fill(column, SCALE_MAD, estimator: self) { _ in constant }
    }
}

extension QnScale {
    /// Median and Qₙ of every series of a column, as ``scale(of:)`` has them, bit for bit.
    ///
    /// - Complexity: O(series × periods² log² periods), on all processors; nothing is allocated per series up to 64 periods.
    public func scales(of column: SeriesColumn, into results: inout SeriesSpreads) {
        results.fill(column, SCALE_QN, estimator: self) { $0 > 1 ? factor($0) : 0 }
    }
}

extension SnScale {
    /// Median and Sₙ of every series of a column, as ``scale(of:)`` has them, bit for bit.
    ///
    /// - Complexity: O(series × periods² log² periods), on all processors; nothing is allocated per series up to 64 periods.
    public func scales(of column: SeriesColumn, into results: inout SeriesSpreads) {
        results.fill(column, SCALE_SN, estimator: self) { $0 > 1 ? factor($0) : 0 }
    }
}
