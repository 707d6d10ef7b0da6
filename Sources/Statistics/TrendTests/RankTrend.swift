internal import CKernels
public import ColumnStore

/// Trends by ranks of every series of a column: ``TheilSen`` and ``MannKendall``, one call for a million series.
///
/// ```swift
/// var trends = RankTrendColumns(seriesCount: column.seriesCount)
/// RankTrend().fit(column, x: years, into: &trends)
/// trends[.slope, 0]
/// ```
/// **Definition.** As ``TheilSen`` and ``MannKendall`` have it, bit for bit but for the normal p-value, which agrees to 1e-12 relative however small it is.
///
/// **Missing values.** Cells that are not valid are left out; below two there is no result. A series with a value that is not finite gets NaN.
/// - References: as ``TheilSen`` and ``MannKendall``. Test values: the same estimators one series at a time, and pymannkendall and SciPy,
///   `Tests/StatisticsTests/ReferenceValues/TrendTests.py`.
public struct RankTrend: Sendable, Equatable {
    /// How the p-value is computed.
    public let method: MannKendall.Method
    /// The nominal probability with which the interval of the slope covers.
    public let level: Double

    /// Trends by ranks with the given way to compute the p-value and the level of the interval, in (0, 1).
    public init(method: MannKendall.Method = .automatic, level: Double = 0.95) {
        precondition(level > 0 && level < 1, "confidence level \(level) outside (0, 1)")
        self.method = method
        self.level = level
    }

    /// The most periods that the kernel takes; longer series are fitted one by one.
    static let longest = 64

    /// Slope, intercept, interval, score and p-value of every series.
    ///
    /// - Parameters:
    ///   - column: The series, missing cells by validity.
    ///   - x: The abscissa of each period, strictly increasing, finite.
    ///   - results: Columns for `column.seriesCount` series; what they held is overwritten.
    /// - Complexity: O(series × periods² log² periods), on all processors; nothing is allocated per series up to 64 periods, but for exact p-values of
    ///   ``MannKendall/Method/exact`` with ties.
    public func fit(_ column: SeriesColumn, x: [Double], into results: inout RankTrendColumns) {
        precondition(x.count == column.periodCount, "\(x.count) abscissae for \(column.periodCount) periods")
        precondition(zip(x, x.dropFirst()).allSatisfy { $0 < $1 } && x.allSatisfy(\.isFinite), "abscissae must be finite and increase")
        run(column, x: x, slopes: true, into: results)
    }

    /// Score and p-value of every series in the order of the periods; slopes and their intervals become NaN. Several times as fast as ``fit(_:x:into:)``.
    ///
    /// - Parameters:
    ///   - column: The series, missing cells by validity.
    ///   - results: Columns for `column.seriesCount` series; what they held is overwritten.
    /// - Complexity: O(series × periods²), otherwise as ``fit(_:x:into:)``.
    public func test(_ column: SeriesColumn, into results: inout RankTrendColumns) {
        run(column, x: (0..<column.periodCount).map(Double.init), slopes: false, into: results)
    }

    private func run(_ column: SeriesColumn, x: [Double], slopes: Bool, into results: borrowing RankTrendColumns) {
        precondition(results.seriesCount == column.seriesCount, "results for \(results.seriesCount) series, column of \(column.seriesCount)")
        let target = results.target
        if !slopes {
            for quantity in [RankTrendQuantity.slope, .intercept, .lower, .upper] {
                results.pointer(quantity).update(repeating: .nan, count: column.seriesCount)
            }
        }
        let steps = PairSteps(x)
        guard !x.isEmpty, x.count <= Self.longest, steps.areModerate else {
            return ParallelRanges.forEach(count: column.seriesCount, minimum: 64) { range in
                for series in range { refit(column, series: series, x: x, slopes: slopes, into: target) }
            }
        }
        let exact = method == .normal ? nil : ExactScoreTable(limit: method == .exact ? x.count : min(x.count, 50))
        let tail = NormalTailPolynomial.shared
        let quantile = Normal().upperTailQuantile((1 - level) / 2)
        column.withTiles { values, validity in
            guard let values = values.baseAddress, let validity = validity.baseAddress else { return }
            steps.withDesign(tail: tail, quantile: quantile, slopes: slopes) { design in
                ParallelRanges.forEach(count: column.tileCount, minimum: 64) { tiles in
                    let scratch = AlignedBuffer<Double>(count: 8 * (2 * column.periodCount + column.periodCount * (column.periodCount - 1) / 2))
                    var (design, columns) = (design, target)
                    kernel_rank_trend(values, validity, tiles.lowerBound, tiles.upperBound, &design, scratch.base, &columns)
                    for tile in tiles where target.doubtful[tile] != 0 || exact != nil {
                        for lane in 0..<min(8, column.seriesCount - tile * 8) {
                            let series = tile * 8 + lane
                            if target.doubtful[tile] & 1 << UInt8(lane) != 0 {
                                refit(column, series: series, x: x, slopes: slopes, into: target)
                            } else if let exact {
                                applyExact(exact, column, series: series, into: target)
                            }
                        }
                    }
                }
            }
        }
    }

    /// Replaces the normal p-value of a series by the exact one where the method asks for it.
    private func applyExact(_ table: ExactScoreTable, _ column: SeriesColumn, series: Int, into target: rank_trend_columns) {
        let count = Int(target.observations[series])
        guard count > 1 else { return }
        let score = Int(target.score[series].magnitude)
        if target.variance[series] == KendallScore.variance(count: count, ties: []) {
            if let p = table.pValue(count: count, score: score) { target.p_value[series] = p }
        } else if count <= 10 {
            target.p_value[series] = table.pValue(score: score, tiesOf: column.series(series))
        } else if method == .exact, let fit = try? MannKendall(method: .exact).fit(Array(column.series(series))) {
            target.p_value[series] = fit.pValue
        }
    }

    /// Writes the results of one series as its estimators have them.
    private func refit(_ column: SeriesColumn, series: Int, x: [Double], slopes: Bool, into target: rank_trend_columns) {
        let y = Array(column.series(series))
        target.observations[series] = Int32(y.count { $0 != nil })
        for pointer in [
            target.slope, target.intercept, target.lower, target.upper, target.score, target.variance, target.tau, target.statistic, target.p_value,
        ] {
            pointer?[series] = .nan
        }
        guard let test = try? MannKendall(method: method).fit(x: x, y: y) else { return }
        target.score[series] = Double(test.score)
        target.variance[series] = test.scoreVariance
        target.tau[series] = test.tau
        target.statistic[series] = test.statistic
        target.p_value[series] = test.pValue
        guard slopes, let fit = try? TheilSen().fit(x: x, y: y) else { return }
        let interval = fit.confidenceInterval(level: level)
        target.slope[series] = fit.slope
        target.intercept[series] = fit.intercept
        target.lower[series] = interval.lower
        target.upper[series] = interval.upper
    }
}

extension ResultColumns<RankTrendQuantity> {
    /// The columns as the kernel takes them.
    fileprivate var target: rank_trend_columns {
        rank_trend_columns(
            observations: observationCounts.base, slope: pointer(.slope), intercept: pointer(.intercept), lower: pointer(.lower),
            upper: pointer(.upper), score: pointer(.score), variance: pointer(.scoreVariance), tau: pointer(.tau), statistic: pointer(.statistic),
            p_value: pointer(.pValue), doubtful: doubtful.base)
    }
}

/// The differences between all pairs of abscissae, later less earlier.
private struct PairSteps {
    let abscissae: [Double]
    private var steps: [Double] = []
    private var inverses: [Double] = []

    init(_ x: [Double]) {
        abscissae = x
        guard x.count <= RankTrend.longest else { return }
        for j in x.indices {
            for i in 0..<j {
                steps.append(x[j] - x[i])
                inverses.append(1 / (x[j] - x[i]))
            }
        }
    }

    /// Whether quotients by the steps neither overflow nor lose digits for values that do not.
    var areModerate: Bool { steps.allSatisfy { $0 > 1e-20 && $0 < 1e20 } }

    /// Calls `body` with what all series share.
    func withDesign(tail: NormalTailPolynomial, quantile: Double, slopes: Bool, _ body: (rank_trend_design) -> Void) {
        abscissae.withUnsafeBufferPointer { abscissae in
            steps.withUnsafeBufferPointer { steps in
                inverses.withUnsafeBufferPointer { inverses in
                    tail.coefficients.withUnsafeBufferPointer { coefficients in
                        body(
                            rank_trend_design(
                                periods: abscissae.count, abscissae: abscissae.baseAddress, steps: slopes ? steps.baseAddress : nil,
                                inverse_steps: slopes ? inverses.baseAddress : nil, quantile: quantile,
                                tail: normal_tail_polynomial(
                                    coefficients: coefficients.baseAddress, degree: coefficients.count - 1, center: tail.center)))
                    }
                }
            }
        }
    }
}
