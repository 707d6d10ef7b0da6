public import ColumnStore

extension ModeratedTrends {
    /// Moderated trends of every series of a column: slopes, moderated standard errors, t and p-values, and the prior that the variances share.
    ///
    /// ```swift
    /// var trends = TrendColumns(seriesCount: column.seriesCount)
    /// let prior = try ModeratedTrends(autocorrelation: .none).fit(column, x: years, into: &trends).prior
    /// ```
    /// Agrees with ``fit(x:series:)`` to about 1e-10. With independent errors the lines are those of the batch of ``SimpleTrend`` and nothing is allocated per
    /// series; with autocorrelation each series is whitened by itself. R² is that of the lines with independent errors and does not exist otherwise.
    ///
    /// **Missing values.** Cells that are not valid are left out; series below three values have no moderated trend. A series with a value that is not finite
    /// takes no part.
    /// - Parameters:
    ///   - column: The series.
    ///   - x: The abscissa of each period, strictly increasing; multiples of one step where errors are autocorrelated.
    ///   - results: Columns for `column.seriesCount` series; what they held is overwritten.
    /// - Throws: As ``fit(x:series:)``.
    /// - Complexity: O(series × periods), on all processors with independent errors.
    public func fit(
        _ column: SeriesColumn, x: [Double], into results: inout TrendColumns
    ) throws(EstimationError) -> (autocorrelation: Double, prior: VarianceShrinkage.Prior) {
        SimpleTrend().fit(column, x: x, into: &results)
        guard autocorrelation == .none else { return try fitWhitened(column, x: x, into: results) }
        let (errors, counts) = (results.pointer(.standardError), results.observationCounts.base)
        let spreads = Self.spreads(column, x: x)
        var variances = [Double?](repeating: nil, count: column.seriesCount)
        for series in variances.indices where !errors[series].isNaN { variances[series] = errors[series] * errors[series] * spreads[series] }
        let (prior, priors) = try priors(
            variances: variances, degreesOfFreedom: variances.indices.map { variances[$0] == nil ? 0 : Double(counts[$0] - 2) })
        let (slopes, statistics, p) = (results.pointer(.slope), results.pointer(.statistic), results.pointer(.pValue))
        ParallelRanges.forEach(count: column.seriesCount, minimum: 512) { range in
            for series in range {
                guard let variance = variances[series] else { continue }
                let (moderated, df) = (priors?[series] ?? prior).posterior(variance: variance, degreesOfFreedom: Double(counts[series] - 2))
                errors[series] = (moderated / spreads[series]).squareRoot()
                statistics[series] = slopes[series] == 0 ? 0 : slopes[series] / errors[series]
                p[series] = StudentT(degreesOfFreedom: df).twoSidedPValue(statistics[series])
            }
        }
        return (0, prior)
    }

    /// Σ(x − x̄)² over the values of each series.
    private static func spreads(_ column: SeriesColumn, x: [Double]) -> [Double] {
        let origin = x.isEmpty ? 0 : x[x.count / 2]
        let shifted = x.map { $0 - origin }
        let (periods, lanes) = (column.periodCount, SeriesColumn.lanes)
        return column.withTiles { _, validity in
            (0..<column.seriesCount).map { series in
                var (n, sum, squares) = (0.0, 0.0, 0.0)
                for period in 0..<periods where validity[series / lanes * periods + period] & 1 << UInt8(series % lanes) != 0 {
                    n += 1
                    sum += shifted[period]
                    squares += shifted[period] * shifted[period]
                }
                return squares - sum * sum / n
            }
        }
    }

    /// The general way, series by series.
    private func fitWhitened(
        _ column: SeriesColumn, x: [Double], into results: borrowing TrendColumns
    ) throws(EstimationError) -> (autocorrelation: Double, prior: VarianceShrinkage.Prior) {
        let usable = (0..<column.seriesCount).map { series -> [Double?] in
            // A line exists only where every value is finite.
            results[.slope, series] == nil ? [Double?](repeating: nil, count: x.count) : Array(column.series(series))
        }
        let fit = try fit(x: x, series: usable)
        for (series, trend) in fit.trends.enumerated() {
            results.pointer(.rSquared)[series] = .nan
            results.pointer(.standardError)[series] = trend?.standardError ?? .nan
            results.pointer(.statistic)[series] = trend?.statistic ?? .nan
            results.pointer(.pValue)[series] = trend?.pValue ?? .nan
            guard let trend else { continue }
            results.pointer(.slope)[series] = trend.slope
            results.pointer(.intercept)[series] = trend.intercept
        }
        return (fit.autocorrelation, fit.prior)
    }
}
