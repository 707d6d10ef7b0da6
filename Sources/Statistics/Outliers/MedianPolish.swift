/// Row and column effects of a table by alternating medians: an additive fit that a few wild cells do not move.
///
/// ```swift
/// let fit = MedianPolish().fit(values, rows: bodies, columns: years)
/// let residual = values[row * years + year] - fit.rowEffects[row] - fit.columnEffects[year]
/// ```
/// **Definition.** Rows first: the median of each row goes from the residuals into its effect, then that of each column, and so on for ``rounds`` rounds or until no median is above ``tolerance``.
/// What is common to all stays in the row effects. Columns with fewer than ``fewestInColumn`` values keep the effect 0.
///
/// **Missing values.** NaN. A row without values has the effect 0.
/// - Complexity: O(cells · log columns) a round.
/// - References: Tukey (1977), *Exploratory Data Analysis*, ch. 11. Test values: R `medpolish`, `Tests/StatisticsTests/ReferenceValues/MedianPolish.R`.
public struct MedianPolish: Sendable, Equatable {
    /// Most rounds.
    public let rounds: Int
    /// A round whose medians are all within this ends the fit.
    public let tolerance: Double
    /// Fewest values of a column for an effect.
    public let fewestInColumn: Int

    /// An estimator with these limits.
    public init(rounds: Int = 10, tolerance: Double = 1e-4, fewestInColumn: Int = 1) {
        precondition(rounds > 0 && tolerance >= 0 && fewestInColumn > 0, "rounds \(rounds), tolerance \(tolerance), fewest \(fewestInColumn)")
        self.rounds = rounds
        self.tolerance = tolerance
        self.fewestInColumn = fewestInColumn
    }

    /// The effects.
    public struct Fit: Sendable, Equatable {
        /// One for each row, with what is common to all.
        public let rowEffects: [Double]
        /// One for each column.
        public let columnEffects: [Double]
    }

    /// Fits a table of `rows` × `columns` values, row by row; NaN where there is none. Never fails: an empty table has empty effects.
    public func fit(_ values: [Double], rows: Int, columns: Int) -> Fit {
        precondition(values.count == rows * columns, "\(values.count) values for \(rows) × \(columns)")
        var residuals = values
        var rowEffects = [Double](repeating: 0, count: rows)
        var columnEffects = [Double](repeating: 0, count: columns)
        var scratch = [Double](repeating: 0, count: max(rows, columns))
        for _ in 0..<rounds {
            var largest = 0.0
            for row in 0..<rows {
                let start = row * columns
                guard let effect = Self.median(of: residuals, from: start, count: columns, by: 1, &scratch)?.median, effect != 0 else { continue }
                for index in start..<start + columns { residuals[index] -= effect }
                rowEffects[row] += effect
                largest = max(largest, effect.magnitude)
            }
            for column in 0..<columns {
                guard let found = Self.median(of: residuals, from: column, count: rows, by: columns, &scratch), found.count >= fewestInColumn,
                    found.median != 0
                else { continue }
                for row in 0..<rows { residuals[row * columns + column] -= found.median }
                columnEffects[column] += found.median
                largest = max(largest, found.median.magnitude)
            }
            if largest <= tolerance { break }
        }
        return Fit(rowEffects: rowEffects, columnEffects: columnEffects)
    }

    /// The median of every `stride`-th value, of those there are.
    private static func median(
        of values: [Double], from start: Int, count: Int, by stride: Int, _ scratch: inout [Double]
    ) -> (median: Double, count: Int)? {
        var found = 0
        var index = start
        for _ in 0..<count {
            let value = values[index]
            if !value.isNaN {
                scratch[found] = value
                found += 1
            }
            index += stride
        }
        return found == 0 ? nil : (Selection.median(&scratch, count: found), found)
    }
}
