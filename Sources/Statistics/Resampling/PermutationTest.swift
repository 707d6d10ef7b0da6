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
        let limit = observed.isFinite ? observed - 1e-12 * observed.magnitude : observed
        let exceeding = results.elements.count { $0 >= limit }
        return Double(1 + exceeding) / Double(1 + permutations)
    }

    /// The random orders of so many values, those that ``pValue(of:statistic:)`` takes.
    func orders(of count: Int) -> PermutationOrders {
        var indices: [Int32] = []
        indices.reserveCapacity(permutations * count)
        for permutation in 0..<permutations {
            var generator = Philox(seed: seed, stream: UInt64(permutation))
            indices += (0..<Int32(count)).shuffled(using: &generator)
        }
        return PermutationOrders(count: permutations, length: count, indices: indices)
    }
}

/// Random orders of a number of values, made once for many series.
struct PermutationOrders: Sendable {
    /// Number of orders.
    let count: Int
    /// Number of values.
    let length: Int
    /// The orders after one another.
    fileprivate let indices: [Int32]

    /// The positions of some orders, one order after another.
    func withOrders<Result>(_ range: Range<Int>, _ body: (UnsafePointer<Int32>) -> Result) -> Result {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "orders \(range) of \(count)")
        return indices.withUnsafeBufferPointer { indices in
            // Of no order nothing is read.
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: 1) { none in
                body(indices.baseAddress.map { $0 + range.lowerBound * length } ?? UnsafePointer(none.baseAddress!))
            }
        }
    }
}
