internal import CKernels
public import ColumnStore

extension SimpleTrend {
    /// Fits a line to every series of a column: one call for a million of them.
    ///
    /// ```swift
    /// var trends = TrendColumns(seriesCount: column.seriesCount)
    /// SimpleTrend().fit(column, x: years, into: &trends)
    /// trends[.slope, 0]
    /// ```
    /// Agrees with ``fit(x:y:)`` to about 1e-12 relative to each quantity's scale; p-values of tables (up to 34 periods) to 1e-11 relative, down to the
    /// smallest double. Series whose squares leave the range of doubles are fitted one by one.
    ///
    /// - Parameters:
    ///   - column: The series, missing cells by validity.
    ///   - x: The abscissa of each period, strictly increasing, finite.
    ///   - results: Columns for `column.seriesCount` series; what they held is overwritten. A series with a value that is not finite gets NaN.
    /// - Complexity: O(series × periods), on all processors; nothing is allocated per series.
    public func fit(_ column: SeriesColumn, x: [Double], into results: inout TrendColumns) {
        precondition(x.count == column.periodCount, "\(x.count) abscissae for \(column.periodCount) periods")
        precondition(results.seriesCount == column.seriesCount, "results for \(results.seriesCount) series, column of \(column.seriesCount)")
        precondition(zip(x, x.dropFirst()).allSatisfy { $0 < $1 } && x.allSatisfy(\.isFinite), "abscissae must be finite and increase")
        let target = results.target
        let design = TrendAbscissae(x)
        guard x.count > 0, x.count - 2 <= StudentTailTable.limit, design.areModerate else {
            ParallelRanges.forEach(count: column.seriesCount, minimum: 64) { range in
                for series in range { refit(column, series: series, x: x, into: target) }
            }
            return
        }
        column.withTiles { values, validity in
            guard let values = values.baseAddress, let validity = validity.baseAddress else { return }
            design.withDesign(table: .shared) { design in
                ParallelRanges.forEach(count: column.tileCount, minimum: 512) { tiles in
                    var (design, columns) = (design, target)
                    kernel_trend(values, validity, tiles.lowerBound, tiles.upperBound, &design, &columns)
                    for tile in tiles where target.doubtful[tile] != 0 {
                        for lane in 0..<8 where target.doubtful[tile] & 1 << lane != 0 && tile * 8 + lane < column.seriesCount {
                            refit(column, series: tile * 8 + lane, x: x, into: target)
                        }
                    }
                }
            }
        }
    }

    /// Writes the results of one series as ``fit(x:y:)`` has them.
    private func refit(_ column: SeriesColumn, series: Int, x: [Double], into target: trend_columns) {
        let y = x.indices.map { column[series, $0] }
        let count = y.count { $0 != nil }
        target.observations[series] = Int32(count)
        for pointer in [target.slope, target.intercept, target.standard_error, target.statistic, target.p_value, target.r_squared] {
            pointer?[series] = .nan
        }
        if let fit = try? fit(x: x, y: y) {
            target.slope[series] = fit.slope
            target.intercept[series] = fit.intercept
            target.standard_error[series] = fit.standardError
            target.statistic[series] = fit.statistic
            target.p_value[series] = fit.pValue
            target.r_squared[series] = fit.rSquared ?? .nan
        } else if count == 2, let pair = try? SeriesObservations(x: x, y: y, needed: 2) {
            let line = CenteredLine(x: pair.x, y: pair.y)
            target.slope[series] = line.slope
            target.intercept[series] = line.intercept
        }
    }
}

extension ResultColumns<TrendQuantity> {
    /// The columns as the kernel takes them.
    fileprivate var target: trend_columns {
        trend_columns(
            observations: observationCounts.base, slope: pointer(.slope), intercept: pointer(.intercept),
            standard_error: pointer(.standardError), statistic: pointer(.statistic), p_value: pointer(.pValue),
            r_squared: pointer(.rSquared), doubtful: doubtful.base)
    }
}

/// The abscissae of a batch as the kernel takes them.
private struct TrendAbscissae {
    /// Differences from `origin`: small, and exact for years.
    private let shifted: [Double]
    private let origin: Double
    /// What is subtracted from the whole numbers of `packed` to have `shifted`.
    private let offset: Double
    /// 1, k and k² in one integer, where the abscissae are whole numbers k ≥ 0 but for an offset and sums of all of them fit.
    private let packed: [Int64]?
    /// Whether products of sums of squares stay in the range of doubles.
    let areModerate: Bool

    init(_ x: [Double]) {
        let middle = x.isEmpty ? 0 : x[x.count / 2]
        let shifted = x.map { $0 - middle }
        let least = shifted.first ?? 0
        let steps = shifted.map { $0 - least }
        // Sums of k below 2²⁴, of k² below 2³¹, and the differences exact.
        let whole = steps.allSatisfy { $0 == $0.rounded() && $0 < 4096 } && zip(shifted, steps).allSatisfy { $0 == $1 + least } && x.count < 100
        packed = whole ? steps.map { 1 | Int64($0) << 8 | Int64($0 * $0) << 32 } : nil
        offset = whole ? -least : 0
        let span = (shifted.last ?? 0) - least
        areModerate = x.count < 2 || span < 1e40 && span > 1e-40
        self.shifted = shifted
        origin = middle
    }

    func withDesign(table: StudentTailTable, _ body: (trend_design) -> Void) {
        shifted.withUnsafeBufferPointer { shifted in
            table.rows.withUnsafeBufferPointer { rows in
                (packed ?? []).withUnsafeBufferPointer { whole in
                    body(
                        trend_design(
                            periods: shifted.count, abscissae: shifted.baseAddress, origin: origin, offset: offset,
                            packed: packed == nil ? nil : whole.baseAddress, table: rows.baseAddress, stride: table.stride))
                }
            }
        }
    }
}
