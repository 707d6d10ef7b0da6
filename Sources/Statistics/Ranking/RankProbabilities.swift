/// How likely each body has each rank, from estimates with their errors.
///
/// ```swift
/// let fit = try RankProbabilities(draws: 10_000).fit(estimates: logs, standardErrors: errors)
/// fit.probabilities(of: 0)[0]             // that body 0 has the largest true value
/// ```
/// **Definition.** θ̂ᵢ | θᵢ ~ N(θᵢ, sᵢ²), θᵢ ~ N(μ, τ²) with τ² by Paule and Mandel's moment equation; true values are drawn from their posteriors
/// independently and ranked. Drawing from the posteriors, not about the raw estimates, keeps small bodies from being first for their errors alone.
///
/// **Missing values.** Leave bodies without an estimate out.
/// - Complexity: O(draws · bodies · log bodies).
/// - References: Laird & Louis (1989), *J. Educ. Stat.* 14, 29–46; Paule & Mandel (1982), *J. Res. NBS* 87, 377–385.
public struct RankProbabilities: Sendable, Equatable {
    /// Draws of all true values.
    public let draws: Int
    /// Seed of the draws.
    public let seed: UInt64

    /// The simulation.
    public init(draws: Int = 10_000, seed: UInt64 = 1) {
        precondition(draws >= 100, "\(draws) draws < 100")
        self.draws = draws
        self.seed = seed
    }

    /// Draws and ranks; rank 1 is the largest value.
    /// - Parameters: estimates: finite.  standardErrors: of each, ≥ 0 and finite.
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` below two bodies, ``EstimationError/invalidValue(index:value:)``.
    public func fit(estimates: [Double], standardErrors: [Double]) throws(EstimationError) -> Fit {
        precondition(estimates.count == standardErrors.count, "\(estimates.count) estimates and \(standardErrors.count) standard errors")
        let n = estimates.count
        guard n >= 2 else { throw .tooFewObservations(needed: 2, found: n) }
        if let index = estimates.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(index: index, value: estimates[index]) }
        if let index = standardErrors.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
            throw .invalidValue(index: index, value: standardErrors[index])
        }
        let spread = Self.betweenVariance(estimates, standardErrors)
        let weights = standardErrors.map { 1 / max($0 * $0 + spread, .leastNormalMagnitude) }
        let center = zip(estimates, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
        var (means, errors) = (estimates, standardErrors)
        for i in 0..<n {
            let variance = standardErrors[i] * standardErrors[i]
            let share = variance + spread > 0 ? spread / (variance + spread) : 1
            means[i] = center + share * (estimates[i] - center)
            errors[i] = (share * variance).squareRoot()
        }
        var counts = [UInt32](repeating: 0, count: n * n)
        var z = [Double](repeating: 0, count: n)
        for draw in 0..<draws {
            var generator = Philox(seed: seed, stream: UInt64(draw))
            z.withUnsafeMutableBufferPointer { generator.fillNormal($0) }
            for i in 0..<n { z[i] = means[i] + errors[i] * z[i] }
            for (i, rank) in CompetitionRanks.descending(z).enumerated() { counts[i * n + rank - 1] += 1 }
        }
        return Fit(bodies: n, draws: draws, betweenVariance: spread, counts: counts)
    }

    /// τ² ≥ 0 with Σ (θ̂ᵢ − μ̂)²/(sᵢ² + τ²) = n − 1; 0 where the estimates vary no more than their errors.
    static func betweenVariance(_ estimates: [Double], _ errors: [Double]) -> Double {
        let n = Double(estimates.count)
        func excess(_ spread: Double) -> Double {
            var (sum, total) = (0.0, 0.0)
            for (y, s) in zip(estimates, errors) {
                let weight = 1 / max(s * s + spread, .leastNormalMagnitude)
                sum += weight
                total += weight * y
            }
            let center = total / sum
            return zip(estimates, errors).reduce(0) { $0 + ($1.0 - center) * ($1.0 - center) / max($1.1 * $1.1 + spread, .leastNormalMagnitude) }
                - (n - 1)
        }
        guard excess(0) > 0 else { return 0 }
        let mean = estimates.reduce(0, +) / n
        var (low, high) = (0.0, estimates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1))
        while excess(high) > 0 { high *= 2 }
        for _ in 0..<200 where high - low > 1e-14 * high {
            let middle = (low + high) / 2
            if excess(middle) > 0 { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// The shares of the draws in which each body had each rank.
    public struct Fit: Sendable, Equatable {
        /// Number of bodies.
        public let bodies: Int
        /// Number of draws.
        public let draws: Int
        /// τ², the variance of the true values.
        public let betweenVariance: Double
        private let counts: [UInt32]

        init(bodies: Int, draws: Int, betweenVariance: Double, counts: [UInt32]) {
            self.bodies = bodies
            self.draws = draws
            self.betweenVariance = betweenVariance
            self.counts = counts
        }

        /// The probabilities of a body's ranks: `result[r - 1]` is that of rank *r*.
        public func probabilities(of body: Int) -> [Double] {
            precondition(body >= 0 && body < bodies, "body \(body) of \(bodies)")
            return counts[body * bodies..<(body + 1) * bodies].map { Double($0) / Double(draws) }
        }
    }
}
