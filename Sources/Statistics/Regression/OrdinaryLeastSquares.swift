public import LinearAlgebra

/// Linear regression by ordinary least squares, with the covariance of the coefficients that the errors call for.
///
/// ```swift
/// let design = Matrix(columns: [exposure, years]).prependingIntercept()
/// let fit = try OrdinaryLeastSquares(covariance: .clustered(bodies, .cr2)).fit(design: design, response: y)
/// fit.coefficients[2]; fit.pValue[2]; fit.confidenceInterval()[2]
/// ```
/// **Definition.** β̂ minimizes ‖y − Xβ‖², X n × p of full column rank with its own constant column if there is to be one. The solution keeps the digits
/// that the data hold: see `LeastSquares`.
///
/// **Missing values.** None are allowed; leave the rows out before.
/// - Complexity: O(n·p²).
/// - References: Björck (1996). Test values: the certified values of NIST StRD; R `lm`, sandwich, clubSandwich, plm,
///   `Tests/StatisticsTests/ReferenceValues/RobustCovariance.R`.
public struct OrdinaryLeastSquares: Sendable, Equatable {
    /// How the covariance of the coefficients is computed.
    public let covariance: CovarianceEstimator
    /// Whether numbers are taken at the shortest decimal that reads back as them, not at the double nearest to it; see `DecimalValue`.
    public let decimals: Bool

    /// The estimator.
    public init(covariance: CovarianceEstimator = .classical, decimals: Bool = false) {
        self.covariance = covariance
        self.decimals = decimals
    }

    /// Fits the model.
    ///
    /// - Parameters:
    ///   - design: X, n × p.
    ///   - response: y, length n.
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` when n ≤ p or with fewer than two clusters,
    ///   ``EstimationError/rankDeficient(rank:columns:)``, ``EstimationError/invalidValue(index:value:)`` for a number that is not finite, or so large or small that the
    ///   squares behind the standard errors leave the range of doubles.
    public func fit(design: Matrix, response: [Double]) throws(EstimationError) -> LinearModelFit {
        try LinearModel.fit(
            design: design, tail: decimals ? design.mapElements(DecimalValue.tail) : nil, response: response,
            responseTail: decimals ? response.map(DecimalValue.tail) : nil, weights: nil, covariance: covariance)
    }
}

/// Linear regression by weighted least squares: the weight of a row is the inverse of its error's variance, up to a factor.
///
/// ```swift
/// let fit = try WeightedLeastSquares(weights: exposure).fit(design: design, response: rate)
/// ```
/// A row of weight zero takes no part: it is not counted in `observations`, but has a fitted value and a residual.
///
/// **Definition.** β̂ minimizes Σ wᵢ(yᵢ − xᵢ′β)². Whole weights give the coefficients of repeated rows, not their standard errors.
/// - Complexity: O(n·p²).
/// - References: as ``OrdinaryLeastSquares``.
public struct WeightedLeastSquares: Sendable, Equatable {
    /// Weight of each row, ≥ 0 and finite.
    public let weights: [Double]
    /// How the covariance of the coefficients is computed.
    public let covariance: CovarianceEstimator

    /// The estimator; traps when a weight is negative or not finite.
    public init(weights: [Double], covariance: CovarianceEstimator = .classical) {
        for (i, w) in weights.enumerated() { precondition(w >= 0 && w.isFinite, "weight \(w) at row \(i)") }
        self.weights = weights
        self.covariance = covariance
    }

    /// Fits the model; errors as in ``OrdinaryLeastSquares/fit(design:response:)``.
    public func fit(design: Matrix, response: [Double]) throws(EstimationError) -> LinearModelFit {
        precondition(weights.count == design.rows, "\(weights.count) weights for \(design.rows) rows")
        return try LinearModel.fit(design: design, tail: nil, response: response, weights: weights, covariance: covariance)
    }
}

/// A polynomial in one variable by least squares, to the last digits even where the powers are nearly collinear.
///
/// ```swift
/// let fit = try PolynomialRegression(degree: 10).fit(x: x, y: y)    // coefficients of 1, x, x², …
/// ```
/// The powers are formed and solved in double-double arithmetic; rounding them to doubles first would cost Filippelli's data seven of their fourteen
/// certified digits.
/// - Complexity: O(n·d²), about thirty times a fit in doubles.
/// - References: as ``OrdinaryLeastSquares``; `PolynomialDesign`.
public struct PolynomialRegression: Sendable, Equatable {
    /// The highest power.
    public let degree: Int
    /// Whether the power 0 is there.
    public let intercept: Bool
    /// Whether numbers are taken at the shortest decimal that reads back as them, not at the double nearest to it; see `DecimalValue`.
    public let decimals: Bool
    /// How the covariance of the coefficients is computed.
    public let covariance: CovarianceEstimator

    /// The estimator; the degree is at least 1.
    public init(degree: Int, intercept: Bool = true, decimals: Bool = false, covariance: CovarianceEstimator = .classical) {
        precondition(degree >= 1, "degree \(degree)")
        self.degree = degree
        self.intercept = intercept
        self.decimals = decimals
        self.covariance = covariance
    }

    /// Fits the polynomial; errors as in ``OrdinaryLeastSquares/fit(design:response:)``.
    public func fit(x: [Double], y: [Double]) throws(EstimationError) -> LinearModelFit {
        precondition(x.count == y.count, "\(x.count) abscissae for \(y.count) ordinates")
        if let index = x.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(index: index, value: x[index]) }
        guard x.count > degree + (intercept ? 1 : 0) else {
            throw .tooFewObservations(needed: degree + (intercept ? 2 : 1), found: x.count)
        }
        let powers = PolynomialDesign(x, tail: decimals ? x.map(DecimalValue.tail) : nil, degree: degree, intercept: intercept)
        return try LinearModel.fit(
            design: powers.matrix, tail: powers.tail, response: y, responseTail: decimals ? y.map(DecimalValue.tail) : nil, weights: nil,
            covariance: covariance)
    }
}

/// The one way from design and response to a fit.
enum LinearModel {
    static func fit(
        design: Matrix, tail: Matrix?, response: [Double], responseTail: [Double]? = nil, weights: [Double]?, covariance: CovarianceEstimator
    ) throws(EstimationError) -> LinearModelFit {
        precondition(response.count == design.rows, "\(response.count) responses for \(design.rows) rows")
        precondition(design.columns > 0, "a design without columns")
        let count = weights.map { $0.count { $0 > 0 } } ?? design.rows
        guard count > design.columns else { throw .tooFewObservations(needed: design.columns + 1, found: count) }
        if let index = response.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(index: index, value: response[index]) }
        if let index = design.elements.firstIndex(where: { !$0.isFinite }) {
            throw .invalidValue(index: index % design.rows, value: design.elements[index])
        }
        let roots = weights?.map { $0.squareRoot() }
        let weightedDesign = roots.map { design.scalingRows(by: $0) } ?? design
        let weightedResponse = roots.map { zip(response, $0).map { $0 * $1 } } ?? response
        let solution: LeastSquares
        do {
            solution = try LeastSquares(design: weightedDesign, designTail: tail, response: weightedResponse, responseTail: responseTail)
        } catch {
            throw .solver(error)
        }
        guard solution.rank == design.columns else { throw .rankDeficient(rank: solution.rank, columns: design.columns) }
        return try LinearModelFit(
            solution: solution, design: design, response: response, weights: weights, weightedDesign: weightedDesign,
            weightedResidualSum: solution.residualSumOfSquares, estimator: covariance)
    }
}
