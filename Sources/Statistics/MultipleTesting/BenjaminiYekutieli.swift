/// Benjamini and Yekutieli's control of the false discovery rate under any dependence between the tests, at the price of power.
///
/// **Definition.** As ``BenjaminiHochberg`` with every p-value multiplied by Σ_{k ≤ m} 1/k.
/// - Complexity: O(*m* log *m*).
/// - References: Benjamini & Yekutieli (2001), *Annals of Statistics* 29, 1165–1188. Test values: SciPy 1.17.1 and statsmodels,
///   `Tests/StatisticsTests/ReferenceValues/MultipleTesting.py`.
public struct BenjaminiYekutieli: PValueAdjustment {
    /// `by`.
    public static let name = "by"

    /// The procedure; it has no parameters.
    public init() {}

    /// The adjusted p-values, position by position.
    public func adjusted(_ pValues: [Double?]) throws(EstimationError) -> [Double?] {
        let ordered = try OrderedPValues(pValues)
        let count = Double(ordered.values.count)
        // Smallest terms first: the harmonic sum keeps its last digits.
        let harmonic = stride(from: ordered.values.count, through: 1, by: -1).reduce(0.0) { $0 + 1 / Double($1) }
        return ordered.stepUp { harmonic * count / Double($0) }
    }
}
