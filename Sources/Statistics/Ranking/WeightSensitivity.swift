public import LinearAlgebra

/// How the ranks of an additive index depend on its weights: ranks under thousands of random weights.
///
/// ```swift
/// let sensitivity = try WeightSensitivity(draws: 10_000).fit(normalized: fit.normalized)
/// sensitivity.lower[i]...sensitivity.upper[i]     // nine draws in ten
/// sensitivity.acceptability(of: i, rank: 1)       // how often body i is first
/// ```
/// **Definition.** Weights come from a Dirichlet law: uniform over all weights that sum to 1, or with `concentration` γ about weights w with parameters γ·wⱼ.
/// Score = Σ wⱼxᵢⱼ (of logarithms for a geometric mean), rank 1 for the largest, ties sharing the better rank. b_ir is the share of draws in which body *i* has
/// rank *r*. The draws come from a counter-based generator: the same seed gives the same bytes on any number of processors.
/// - Complexity: O(draws · bodies · (indicators + log bodies)) in time, O(draws · bodies) bytes × 2 in memory.
/// - References: Lahdelma, Hokkanen & Salminen (1998), *EJOR* 106, 137–143; Saisana, Saltelli & Tarantola (2005), *JRSS A* 168, 307–323. Test values: NumPy on
///   the same weights, `Tests/StatisticsTests/ReferenceValues/CompositeIndex.py`.
public struct WeightSensitivity: Sendable, Equatable {
    /// Number of weight vectors drawn.
    public let draws: Int
    /// Seed of the draws.
    public let seed: UInt64
    /// γ of a Dirichlet law about the index's own weights; `nil` for the uniform law.
    public let concentration: Double?

    /// The simulation.
    public init(draws: Int = 1000, seed: UInt64 = 1, concentration: Double? = nil) {
        precondition(draws >= 1, "\(draws) draws")
        precondition(concentration.map { $0 > 0 && $0.isFinite } ?? true, "concentration \(concentration ?? 0)")
        self.draws = draws
        self.seed = seed
        self.concentration = concentration
    }

    /// Ranks under drawn weights.
    /// - Parameters:
    ///   - normalized: bodies × indicators, at most 65,535 bodies.
    ///   - weights: the center of the draws, used with a concentration; equal when left out.
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)``, ``EstimationError/invalidValue(index:value:)``.
    public func fit(normalized: Matrix, weights: [Double]? = nil) throws(EstimationError) -> Fit {
        let m = normalized.columns
        let center = weights ?? [Double](repeating: 1 / Double(m), count: m)
        precondition(center.count == m, "\(center.count) weights for \(m) indicators")
        return try fit(normalized: normalized, drawnWeights: drawWeights(center))
    }

    /// Ranks under given weights, one column a draw.
    public func fit(normalized: Matrix, drawnWeights: Matrix) throws(EstimationError) -> Fit {
        precondition(drawnWeights.rows == normalized.columns, "\(drawnWeights.rows) weights for \(normalized.columns) indicators")
        precondition(normalized.rows <= Int(UInt16.max), "\(normalized.rows) bodies > 65,535")
        guard normalized.rows >= 2 else { throw .tooFewObservations(needed: 2, found: normalized.rows) }
        if let index = normalized.elements.firstIndex(where: { !$0.isFinite }) {
            throw .invalidValue(index: index % normalized.rows, value: normalized.elements[index])
        }
        return Fit(bodies: normalized.rows, draws: drawnWeights.columns, ranks: RankSimulation.ranks(normalized, weights: drawnWeights))
    }

    /// Weights that sum to 1, one column a draw.
    func drawWeights(_ center: [Double]) -> Matrix {
        let m = center.count
        return Matrix(rows: m, columns: draws) { buffer in
            for draw in 0..<draws {
                var generator = Philox(seed: seed, stream: UInt64(draw))
                var sum = 0.0
                for j in 0..<m {
                    let value = concentration.map { generator.gamma(shape: $0 * center[j]) } ?? generator.exponential()
                    buffer[draw * m + j] = value
                    sum += value
                }
                for j in 0..<m { buffer[draw * m + j] = sum > 0 ? buffer[draw * m + j] / sum : center[j] }
            }
        }
    }

    /// The ranks of every body in every draw.
    public struct Fit: Sendable, Equatable {
        /// Number of bodies.
        public let bodies: Int
        /// Number of draws.
        public let draws: Int
        /// Ranks, `ranks[body * draws + draw]`, from 1.
        public let ranks: [UInt16]
        /// Mean rank of each body.
        public let meanRank: [Double]
        /// For each body the rank that at most 5 % of the draws are better than.
        public let lower: [Int]
        /// For each body the rank that at most 5 % of the draws are worse than.
        public let upper: [Int]

        init(bodies: Int, draws: Int, ranks: [UInt16]) {
            self.bodies = bodies
            self.draws = draws
            self.ranks = ranks
            let summary = RankSimulation.summary(ranks, bodies: bodies, draws: draws)
            meanRank = summary.mean
            lower = summary.lower
            upper = summary.upper
        }

        /// b_ir: the share of draws in which a body has a rank.
        public func acceptability(of body: Int, rank: Int) -> Double {
            precondition(body >= 0 && body < bodies, "body \(body) of \(bodies)")
            return Double(ranks[(body * draws)..<((body + 1) * draws)].count { Int($0) == rank }) / Double(draws)
        }

        /// The shares of all ranks of a body: `result[r - 1]` is b_ir.
        public func acceptabilities(of body: Int) -> [Double] {
            precondition(body >= 0 && body < bodies, "body \(body) of \(bodies)")
            var counts = [Int](repeating: 0, count: bodies)
            for rank in ranks[(body * draws)..<((body + 1) * draws)] { counts[Int(rank) - 1] += 1 }
            return counts.map { Double($0) / Double(draws) }
        }
    }
}
