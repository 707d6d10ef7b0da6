internal import LinearAlgebra

/// How much each year resembles the year before, after the trend, estimated from many series at once.
///
/// One series of ten points cannot tell its autocorrelation; worse, the residuals of a line are correlated by the fit itself, which biases the usual estimate
/// far downward. The mean over many series can tell, and the bias is known exactly.
///
/// **Definition.** r = Σeₜeₜ₋₁ / Σe² over the residuals *e* of each series' line, neighbors one step apart; r̄ is the mean over the series. ρ̂ solves
/// mean E_ρ[r] = r̄ for errors with Corr(uₛ, uₜ) = ρ^|s−t|. With e = Mu, M = I − X(X'X)⁻¹X', r is a ratio of quadratic forms whose expectation is the integral
/// ∫₀^∞ ∏(1 + 2zλᵢ)^(−1/2) Σcᵢ/(1 + 2zλᵢ) dz over the eigenvalues λ of MRM, once for each pattern of missing years.
///
/// **Missing values.** Gaps count as the years they are. **Constant or exactly linear series** take no part.
/// - Complexity: O(series × *n*) and about ten eigendecompositions of order *n* for each pattern.
/// - References: the expectation: Magnus (1986), *Annales d'Économie et de Statistique* 4, 95–109. Test values: simulation with known ρ.
public struct PooledAutocorrelation: Sendable, Equatable {
    /// The estimator; it has no parameters.
    public init() {}

    /// ρ̂ with what it rests on.
    public struct Fit: Sendable, Equatable {
        /// ρ̂ in [−0.9, 0.95].
        public let autocorrelation: Double
        /// r̄, the mean of the uncorrected estimates.
        public let meanResidualAutocorrelation: Double
        /// Standard error of r̄ over the series.
        public let standardError: Double
        /// Series that took part.
        public let seriesCount: Int
    }

    /// Estimates ρ from series over the same abscissae, which must be multiples of one step.
    ///
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` when no series has four values with two neighbors among them.
    public func fit(x: [Double], series: [[Double?]]) throws(EstimationError) -> Fit {
        let step = zip(x.dropFirst(), x).map { $0 - $1 }.min() ?? 1
        precondition(step > 0, "abscissae must increase")
        var ratios: [Double] = []
        var patterns: [[Int]: Int] = [:]
        for y in series {
            precondition(y.count == x.count, "\(y.count) values for \(x.count) abscissae")
            let there = y.indices.filter { y[$0] != nil }
            let steps = there.map { Int(((x[$0] - x[0]) / step).rounded()) }
            guard there.count >= 4, zip(steps.dropFirst(), steps).contains(where: { $0 - $1 == 1 }) else { continue }
            let observed = try SeriesObservations(x: x, y: y, needed: 4)
            guard let ratio = Self.ratio(observed, steps: steps) else { continue }
            ratios.append(ratio)
            patterns[steps, default: 0] += 1
        }
        guard !ratios.isEmpty else { throw .tooFewObservations(needed: 4, found: series.map { $0.count { $0 != nil } }.max() ?? 0) }
        let count = Double(ratios.count)
        let mean = ratios.reduce(0, +) / count
        let spread = ratios.count > 1 ? (ratios.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1) / count).squareRoot() : .infinity
        // In a fixed order, so that sums do not depend on hashing.
        let designs = patterns.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { (LagDesign(steps: $0.key), Double($0.value)) }
        let expected = { (rho: Double) in designs.reduce(0) { $0 + $1.1 * $1.0.expectation(autocorrelation: rho) } / count }
        return Fit(
            autocorrelation: Self.solve(expected, target: mean), meanResidualAutocorrelation: mean, standardError: spread,
            seriesCount: ratios.count)
    }

    /// r of one series; `nil` when its line leaves no residuals.
    private static func ratio(_ observed: SeriesObservations, steps: [Int]) -> Double? {
        let line = CenteredLine(x: observed.x, y: observed.y)
        guard line.residualSumOfSquares > 1e-24 * line.syy else { return nil }
        let residuals = zip(observed.x, observed.y).map { ($1 - line.intercept - line.slope * $0) / line.yScale }
        let square = residuals.reduce(0) { $0 + $1 * $1 }
        var lagged = 0.0
        for index in 1..<residuals.count where steps[index] - steps[index - 1] == 1 { lagged += residuals[index] * residuals[index - 1] }
        return square > 0 ? lagged / square : nil
    }

    /// The ρ at which an increasing function takes the value `target`, by false position with the Illinois rule, within [−0.9, 0.95].
    private static func solve(_ function: (Double) -> Double, target: Double) -> Double {
        var (low, high) = (-0.9, 0.95)
        var (below, above) = (function(low) - target, function(high) - target)
        if below >= 0 { return low }
        if above <= 0 { return high }
        var side = 0
        for _ in 0..<60 {
            let middle = (low * above - high * below) / (above - below)
            let value = function(middle) - target
            if value.magnitude < 1e-13 || high - low < 1e-12 { return middle }
            if value < 0 {
                (low, below) = (middle, value)
                if side == -1 { above /= 2 }
                side = -1
            } else {
                (high, above) = (middle, value)
                if side == 1 { below /= 2 }
                side = 1
            }
        }
        return (low * above - high * below) / (above - below)
    }
}

/// The residual-maker of a line over given steps, and what it does to autocorrelated errors.
struct LagDesign {
    private let steps: [Int]
    /// Row by row, n × n.
    private let residualMaker: [Double]

    init(steps: [Int]) {
        self.steps = steps
        let n = steps.count
        let mean = Double(steps.reduce(0, +)) / Double(n)
        let centered = steps.map { Double($0) - mean }
        let square = centered.reduce(0) { $0 + $1 * $1 }
        var matrix = [Double](repeating: 0, count: n * n)
        for i in 0..<n {
            for j in 0..<n { matrix[i * n + j] = (i == j ? 1 : 0) - 1 / Double(n) - centered[i] * centered[j] / square }
        }
        residualMaker = matrix
    }

    /// E[Σeₜeₜ₋₁ / Σe²] when the errors have autocorrelation ρ.
    func expectation(autocorrelation rho: Double) -> Double {
        let n = steps.count
        let errors = (0..<(n * n)).map { power(rho, abs(steps[$0 / n] - steps[$0 % n])) }
        let product = Matrix(rows: n, columns: n, elements: multiply(multiply(residualMaker, errors), residualMaker))
        guard let eigen = try? SymmetricEigen(product) else { return .nan }
        var pairs: [(value: Double, lagged: Double)] = []
        for index in 0..<n where eigen.values[index] > 1e-12 * eigen.values[0] {
            var lagged = 0.0
            for i in 1..<n where steps[i] - steps[i - 1] == 1 { lagged += eigen.vectors[i, index] * eigen.vectors[i - 1, index] }
            pairs.append((eigen.values[index], lagged))
        }
        // z = a(1 − v²)/v² maps the half line to (0, 1) and leaves the integrand smooth at both ends, v^(ν − 1) at v = 0.
        let scale = 1 / pairs.reduce(0) { $0 + $1.value }
        return GaussLegendre.sixtyFour.integrate { v in
            let z = scale * (1 - v * v) / (v * v)
            var density = 1.0
            var sum = 0.0
            for pair in pairs {
                let term = 1 / (1 + 2 * z * pair.value)
                density *= term
                sum += pair.value * pair.lagged * term
            }
            return density.squareRoot() * sum * 2 * scale / (v * v * v)
        }
    }

    /// The product of two square matrices; with at most some tens of rows, not worth a call.
    private func multiply(_ a: [Double], _ b: [Double]) -> [Double] {
        let n = steps.count
        var product = [Double](repeating: 0, count: n * n)
        for i in 0..<n {
            for k in 0..<n {
                let factor = a[i * n + k]
                for j in 0..<n { product[i * n + j] += factor * b[k * n + j] }
            }
        }
        return product
    }

    private func power(_ base: Double, _ exponent: Int) -> Double {
        var result = 1.0
        for _ in 0..<exponent { result *= base }
        return result
    }
}
