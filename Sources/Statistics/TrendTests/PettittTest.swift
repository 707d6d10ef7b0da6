#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Pettitt's test for one change of level at an unknown time.
///
/// **Definition.** Uₖ = 2Σ_{i ≤ k} rᵢ − k(n + 1) with mid-ranks, K = max|Uₖ|; the change is after the first *k* that attains it; p ≈ 2·exp(−6K²/(n³ + n²)), at most 1.
/// The approximation is good to two decimals for p ≤ 0.5 and n ≥ 20; for short series use ``BreakTest``, whose p-value comes from permutations.
///
/// **Missing values.** `nil` is left out; positions count the values that are there.
/// - Complexity: O(*n* log *n*).
/// - References: Pettitt (1979), *Applied Statistics* 28, 126–135. Test values: R trend 1.1.6 and the article's own example.
public struct PettittTest: Sendable, Equatable {
    /// The test; it has no parameters.
    public init() {}

    /// The change and its p-value.
    public struct Fit: Sendable, Equatable {
        /// K.
        public let statistic: Double
        /// Number of values before the change, counted among those that are there.
        public let changePosition: Int
        /// Approximate two-sided p-value.
        public let pValue: Double
        /// Values used.
        public let observations: Int
    }

    /// Tests a series in the order in which its values stand.
    ///
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` below two values, ``EstimationError/invalidValue(index:value:)``.
    public func fit(_ values: [Double?]) throws(EstimationError) -> Fit {
        _ = try finiteSorted(values, needed: 2)
        let ranks = try Ranks().ranks(of: values.filter { $0 != nil }).compactMap { $0 }
        let n = Double(ranks.count)
        var (sum, largest, position) = (0.0, -1.0, 0)
        for (index, rank) in ranks.enumerated() {
            sum += rank
            let score = (2 * sum - Double(index + 1) * (n + 1)).magnitude
            if score > largest { (largest, position) = (score, index + 1) }
        }
        let p = 2 * exp(-6 * largest * largest / (n * n * n + n * n))
        return Fit(statistic: largest, changePosition: position, pValue: min(1, p), observations: ranks.count)
    }
}
