/// The middle of a sample.
///
/// ```swift
/// Median.of([3, 1, 2, 10])        // 2.5
/// ```
/// **Definition.** The value in the middle of the sorted sample; of an even number the mean of the middle two. Values are finite.
/// - Complexity: O(*n* log *n*).
public enum Median {
    /// The median; `nil` of nothing.
    public static func of(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2
    }

    /// The median of the first `count` values, one at least, which are left in another order: no copy is made. O(*n*).
    public static func ofFirst(_ count: Int, in values: inout [Double]) -> Double {
        precondition(count > 0 && count <= values.count, "\(count) of \(values.count) values")
        return Selection.median(&values, count: count)
    }
}
