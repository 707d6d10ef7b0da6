/// The lines through every series of a column, one column of results for each quantity.
///
/// Filled by ``SimpleTrend/fit(_:x:into:)`` and meant to be kept and filled again: the memory of the results is what a batch costs most when it is fresh.
///
/// **Missing values.** NaN where a quantity does not exist: slope and intercept below two observations, the rest below three, R² of a constant series.
public struct TrendColumns: ~Copyable, Sendable {
    /// The quantities that are real numbers.
    public enum Quantity: Int, Sendable, CaseIterable {
        /// β̂, units of *y* per unit of *x*.
        case slope
        /// α̂, the height of the line at x = 0.
        case intercept
        /// Standard error of the slope.
        case standardError
        /// The t statistic of the slope.
        case statistic
        /// Two-sided p-value of a slope of 0.
        case pValue
        /// Share of the variance explained.
        case rSquared
    }

    /// Number of series.
    public let seriesCount: Int
    let observationCounts: AlignedBuffer<Int32>
    let doubtful: AlignedBuffer<UInt8>
    private let slope: AlignedBuffer<Double>
    private let intercept: AlignedBuffer<Double>
    private let standardError: AlignedBuffer<Double>
    private let statistic: AlignedBuffer<Double>
    private let pValue: AlignedBuffer<Double>
    private let rSquared: AlignedBuffer<Double>

    /// Columns for the results of `seriesCount` series.
    public init(seriesCount: Int) {
        precondition(seriesCount >= 0, "\(seriesCount) series")
        self.seriesCount = seriesCount
        // Whole tiles: kernels write eight results at a time.
        let padded = (seriesCount + 7) / 8 * 8
        observationCounts = AlignedBuffer(count: padded)
        doubtful = AlignedBuffer(count: padded / 8)
        slope = AlignedBuffer(count: padded)
        intercept = AlignedBuffer(count: padded)
        standardError = AlignedBuffer(count: padded)
        statistic = AlignedBuffer(count: padded)
        pValue = AlignedBuffer(count: padded)
        rSquared = AlignedBuffer(count: padded)
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

    func pointer(_ quantity: Quantity) -> UnsafeMutablePointer<Double> {
        switch quantity {
        case .slope: slope.base
        case .intercept: intercept.base
        case .standardError: standardError.base
        case .statistic: statistic.base
        case .pValue: pValue.base
        case .rSquared: rSquared.base
        }
    }
}
