/// Benjamini and Hochberg's control of the false discovery rate: the default where many series are tested.
///
/// Holds for independent and for positively dependent tests.
///
/// ```swift
/// try BenjaminiHochberg().adjusted([0.01, 0.02, nil, 0.5])        // [0.03, 0.03, nil, 0.5]
/// ```
/// **Definition.** q₍ᵢ₎ = min_{j ≥ i} min(1, m·p₍ⱼ₎/j) over the *m* tests made.
/// - Complexity: O(*m* log *m*).
/// - References: Benjamini & Hochberg (1995), *JRSS B* 57, 289–300. Test values: SciPy 1.17.1 and statsmodels,
///   `Tests/StatisticsTests/ReferenceValues/MultipleTesting.py`.
public struct BenjaminiHochberg: PValueAdjustment {
    /// `bh`.
    public static let name = "bh"

    /// The procedure; it has no parameters.
    public init() {}

    /// The adjusted p-values (q-values), position by position.
    public func adjusted(_ pValues: [Double?]) throws(EstimationError) -> [Double?] {
        let ordered = try OrderedPValues(pValues)
        let count = Double(ordered.values.count)
        return ordered.stepUp { count / Double($0) }
    }

    /// The adjusted p-values of the smallest among many: those that are not at hand are larger than all that are.
    ///
    /// - Parameters:
    ///   - pValues: those at hand, within [0, 1].
    ///   - tests: how many tests were made in all, at least as many.
    public func adjusted(_ pValues: [Double], of tests: Int) -> [Double] {
        precondition(tests >= pValues.count, "\(pValues.count) p-values of \(tests) tests")
        let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
        var result = [Double](repeating: 1, count: pValues.count)
        var least = 1.0
        for (position, index) in order.enumerated().reversed() {
            least = min(least, pValues[index] * Double(tests) / Double(position + 1))
            result[index] = least
        }
        return result
    }
}
