/// A permutation test: how often a statistic of the values in random order is as large as in the order seen.
///
/// **Definition.** p = (1 + #{Tᵦ ≥ T}) / (1 + B) over B random orders: never 0, and exact in level. Ties with the observed statistic count, to a relative 1e-12.
/// - Complexity: `permutations` times the statistic.
/// - References: Phipson & Smyth (2010), *SAGMB* 9, 39. Tests: agreement with the exact law of Kendall's S.
public struct PermutationTest: Sendable, Equatable {
    /// Number of random orders.
    public let permutations: Int
    /// Seed of the orders.
    public let seed: UInt64

    /// A test over `permutations` random orders from a seed.
    public init(permutations: Int = 999, seed: UInt64) {
        precondition(permutations > 0, "\(permutations) permutations")
        self.permutations = permutations
        self.seed = seed
    }

    /// The p-value of a statistic that is large when there is something to find.
    public func pValue(of values: [Double], statistic: @Sendable ([Double]) -> Double) -> Double {
        let observed = statistic(values)
        let results = AlignedBuffer<Double>(count: permutations)
        let base = results.base
        ParallelRanges.forEach(count: permutations, minimum: 16) { range in
            for permutation in range {
                var generator = Philox(seed: seed, stream: UInt64(permutation))
                base[permutation] = statistic(values.shuffled(using: &generator))
            }
        }
        let limit = observed - 1e-12 * observed.magnitude
        let exceeding = results.elements.count { $0 >= limit }
        return Double(1 + exceeding) / Double(1 + permutations)
    }
}
