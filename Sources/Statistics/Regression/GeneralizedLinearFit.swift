internal import Glibc
public import LinearAlgebra

/// A fitted generalized linear model.
public struct GeneralizedLinearFit: Sendable, Equatable {
    /// β̂ on the scale of the link.
    public let coefficients: [Double]
    /// The covariance of β̂.
    public let covariance: Matrix
    /// The fitted means, one a row.
    public let fittedValues: [Double]
    /// y − μ̂, one a row.
    public let residuals: [Double]
    /// (y − μ̂)/√V, one a row.
    public let pearsonResiduals: [Double]
    /// Signed roots of the rows' deviances.
    public let devianceResiduals: [Double]
    /// The deviance.
    public let deviance: Double
    /// The deviance of an intercept alone (with the offsets); of Xβ = 0 where the design has no constant column.
    public let nullDeviance: Double
    /// X² = Σ (y − μ̂)²/V.
    public let pearsonStatistic: Double
    /// φ̂, the factor of the variance: X²/(n − p) for the quasi families, else 1.
    public let dispersion: Double
    /// α of the negative binomial, 0 otherwise.
    public let overdispersion: Double
    /// The log-likelihood; `nil` for the quasi families.
    public let logLikelihood: Double?
    /// Rows.
    public let observations: Int
    /// n − p.
    public let degreesOfFreedom: Double
    /// Degrees of freedom of each coefficient's test; infinite for a normal test.
    public let testDegreesOfFreedom: [Double]
    /// Steps taken.
    public let iterations: Int
    /// Rows whose mean ran to 0 (or 1, for proportions) to ten digits: their coefficients have no finite maximum.
    public let fittedAtBoundary: Int
    private let family: GeneralizedLinearFamily

    init(
        _ model: GeneralizedLinearModel, _ data: ReweightedLeastSquares<Matrix>, _ state: ReweightedLeastSquares<Matrix>.State, alpha: Double
    ) throws(EstimationError) {
        let family = model.family
        let (n, p) = (data.design.rows, data.design.columns)
        let y = data.response
        let mu = state.mu
        self.family = family
        coefficients = state.coefficients
        fittedValues = mu
        deviance = state.deviance
        overdispersion = alpha
        observations = n
        degreesOfFreedom = Double(n - p)
        iterations = state.iterations
        residuals = zip(y, mu).map { $0 - $1 }
        pearsonResiduals = y.indices.map { (y[$0] - mu[$0]) * (data.weights[$0] / family.variance(mu[$0], alpha)).squareRoot() }
        devianceResiduals = y.indices.map { i in
            let root = max(0, data.weights[i] * family.deviance(y[i], mu[i], alpha)).squareRoot()
            return y[i] >= mu[i] ? root : -root
        }
        pearsonStatistic = pearsonResiduals.reduce(0) { $0 + $1 * $1 }
        dispersion = family.hasScale ? pearsonStatistic / Double(n - p) : 1
        logLikelihood =
            family.hasScale ? nil : y.indices.reduce(0) { $0 + family.logLikelihood(y[$1], mu[$1], data.weights[$1], alpha) }
        fittedAtBoundary = family.atBoundary(mu)
        nullDeviance = try Self.nullDeviance(data, alpha)
        let working = data.workingWeights(mu, alpha)
        let roots = working.map { $0.squareRoot() }
        let scaled = data.design.scalingRows(by: roots)
        let solution: LeastSquares
        do { solution = try LeastSquares(design: scaled, response: roots) } catch { throw .notConverged(iterations: state.iterations, change: .nan) }
        let sandwich = SandwichCovariance(
            design: scaled, residuals: y.indices.map { roots[$0] > 0 ? (y[$0] - mu[$0]) / family.slope(mu[$0]) * roots[$0] : 0 }, weights: working,
            bread: solution.inverseGram, observations: n)
        let estimate = try sandwich.estimate(model.covariance, classicalScale: dispersion)
        covariance = estimate.covariance
        testDegreesOfFreedom = family.hasScale ? estimate.degreesOfFreedom : coefficients.map { _ in .infinity }
    }

    /// Roots of the covariance's diagonal.
    public var standardErrors: [Double] { covariance.diagonal.map { $0.squareRoot() } }

    /// β̂/SE.
    public var statistic: [Double] { zip(coefficients, standardErrors).map { $0 == 0 ? 0 : $0 / $1 } }

    /// Two-sided p-values.
    public var pValue: [Double] {
        zip(statistic, testDegreesOfFreedom).map { $1.isFinite ? StudentT(degreesOfFreedom: $1).twoSidedPValue($0) : Normal().twoSidedPValue($0) }
    }

    /// Akaike's criterion, counting an estimated α; `nil` for the quasi families.
    public var akaikeCriterion: Double? {
        let estimated = family == .negativeBinomial(dispersion: nil) ? 1 : 0
        return logLikelihood.map { 2 * Double(coefficients.count + estimated) - 2 * $0 }
    }

    /// Wald intervals of the coefficients that cover with probability `level` each.
    public func confidenceInterval(level: Double = 0.95) -> [ConfidenceInterval] {
        precondition(level > 0 && level < 1, "confidence level \(level) outside (0, 1)")
        return coefficients.indices.map { k in
            let half = quantile(level, testDegreesOfFreedom[k]) * covariance[k, k].squareRoot()
            return ConfidenceInterval(lower: coefficients[k] - half, upper: coefficients[k] + half, level: level)
        }
    }

    /// Means at new rows of the design, with intervals made on the scale of the link.
    public func predict(_ design: Matrix, offsets: [Double]? = nil, level: Double = 0.95) -> [(mean: Double, interval: ConfidenceInterval)] {
        precondition(design.columns == coefficients.count, "\(design.columns) columns for \(coefficients.count) coefficients")
        precondition(offsets?.count ?? design.rows == design.rows, "\(offsets?.count ?? 0) offsets for \(design.rows) rows")
        precondition(level > 0 && level < 1, "confidence level \(level) outside (0, 1)")
        let linear = design.product(coefficients)
        let projected = design.product(covariance)
        let quantile = quantile(level, family.hasScale ? degreesOfFreedom : .infinity)
        return linear.indices.map { i in
            let eta = linear[i] + (offsets?[i] ?? 0)
            let half = quantile * (0..<design.columns).reduce(0) { $0 + projected[i, $1] * design[i, $1] }.squareRoot()
            return (
                family.mean(eta), ConfidenceInterval(lower: family.mean(eta - half), upper: family.mean(eta + half), level: level)
            )
        }
    }

    private func quantile(_ level: Double, _ df: Double) -> Double {
        df.isFinite ? StudentT(degreesOfFreedom: df).upperTailQuantile((1 - level) / 2) : Normal().upperTailQuantile((1 - level) / 2)
    }

    private static func nullDeviance(_ data: ReweightedLeastSquares<Matrix>, _ alpha: Double) throws(EstimationError) -> Double {
        let design = data.design
        let hasIntercept = (0..<design.columns).contains { j in
            let first = design[0, j]
            return first != 0 && (0..<design.rows).allSatisfy { design.elements[j * design.rows + $0] == first }
        }
        guard hasIntercept else {
            return data.response.indices.reduce(0) {
                $0 + data.weights[$1] * data.family.deviance(data.response[$1], data.family.mean(data.offsets[$1]), alpha)
            }
        }
        var family = data.family
        if case .negativeBinomial = family { family = .negativeBinomial(dispersion: alpha) }
        let null = ReweightedLeastSquares(
            family: family, design: Matrix(rows: design.rows, columns: 1, repeating: 1), response: data.response, offsets: data.offsets,
            weights: data.weights)
        return try null.solve().0.deviance
    }
}
