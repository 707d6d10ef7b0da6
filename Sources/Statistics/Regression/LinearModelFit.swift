public import LinearAlgebra

/// A fitted linear model: coefficients, their covariance, and what follows from them. Indices of coefficients are columns of the design.
public struct LinearModelFit: Sendable, Equatable {
    /// β̂, one a column of the design.
    public let coefficients: [Double]
    /// The covariance of β̂, p × p, by the estimator that was chosen.
    public let covariance: Matrix
    /// y − Xβ̂, one a row, zero-weight rows included.
    public let residuals: [Double]
    /// Xβ̂, one a row.
    public let fittedValues: [Double]
    /// n − p, rows of positive weight less columns.
    public let degreesOfFreedom: Double
    /// Degrees of freedom of each coefficient's t test, which the covariance estimator decides.
    public let testDegreesOfFreedom: [Double]
    /// Rows with positive weight.
    public let observations: Int
    /// Σ w·e².
    public let residualSumOfSquares: Double
    /// Σ w·(y − ȳ)², or Σ w·y² when the design has no constant column.
    public let totalSumOfSquares: Double
    /// Σ w·(ŷ − ȳ)², or Σ w·ŷ² without a constant column; the difference of the two other sums without its cancellation.
    public let explainedSumOfSquares: Double
    /// Whether a column of the design is constant, which decides what R² compares with.
    public let hasIntercept: Bool
    /// The estimated condition number of the design with columns scaled to norms near one. Above 10⁸ the coefficients say little about the data.
    public let condition: Double
    /// How the solution was found.
    public let path: LeastSquares.Path
    /// Whether a two-way clustered covariance had negative eigenvalues, which were set to zero.
    public let covarianceWasRepaired: Bool

    /// (X′WX)⁻¹.
    let bread: Matrix
    /// Design and weights as given.
    let design: Matrix
    let weights: [Double]?

    init(
        solution: LeastSquares, design: Matrix, response: [Double], weights: [Double]?, weightedDesign: Matrix, weightedResidualSum: Double,
        estimator: CovarianceEstimator
    ) throws(EstimationError) {
        let count = weights.map { $0.count { $0 > 0 } } ?? design.rows
        let p = design.columns
        self.design = design
        self.weights = weights
        observations = count
        coefficients = solution.coefficients
        bread = solution.inverseGram
        condition = solution.condition
        path = solution.path
        degreesOfFreedom = Double(count - p)
        residualSumOfSquares = weightedResidualSum
        if let weights {
            let fitted = design.product(solution.coefficients)
            residuals = weights.indices.map { weights[$0] > 0 ? solution.residuals[$0] / weights[$0].squareRoot() : response[$0] - fitted[$0] }
        } else {
            residuals = solution.residuals
        }
        fittedValues = zip(response, residuals).map { $0 - $1 }
        hasIntercept = Self.hasConstantColumn(design)
        let total = Self.totalSumOfSquares(response, weights: weights, centered: hasIntercept)
        totalSumOfSquares = total
        let difference = total - weightedResidualSum
        explainedSumOfSquares =
            weightedResidualSum > total / 2 ? Self.totalSumOfSquares(fittedValues, weights: weights, centered: hasIntercept) : difference
        let sandwich = SandwichCovariance(
            design: weightedDesign, residuals: solution.residuals, weights: weights, bread: bread, observations: count)
        let estimate = try sandwich.estimate(estimator, classicalScale: weightedResidualSum / Double(count - p))
        covariance = estimate.covariance
        testDegreesOfFreedom = estimate.degreesOfFreedom
        covarianceWasRepaired = estimate.repaired
        try requireRepresentable(response, residuals: solution.residuals)
    }

    /// Throws where squares left the range of doubles, so that standard errors of 0, ∞ or NaN would be presented for numbers that have others.
    private func requireRepresentable(_ response: [Double], residuals: [Double]) throws(EstimationError) {
        func largest(_ values: some Collection<Double>) -> EstimationError {
            let (index, value) = values.enumerated().max { abs($0.element) < abs($1.element) }.map { ($0.offset, $0.element) } ?? (0, 0)
            return .invalidValue(index: index, value: value)
        }
        let lost = zip(bread.diagonal, testDegreesOfFreedom).enumerated().first { !($0.element.0 > 0 && $0.element.0.isFinite && $0.element.1 > 0) }
        if let lost { throw largest(design.column(lost.offset)) }
        let size = response.reduce(0) { max($0, $1.magnitude) }
        // What rounding leaves of an exact fit is nothing.
        let isExact = residuals.allSatisfy { $0.magnitude <= 1e-15 * size }
        let isInRange = residualSumOfSquares < 1e300 && residualSumOfSquares > 1e-290 && covariance.diagonal.allSatisfy { $0 >= 0 && $0.isFinite }
        if !isExact && !isInRange { throw largest(response) }
    }

    /// Roots of the covariance's diagonal.
    public var standardErrors: [Double] { covariance.diagonal.map { $0.squareRoot() } }

    /// The t statistics β̂/SE; ±∞ where a residual-free fit has no error, 0 for a coefficient of 0.
    public var statistic: [Double] { zip(coefficients, standardErrors).map { $0 == 0 ? 0 : $0 / $1 } }

    /// Two-sided p-values of the coefficients.
    public var pValue: [Double] { zip(statistic, testDegreesOfFreedom).map { StudentT(degreesOfFreedom: $1).twoSidedPValue($0) } }

    /// Intervals of the coefficients that cover with probability `level` each.
    public func confidenceInterval(level: Double = 0.95) -> [ConfidenceInterval] {
        precondition(level > 0 && level < 1, "confidence level \(level) outside (0, 1)")
        let errors = standardErrors
        return coefficients.indices.map { k in
            let half = StudentT(degreesOfFreedom: testDegreesOfFreedom[k]).upperTailQuantile((1 - level) / 2) * errors[k]
            return ConfidenceInterval(lower: coefficients[k] - half, upper: coefficients[k] + half, level: level)
        }
    }

    /// σ̂, the root of RSS/(n − p), in units of the response (times the root of a weight).
    public var residualStandardDeviation: Double { (residualSumOfSquares / degreesOfFreedom).squareRoot() }

    /// Share of the sum of squares explained; `nil` when there is nothing to explain.
    public var rSquared: Double? { totalSumOfSquares == 0 ? nil : explainedSumOfSquares / totalSumOfSquares }

    /// R² corrected for the number of columns; `nil` when there is nothing to explain.
    public var adjustedRSquared: Double? {
        let total = Double(observations) - (hasIntercept ? 1 : 0)
        return rSquared.map { 1 - (1 - $0) * total / degreesOfFreedom }
    }

    /// The F statistic of all slopes at once under the classical assumptions; `nil` for an intercept alone.
    public var fStatistic: Double? {
        let slopes = coefficients.count - (hasIntercept ? 1 : 0)
        guard slopes > 0, totalSumOfSquares > 0 else { return nil }
        return explainedSumOfSquares / Double(slopes) / (residualSumOfSquares / degreesOfFreedom)
    }

    /// The p-value of ``fStatistic``.
    public var fPValue: Double? {
        let slopes = coefficients.count - (hasIntercept ? 1 : 0)
        return fStatistic.map { FDistribution(numerator: Double(slopes), denominator: degreesOfFreedom).upperTail($0) }
    }

    /// The Gaussian log-likelihood at the estimate, with σ² at its maximum RSS/n.
    public var logLikelihood: Double {
        GaussianLikelihood.value(residualSumOfSquares: residualSumOfSquares, weights: weights, observations: observations)
    }

    /// Akaike's criterion, counting σ² as a parameter.
    public var akaikeCriterion: Double { 2 * Double(coefficients.count + 1) - 2 * logLikelihood }

    /// The mean at new rows of the design, with its standard error from the covariance chosen.
    /// - Parameter design: m × p, columns as in the fit.
    public func predict(_ design: Matrix) -> [Prediction] {
        precondition(design.columns == coefficients.count, "\(design.columns) columns for \(coefficients.count) coefficients")
        let means = design.product(coefficients)
        let projected = design.product(covariance)
        let variance = residualSumOfSquares / degreesOfFreedom
        return means.indices.map { i in
            var error = 0.0
            for j in 0..<design.columns { error += projected[i, j] * design[i, j] }
            return Prediction(
                mean: means[i], standardError: error.squareRoot(), residualVariance: variance, degreesOfFreedom: degreesOfFreedom)
        }
    }

    private static func hasConstantColumn(_ design: Matrix) -> Bool {
        (0..<design.columns).contains { j in
            let first = design[0, j]
            return first != 0 && (0..<design.rows).allSatisfy { design.elements[j * design.rows + $0] == first }
        }
    }

    private static func totalSumOfSquares(_ response: [Double], weights: [Double]?, centered: Bool) -> Double {
        let largest = response.reduce(0) { max($0, abs($1)) }
        guard largest > 0 else { return 0 }
        let unit = Double(sign: .plus, exponent: min(max(largest.exponent, -1000), 1000), significand: 1)
        var (weight, sum) = (DoubleDouble(0), DoubleDouble(0))
        for (i, y) in response.enumerated() {
            let w = weights?[i] ?? 1
            weight = weight + DoubleDouble(w)
            sum = sum + DoubleDouble(product: w, y / unit)
        }
        let mean = centered ? sum / weight : DoubleDouble(0)
        var total = DoubleDouble(0)
        for (i, y) in response.enumerated() {
            let deviation = DoubleDouble(y / unit) - mean
            total = total + deviation * deviation * (weights?[i] ?? 1)
        }
        return total.value * unit * unit
    }
}

/// A predicted mean and the spread about it.
public struct Prediction: Sendable, Equatable {
    /// The mean of the response at the row.
    public let mean: Double
    /// The standard error of that mean.
    public let standardError: Double
    /// The variance of one observation about its mean (at weight 1).
    public let residualVariance: Double
    /// Degrees of freedom of the residual variance.
    public let degreesOfFreedom: Double

    /// The interval that covers the mean with probability `level`.
    public func confidenceInterval(level: Double = 0.95) -> ConfidenceInterval { interval(standardError, level) }

    /// The interval that covers one new observation with probability `level`.
    public func predictionInterval(level: Double = 0.95) -> ConfidenceInterval {
        interval((standardError * standardError + residualVariance).squareRoot(), level)
    }

    private func interval(_ error: Double, _ level: Double) -> ConfidenceInterval {
        precondition(level > 0 && level < 1, "level \(level) outside (0, 1)")
        let half = StudentT(degreesOfFreedom: degreesOfFreedom).upperTailQuantile((1 - level) / 2) * error
        return ConfidenceInterval(lower: mean - half, upper: mean + half, level: level)
    }
}
