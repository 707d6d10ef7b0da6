/// A correction of p-values for the number of tests made at once.
///
/// Missing p-values (`nil`) are tests that were not made: they do not count, and stay `nil`.
public protocol PValueAdjustment: Sendable {
    /// The short name used on the command line and in results.
    static var name: String { get }
    /// The adjusted p-values, position by position.
    ///
    /// - Throws: ``EstimationError/invalidValue(index:value:)`` for a value outside [0, 1].
    func adjusted(_ pValues: [Double?]) throws(EstimationError) -> [Double?]
}

/// p-values in ascending order with the positions they came from.
struct OrderedPValues {
    let positions: [Int]
    let values: [Double]
    private let total: Int

    init(_ pValues: [Double?]) throws(EstimationError) {
        for (index, p) in pValues.enumerated() {
            guard let p else { continue }
            guard p >= 0 && p <= 1 else { throw .invalidValue(index: index, value: p) }
        }
        let present = pValues.enumerated().compactMap { position, p in p.map { (position, $0) } }
        let ordered = present.sorted { $0.1 < $1.1 }
        positions = ordered.map(\.0)
        values = ordered.map(\.1)
        total = pValues.count
    }

    /// min over j ≥ i of `factor(j)`·p₍ⱼ₎ (ranks from 1), at most 1, back in the caller's order.
    func stepUp(_ factor: (Int) -> Double) -> [Double?] {
        var result = [Double?](repeating: nil, count: total)
        var least = 1.0
        for rank in stride(from: values.count, through: 1, by: -1) {
            least = min(least, factor(rank) * values[rank - 1])
            result[positions[rank - 1]] = least
        }
        return result
    }

    /// max over j ≤ i of `factor(j)`·p₍ⱼ₎ (ranks from 1), at most 1, back in the caller's order.
    func stepDown(_ factor: (Int) -> Double) -> [Double?] {
        var result = [Double?](repeating: nil, count: total)
        var greatest = 0.0
        for rank in stride(from: 1, through: values.count, by: 1) {
            greatest = max(greatest, min(1, factor(rank) * values[rank - 1]))
            result[positions[rank - 1]] = greatest
        }
        return result
    }
}
