/// Theil–Sen slopes and Mann–Kendall tests of every series of a column, one column of results for each quantity.
///
/// Filled by ``RankTrend/fit(_:x:into:)`` or ``RankTrend/test(_:into:)`` and meant to be kept and filled again: fresh memory is what a batch costs most.
///
/// **Missing values.** NaN where a quantity does not exist: everything below two observations, slopes and their interval after a test alone.
public struct RankTrendColumns: ~Copyable, Sendable {
    /// The quantities that are real numbers.
    public enum Quantity: Int, Sendable, CaseIterable {
        /// The Theil–Sen slope, units of *y* per unit of *x*.
        case slope
        /// The height of the Theil–Sen line at x = 0.
        case intercept
        /// Lower end of the slope's interval.
        case lower
        /// Upper end of the slope's interval.
        case upper
        /// Kendall's S.
        case score
        /// Var(S), corrected for ties.
        case scoreVariance
        /// Kendall's τ_b; 0 for a constant series.
        case tau
        /// The standardized score with correction for continuity; 0 for a constant series.
        case statistic
        /// Two-sided p-value.
        case pValue
    }

    /// Number of series.
    public let seriesCount: Int
    let observationCounts: AlignedBuffer<Int32>
    let doubtful: AlignedBuffer<UInt8>
    /// All quantities one after the other, each `stride` long.
    private let quantities: AlignedBuffer<Double>
    private let stride: Int

    /// Columns for the results of `seriesCount` series.
    public init(seriesCount: Int) {
        precondition(seriesCount >= 0, "\(seriesCount) series")
        self.seriesCount = seriesCount
        // Whole tiles: kernels write eight results at a time.
        stride = (seriesCount + 7) / 8 * 8
        observationCounts = AlignedBuffer(count: stride)
        doubtful = AlignedBuffer(count: stride / 8)
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
