internal import LinearAlgebra

/// How much each row of a linear fit decides: leverage, studentized residuals, Cook's distance and the changes that leaving the row out would make.
///
/// ```swift
/// let influence = InfluenceMeasures(fit)
/// let suspicious = influence.cooksDistance.indices.filter { influence.cooksDistance[$0] > 4 / Double(fit.observations) }
/// ```
/// **Definition.** With weighted rows, h leverage, e residual, σ̂² = RSS/(n − p): rᵢ = eᵢ√wᵢ/(σ̂√(1 − hᵢ)); tᵢ replaces σ̂ by the estimate without row i;
/// Dᵢ = rᵢ²hᵢ/(p(1 − hᵢ)); DFFITSᵢ = tᵢ√(hᵢ/(1 − hᵢ)). A row of leverage 1 fits itself whatever its value: its studentized residuals are NaN.
/// - Complexity: O(n·p²).
/// - References: Belsley, Kuh & Welsch (1980); Cook & Weisberg (1982). Test values: R `influence.measures`,
///   `Tests/StatisticsTests/ReferenceValues/RobustCovariance.R`.
public struct InfluenceMeasures: Sendable, Equatable {
    /// hᵢ, the diagonal of the hat matrix; 0 for rows without weight.
    public let leverages: [Double]
    /// Residuals over their standard deviation.
    public let standardizedResiduals: [Double]
    /// Residuals over their standard deviation as estimated without the row; t on n − p − 1 degrees of freedom.
    public let studentizedResiduals: [Double]
    /// Cook's distance: the squared change of all coefficients, in units of their covariance.
    public let cooksDistance: [Double]
    /// Change of the row's own fitted value, in units of its standard error.
    public let dffits: [Double]
    /// Change of each coefficient when the row is left out, in units of its standard error: one array a row, one number a coefficient.
    public let dfbetas: [[Double]]
    /// Ratio of the determinants of the coefficients' covariance without and with the row.
    public let covarianceRatios: [Double]

    /// Measures every row of a fit.
    public init(_ fit: LinearModelFit) {
        let roots = fit.weights?.map { $0.squareRoot() }
        let design = roots.map { fit.design.scalingRows(by: $0) } ?? fit.design
        let residuals = roots.map { zip(fit.residuals, $0).map { $0 * $1 } } ?? fit.residuals
        let projected = design.product(fit.bread)
        let (n, p) = (design.rows, design.columns)
        var h = [Double](repeating: 0, count: n)
        for j in 0..<p {
            for i in 0..<n { h[i] += projected.elements[j * n + i] * design.elements[j * n + i] }
        }
        let df = fit.degreesOfFreedom
        let variance = fit.residualSumOfSquares / df
        let diagonal = fit.bread.diagonal.map { $0.squareRoot() }
        leverages = h
        let standardized = (0..<n).map { residuals[$0] / (variance * (1 - h[$0])).squareRoot() }
        let deleted = (0..<n).map { i in
            ((fit.residualSumOfSquares - residuals[i] * residuals[i] / (1 - h[i])) / (df - 1)).squareRoot()
        }
        let studentized = (0..<n).map { residuals[$0] / (deleted[$0] * (1 - h[$0]).squareRoot()) }
        standardizedResiduals = standardized
        studentizedResiduals = studentized
        cooksDistance = (0..<n).map { standardized[$0] * standardized[$0] * h[$0] / (Double(p) * (1 - h[$0])) }
        dffits = (0..<n).map { studentized[$0] * (h[$0] / (1 - h[$0])).squareRoot() }
        dfbetas = (0..<n).map { i in
            (0..<p).map { projected.elements[$0 * n + i] * residuals[i] / ((1 - h[i]) * deleted[i] * diagonal[$0]) }
        }
        let sigma = variance.squareRoot()
        covarianceRatios = (0..<n).map { i in
            let ratio = deleted[i] / sigma
            return (0..<(2 * p)).reduce(1.0) { product, _ in product * ratio } / (1 - h[i])
        }
    }
}
