/// Holm's control of the probability of any false rejection, for few tests of which none may be wrong.
///
/// **Definition.** p̃₍ᵢ₎ = max_{j ≤ i} min(1, (m − j + 1)·p₍ⱼ₎).
/// - Complexity: O(*m* log *m*).
/// - References: Holm (1979), *Scandinavian Journal of Statistics* 6, 65–70. Test values: statsmodels,
///   `Tests/StatisticsTests/ReferenceValues/MultipleTesting.py`.
public struct Holm: PValueAdjustment {
    /// `holm`.
    public static let name = "holm"

    /// The procedure; it has no parameters.
    public init() {}

    /// The adjusted p-values, position by position.
    public func adjusted(_ pValues: [Double?]) throws(EstimationError) -> [Double?] {
        let ordered = try OrderedPValues(pValues)
        let count = ordered.values.count
        return ordered.stepDown { Double(count - $0 + 1) }
    }
}
