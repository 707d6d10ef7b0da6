/// What a batch estimator says of every series of a column, one column of results for each quantity.
///
/// Filled by a batch form such as ``SimpleTrend/fit(_:x:into:)`` and meant to be kept and filled again: the memory of the results is what a batch costs most when it is fresh.
///
/// ```swift
/// var trends = TrendColumns(seriesCount: column.seriesCount)
/// SimpleTrend().fit(column, x: years, into: &trends)
/// trends[.slope, 0]
/// ```
/// **Missing values.** NaN, or `nil` by subscript, where a quantity does not exist.
public struct ResultColumns<Quantity: ResultQuantity>: ~Copyable, Sendable {
    /// Number of series.
    public let seriesCount: Int
    let observationCounts: AlignedBuffer<Int32>
    /// A bit a series that a kernel leaves to be done by itself.
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

    /// Sets every quantity of a series to NaN.
    func clear(_ series: Int) {
        for quantity in Quantity.allCases { pointer(quantity)[series] = .nan }
    }
}

/// The quantities of one kind of ``ResultColumns``, numbered from 0.
public protocol ResultQuantity: CaseIterable, RawRepresentable, Hashable, Sendable where RawValue == Int {}

/// What ``SimpleTrend`` and ``ModeratedTrends`` say of every series.
///
/// Slope and intercept do not exist below two observations, the rest below three, R² of a constant series.
public typealias TrendColumns = ResultColumns<TrendQuantity>

/// The quantities of a line through one series.
public enum TrendQuantity: Int, ResultQuantity {
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

/// What ``RankTrend`` says of every series.
///
/// Nothing exists below two observations, and slopes and their interval not after a test alone.
public typealias RankTrendColumns = ResultColumns<RankTrendQuantity>

/// The quantities of a trend by ranks.
public enum RankTrendQuantity: Int, ResultQuantity {
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

/// What ``PettittTest`` says of every series; nothing below two observations and of a series with a value that is not finite.
public typealias PettittColumns = ResultColumns<PettittQuantity>

/// The quantities of Pettitt's test.
public enum PettittQuantity: Int, ResultQuantity {
    /// K.
    case statistic
    /// Number of values before the change, counted among those that are there.
    case changePosition
    /// Approximate two-sided p-value.
    case pValue
}
