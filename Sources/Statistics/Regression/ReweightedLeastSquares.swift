internal import LinearAlgebra

/// A design whose least squares under changing weights the steps below ask for.
protocol WeightedDesign {
    var columns: Int { get }
    /// The coefficients of a weighted regression; the roots of the weights are given.
    func weightedSolution(_ response: [Double], roots: [Double], iteration: Int) throws(EstimationError) -> [Double]
    /// Xβ.
    func linearPredictor(_ coefficients: [Double]) -> [Double]
}

extension Matrix: WeightedDesign {
    func weightedSolution(_ response: [Double], roots: [Double], iteration: Int) throws(EstimationError) -> [Double] {
        let solution: LeastSquares
        let working = zip(response, roots).map { $0 * $1 }
        do { solution = try LeastSquares(design: scalingRows(by: roots), response: working, refinements: 1) } catch {
            throw .notConverged(iterations: iteration, change: .infinity)
        }
        guard solution.rank == columns else { throw .rankDeficient(rank: solution.rank, columns: columns) }
        return solution.coefficients
    }

    func linearPredictor(_ coefficients: [Double]) -> [Double] { product(coefficients) }
}

/// The steps of iteratively reweighted least squares.
struct ReweightedLeastSquares<Design: WeightedDesign> {
    let family: GeneralizedLinearFamily
    let design: Design
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
        if alpha == 0 { return (state, 0) }
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
            state.eta[i] - offsets[i] + (response[i] - state.mu[i]) / max(family.slope(state.mu[i]), 1e-300)
        }
        var next = state
        next.coefficients = try design.weightedSolution(working, roots: roots, iteration: state.iterations)
        place(&next, alpha)
        return next
    }

    private func place(_ state: inout State, _ alpha: Double) {
        let limit = family.isProportion ? 30.0 : 700
        state.eta = zip(design.linearPredictor(state.coefficients), offsets).map { min(max($0 + $1, -limit), limit) }
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
