public import LinearAlgebra

/// Which of an index's choices its ranks hang on: shares of their variance due to normalization, weights and aggregation.
///
/// ```swift
/// let shares = try IndexSensitivity(draws: 500).fit(scores: matrix, directions: [1, 1, -1])
/// shares.bodies[i].weights.first          // what weights alone explain of the variance of body i's rank
/// ```
/// **Definition.** The rank of every body is computed under every combination of three normalizations (min–max onto 1…100, z-scores of mean 100 and spread
/// 10, percentiles), of weights drawn uniformly from all that sum to 1, and of three aggregations (arithmetic, geometric, mean–min). The combinations are
/// crossed in full, so that Sobol's first-order share Sᵢ = Var(E[R | xᵢ])/Var(R) and total share Tᵢ = 1 − Var(E[R | x₋ᵢ])/Var(R) are exact for the weights
/// drawn. Shares of a body whose rank never changes are 0.
///
/// **Missing values.** None; leave out bodies that lack an indicator, and indicators that do not vary.
/// - Complexity: O(9 · draws · bodies · (indicators + log bodies)); O(9 · draws · bodies) memory, 4 bytes each.
/// - References: Sobol' (2001), *Math. Comput. Simul.* 55, 271–280; Saisana, Saltelli & Tarantola (2005), *JRSS A* 168, 307–323.
public struct IndexSensitivity: Sendable, Equatable {
    /// Weight vectors drawn.
    public let draws: Int
    /// Seed of the draws.
    public let seed: UInt64

    /// The analysis.
    public init(draws: Int = 500, seed: UInt64 = 1) {
        precondition(draws >= 2, "\(draws) draws")
        self.draws = draws
        self.seed = seed
    }

    /// What one choice explains.
    public struct Share: Sendable, Hashable {
        /// The share it explains alone.
        public var first: Double
        /// The share that it has a part in.
        public var total: Double
    }

    /// What the choices explain of one body's ranks.
    public struct Shares: Sendable, Hashable {
        /// How indicators are brought onto one scale.
        public var normalization: Share
        /// How much each counts.
        public var weights: Share
        /// How they become one number.
        public var aggregation: Share
    }

    /// The shares of every body.
    public struct Fit: Sendable, Equatable {
        /// In the order of the rows.
        public let bodies: [Shares]
        /// Mean rank of each body over all combinations.
        public let meanRanks: [Double]
    }

    private static let aggregations: [CompositeIndex.Aggregation] = [.arithmetic, .geometric, .meanMin()]

    /// Computes the shares.
    /// - Parameters: scores: bodies × indicators, in original units.  directions: +1 where more is better, −1 where less is.
    /// - Throws: the errors of the normalizations.
    public func fit(scores: Matrix, directions: [Int]) throws(EstimationError) -> Fit {
        var scales: [Matrix] = []
        // Positive throughout, as a geometric mean needs them.
        scales.append(try IndicatorNormalization.minMax(scores, directions: directions).mapElements { 1 + 99 * $0 })
        scales.append(try IndicatorNormalization.zScore(center: 100, spread: 10)(scores, directions: directions).mapElements { max($0, 1e-6) })
        scales.append(try IndicatorNormalization.percentile(scores, directions: directions).mapElements { 100 * $0 })
        let weights = WeightSensitivity(draws: draws, seed: seed).drawWeights([Double](repeating: 1, count: scores.columns))
        let n = scores.rows
        let combinations = scales.count * Self.aggregations.count
        var ranks = [Float](repeating: 0, count: draws * combinations * n)
        let (draws, inputs) = (draws, scales)
        ranks.withUnsafeMutableBufferPointer { ranks in
            nonisolated(unsafe) let out = ranks
            ParallelRanges.forEach(count: draws, minimum: 4) { range in
                for draw in range {
                    let w = weights.column(draw)
                    for (a, scale) in inputs.enumerated() {
                        for (c, aggregation) in Self.aggregations.enumerated() {
                            // The scales are positive, so that no aggregation refuses them.
                            guard let values = try? CompositeIndex.aggregate(scale, weights: w, by: aggregation) else { continue }
                            let start = (draw * combinations + a * Self.aggregations.count + c) * n
                            for (i, rank) in CompetitionRanks.descending(values, tolerance: 1e-12).enumerated() { out[start + i] = Float(rank) }
                        }
                    }
                }
            }
        }
        var (bodies, means): ([Shares], [Double]) = ([], [])
        for body in 0..<n {
            let sums = Sums(ranks, body: body, bodies: n, levels: (scales.count, draws, Self.aggregations.count))
            bodies.append(sums.shares)
            means.append(sums.mean)
        }
        return Fit(bodies: bodies, meanRanks: means)
    }

    /// Means of one body's ranks over each choice and each pair of choices.
    private struct Sums {
        let shares: Shares
        let mean: Double

        init(_ ranks: [Float], body: Int, bodies: Int, levels: (normalizations: Int, draws: Int, aggregations: Int)) {
            let (la, lw, lc) = (levels.normalizations, levels.draws, levels.aggregations)
            var (a, w, c) = ([Double](repeating: 0, count: la), [Double](repeating: 0, count: lw), [Double](repeating: 0, count: lc))
            var aw = [Double](repeating: 0, count: la * lw)
            var ac = [Double](repeating: 0, count: la * lc)
            var wc = [Double](repeating: 0, count: lw * lc)
            var (sum, square) = (0.0, 0.0)
            for draw in 0..<lw {
                for i in 0..<la {
                    for j in 0..<lc {
                        let rank = Double(ranks[(draw * la * lc + i * lc + j) * bodies + body])
                        sum += rank
                        square += rank * rank
                        a[i] += rank
                        w[draw] += rank
                        c[j] += rank
                        aw[i * lw + draw] += rank
                        ac[i * lc + j] += rank
                        wc[draw * lc + j] += rank
                    }
                }
            }
            let count = Double(la * lw * lc)
            let center = sum / count
            let variance = square / count - center * center
            func explained(_ sums: [Double]) -> Double {
                let size = count / Double(sums.count)
                return sums.reduce(0) { $0 + ($1 / size - center) * ($1 / size - center) } / Double(sums.count) / variance
            }
            mean = center
            guard variance > 1e-9 else {
                let none = Share(first: 0, total: 0)
                shares = Shares(normalization: none, weights: none, aggregation: none)
                return
            }
            shares = Shares(
                normalization: Share(first: explained(a), total: 1 - explained(wc)), weights: Share(first: explained(w), total: 1 - explained(ac)),
                aggregation: Share(first: explained(c), total: 1 - explained(aw)))
        }
    }
}
