public import LinearAlgebra

/// A generalized linear model for counts or proportions: Poisson, quasi-Poisson, negative binomial, binomial.
///
/// ```swift
/// let model = GeneralizedLinearModel(family: .quasiPoisson)
/// let fit = try model.fit(design: Matrix(columns: [years]).prependingIntercept(), response: counts, offsets: logPopulation)
/// exp(fit.coefficients[1]) - 1                   // change a year
/// ```
/// **Definition.** g(E y) = Xβ + offset, by iteratively reweighted least squares until the deviance stands still to 13 digits. For proportions `trials` is the
/// number behind each. The negative binomial alternates with the maximum-likelihood α (R's `glm.nb` with α = 1/θ); its covariance takes α as known.
///
/// **Doubtful fits.** Where means run to 0 or 1 (a regressor separates the outcomes) coefficients have no finite maximum: `fittedAtBoundary` counts such rows.
/// **Missing values.** Leave rows out before.
/// - Complexity: O(n·p²) a step, about six steps.
/// - References: McCullagh & Nelder (1989); Lawless (1987). Test values: R `glm`, MASS `glm.nb`, sandwich,
///   `Tests/StatisticsTests/ReferenceValues/GeneralizedLinear.R`.
public struct GeneralizedLinearModel: Sendable, Equatable {
    /// The law of the response.
    public let family: GeneralizedLinearFamily
    /// How the covariance of the coefficients is computed.
    public let covariance: CovarianceEstimator

    /// The estimator.
    public init(family: GeneralizedLinearFamily, covariance: CovarianceEstimator = .classical) {
        if case .negativeBinomial(let alpha?) = family { precondition(alpha >= 0 && alpha.isFinite, "dispersion \(alpha)") }
        self.family = family
        self.covariance = covariance
    }

    /// Fits the model.
    ///
    /// - Parameters:
    ///   - design: X, n × p, with its own intercept column.
    ///   - response: counts ≥ 0, or proportions in [0, 1].
    ///   - offsets: added to Xβ; zero when left out.
    ///   - trials: for proportions, > 0; one each when left out.
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)``, ``EstimationError/rankDeficient(rank:columns:)``,
    ///   ``EstimationError/invalidValue(index:value:)``, ``EstimationError/noVariation(value:)`` for a response all zero (or all one),
    ///   ``EstimationError/notConverged(iterations:change:)``.
    public func fit(
        design: Matrix, response: [Double], offsets: [Double]? = nil, trials: [Double]? = nil
    ) throws(EstimationError) -> GeneralizedLinearFit {
        let n = design.rows
        precondition(
            response.count == n && offsets?.count ?? n == n && trials?.count ?? n == n,
            "\(response.count) responses, \(offsets?.count ?? n) offsets, \(trials?.count ?? n) trials for \(n) rows")
        precondition(trials == nil || family.isProportion, "trials for a family of counts")
        guard n > design.columns else { throw .tooFewObservations(needed: design.columns + 1, found: n) }
        let top = family.isProportion ? 1.0 : Double.greatestFiniteMagnitude
        if let index = response.firstIndex(where: { !($0 >= 0 && $0 <= top) }) { throw .invalidValue(index: index, value: response[index]) }
        if let index = design.elements.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(index: index % n, value: design.elements[index]) }
        if let index = offsets?.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(index: index, value: offsets?[index] ?? 0) }
        if let index = trials?.firstIndex(where: { !($0 > 0 && $0.isFinite) }) { throw .invalidValue(index: index, value: trials?[index] ?? 0) }
        if response.allSatisfy({ $0 == 0 }) { throw .noVariation(value: 0) }
        if family.isProportion && response.allSatisfy({ $0 == 1 }) { throw .noVariation(value: 1) }
        let data = ReweightedLeastSquares(
            family: family, design: design, response: response, offsets: offsets ?? [Double](repeating: 0, count: n),
            weights: trials ?? [Double](repeating: 1, count: n))
        let (state, alpha) = try data.solve()
        return try GeneralizedLinearFit(self, data, state, alpha: alpha)
    }
}
