internal import Glibc
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

/// The steps of iteratively reweighted least squares.
struct ReweightedLeastSquares {
    let family: GeneralizedLinearFamily
    let design: Matrix
    let response: [Double]
    let offsets: [Double]
    let weights: [Double]

    struct State {
        var coefficients: [Double]
        var eta: [Double]
        var mu: [Double]
        var deviance: Double
        var iterations: Int
    }

    /// The solution, and α.
    func solve() throws(EstimationError) -> (State, Double) {
        guard case .negativeBinomial(let given) = family else { return (try iterate(from: nil, alpha: 0), 0) }
        if let given { return (try iterate(from: nil, alpha: given), given) }
        var state = try iterate(from: nil, alpha: 0)
        var alpha = try NegativeBinomialDispersion.maximumLikelihood(response, state.mu, start: nil)
        for _ in 0..<100 {
            state = try iterate(from: state, alpha: alpha)
            let next = try NegativeBinomialDispersion.maximumLikelihood(response, state.mu, start: alpha > 0 ? alpha : nil)
            let change = abs(next - alpha) / max(next, 1e-300)
            alpha = next
            if next == 0 || change < 1e-12 { return (try iterate(from: state, alpha: alpha), alpha) }
        }
        throw .notConverged(iterations: 100, change: .nan)
    }

    private func iterate(from start: State?, alpha: Double) throws(EstimationError) -> State {
        let mu = start?.mu ?? response.indices.map { family.start(response[$0], weights[$0]) }
        let eta = start?.eta ?? mu.map { family.link($0) }
        var state = State(coefficients: start?.coefficients ?? [], eta: eta, mu: mu, deviance: .infinity, iterations: start?.iterations ?? 0)
        var settled = 0
        for iteration in 1...100 {
            var next = try step(state, alpha)
            next.iterations = state.iterations + 1
            var halvings = 0
            while !(next.deviance <= state.deviance * (1 + 1e-8) + 1e-8) && !state.coefficients.isEmpty && halvings < 30 {
                next.coefficients = zip(next.coefficients, state.coefficients).map { ($0 + $1) / 2 }
                place(&next, alpha)
                halvings += 1
            }
            let change = abs(next.deviance - state.deviance) / (abs(next.deviance) + 0.1)
            state = next
            // The deviance is flat at its minimum: one more step after it stands still brings the coefficients to their last digits.
            if change < 1e-12 { settled += 1 }
            if settled >= 2 || (settled >= 1 && change == 0) { return state }
            if iteration == 100 { throw .notConverged(iterations: 100, change: change) }
        }
        return state
    }

    private func step(_ state: State, _ alpha: Double) throws(EstimationError) -> State {
        let roots = workingWeights(state.mu, alpha).map { $0.squareRoot() }
        let working = response.indices.map { i in
            (state.eta[i] - offsets[i] + (response[i] - state.mu[i]) / max(family.slope(state.mu[i]), 1e-300)) * roots[i]
        }
        let solution: LeastSquares
        do { solution = try LeastSquares(design: design.scalingRows(by: roots), response: working, refinements: 1) } catch {
            throw .notConverged(iterations: state.iterations, change: .infinity)
        }
        guard solution.rank == design.columns else { throw .rankDeficient(rank: solution.rank, columns: design.columns) }
        var next = state
        next.coefficients = solution.coefficients
        place(&next, alpha)
        return next
    }

    private func place(_ state: inout State, _ alpha: Double) {
        let limit = family.isProportion ? 30.0 : 700
        state.eta = zip(design.product(state.coefficients), offsets).map { min(max($0 + $1, -limit), limit) }
        state.mu = state.eta.map { family.mean($0) }
        state.deviance = response.indices.reduce(0) { $0 + weights[$1] * family.deviance(response[$1], state.mu[$1], alpha) }
    }

    /// The weights of the working response: trials·(dμ/dη)²/V(μ).
    func workingWeights(_ mu: [Double], _ alpha: Double) -> [Double] {
        mu.indices.map { i in
            let slope = family.slope(mu[i])
            let variance = family.variance(mu[i], alpha)
            return variance > 0 ? weights[i] * slope * slope / variance : 0
        }
    }
}
