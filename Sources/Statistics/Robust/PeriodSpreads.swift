/// Median and spread over the series of every period of some columns: one column of results for each quantity.
///
/// Filled by ``MedianAbsoluteDeviation/fit(_:into:)`` and meant to be kept and filled again.
///
/// **Missing values.** NaN where no series has a value in a period, or one that is not finite.
public struct PeriodSpreads: ~Copyable, Sendable {
    /// The quantities.
    public enum Quantity: Int, Sendable, CaseIterable {
        /// The median over the series.
        case median
        /// The spread about it.
        case spread
    }

    /// Number of columns.
    public let columnCount: Int
    /// Number of periods of each column.
    public let periodCount: Int
    let counts: AlignedBuffer<Int>
    private let medians: AlignedBuffer<Double>
    private let spreads: AlignedBuffer<Double>

    /// Results for `columnCount` columns of `periodCount` periods each.
    public init(columnCount: Int, periodCount: Int) {
        precondition(columnCount >= 0 && periodCount >= 0, "\(columnCount) columns of \(periodCount) periods")
        self.columnCount = columnCount
        self.periodCount = periodCount
        counts = AlignedBuffer(count: columnCount * periodCount)
        medians = AlignedBuffer(count: columnCount * periodCount)
        spreads = AlignedBuffer(count: columnCount * periodCount)
    }

    /// Series with a value in a period of a column.
    public func observations(column: Int, period: Int) -> Int { counts.base[position(column, period)] }

    /// A quantity of a period of a column; `nil` where it does not exist.
    public subscript(quantity: Quantity, column: Int, period: Int) -> Double? {
        let value = pointer(quantity)[position(column, period)]
        return value.isNaN ? nil : value
    }

    /// Calls `body` with a quantity of every period of the first column, then of the second and so on, NaN where it does not exist, without a copy.
    public func withColumn<Result>(_ quantity: Quantity, _ body: (UnsafeBufferPointer<Double>) -> Result) -> Result {
        body(UnsafeBufferPointer(start: pointer(quantity), count: columnCount * periodCount))
    }

    func pointer(_ quantity: Quantity) -> UnsafeMutablePointer<Double> { quantity == .median ? medians.base : spreads.base }

    private func position(_ column: Int, _ period: Int) -> Int {
        precondition(
            column >= 0 && column < columnCount && period >= 0 && period < periodCount, "(\(column), \(period)) of \(columnCount) × \(periodCount)")
        return column * periodCount + period
    }
}
