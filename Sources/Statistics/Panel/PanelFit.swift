public import LinearAlgebra

/// A fitted panel model with effects of unit and period.
public struct PanelFit: Sendable, Equatable {
    /// β̂, one a regressor.
    public let coefficients: [Double]
    /// The covariance of β̂.
    public let covariance: Matrix
    /// Rows used.
    public let observations: Int
    /// Rows less regressors less independent effects.
    public let degreesOfFreedom: Double
    /// Degrees of freedom of each coefficient's t test; infinite for Poisson, whose tests are normal.
    public let testDegreesOfFreedom: [Double]
    /// Σ e² (weighted residuals of the last step for Poisson).
    public let residualSumOfSquares: Double
    /// Share of the variation within units and periods that the regressors explain; `nil` for Poisson and where there is none.
    public let withinRSquared: Double?
    /// The deviance of a Poisson fit.
    public let deviance: Double?
    /// Units with at least one row.
    public let unitCount: Int
    /// Periods with at least one row.
    public let periodCount: Int
    /// Units + periods − connected components.
    public let effectCount: Int
    /// Effects of the units in ascending order of their keys (of the series, in the tiled form); NaN for a unit without rows.
    public let unitEffects: [Double]
    /// Effects of the periods in ascending order.
    public let periodEffects: [Double]
    /// The estimated condition number of the regressors without the effects.
    public let condition: Double
    /// Rows left out because their unit or period has only zeros and so no finite effect (Poisson).
    public let droppedRows: Int
    /// Residuals of the rows used, y − ŷ; empty in the tiled form.
    public let residuals: [Double]
    /// Fitted values of the rows used; empty in the tiled form.
    public let fittedValues: [Double]

    /// Roots of the covariance's diagonal.
    public var standardErrors: [Double] { covariance.diagonal.map { $0.squareRoot() } }

    /// t (normal for Poisson) statistics.
    public var statistic: [Double] { zip(coefficients, standardErrors).map { $0 == 0 ? 0 : $0 / $1 } }

    /// Two-sided p-values.
    public var pValue: [Double] {
        zip(statistic, testDegreesOfFreedom).map { $1.isFinite ? StudentT(degreesOfFreedom: $1).twoSidedPValue($0) : Normal().twoSidedPValue($0) }
    }

    /// Intervals of the coefficients that cover with probability `level` each.
    public func confidenceInterval(level: Double = 0.95) -> [ConfidenceInterval] {
        precondition(level > 0 && level < 1, "confidence level \(level) outside (0, 1)")
        let tail = (1 - level) / 2
        return coefficients.indices.map { k in
            let df = testDegreesOfFreedom[k]
            let quantile = df.isFinite ? StudentT(degreesOfFreedom: df).upperTailQuantile(tail) : Normal().upperTailQuantile(tail)
            let half = quantile * covariance[k, k].squareRoot()
            return ConfidenceInterval(lower: coefficients[k] - half, upper: coefficients[k] + half, level: level)
        }
    }
}
