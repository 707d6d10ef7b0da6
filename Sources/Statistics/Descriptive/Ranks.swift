/// Ranks of values, ties resolved by one of the rules in use.
///
/// ```swift
/// try Ranks(ties: .average).ranks(of: [30, 10, nil, 10])           // [3, 1.5, nil, 1.5]
/// ```
/// **Missing values.** `nil` has no rank and does not count.
/// - Complexity: O(*n* log *n*).
/// - References: as `rank` in R. Test values: SciPy 1.17.1 `rankdata`, `Tests/StatisticsTests/ReferenceValues/Descriptive.py`.
public struct Ranks: Sendable, Equatable {
    /// What equal values get.
    public enum Ties: String, Sendable, CaseIterable {
        /// The mean of the ranks they cover.
        case average
        /// The least of them: "1224" ranking, as in sports.
        case minimum
        /// The largest of them: "1334" ranking.
        case maximum
        /// The same rank, and the next value the next: "1223" ranking.
        case dense
        /// Ranks in the order in which they stand.
        case first
    }

    /// The rule for ties.
    public let ties: Ties
    /// Whether the largest value has rank 1.
    public let descending: Bool

    /// Ranks with a rule for ties, from the smallest value or from the largest.
    public init(ties: Ties = .average, descending: Bool = false) {
        self.ties = ties
        self.descending = descending
    }

    /// The rank of each value, from 1.
    ///
    /// - Throws: ``EstimationError/invalidValue(index:value:)`` for NaN.
    public func ranks(of values: [Double?]) throws(EstimationError) -> [Double?] {
        for (index, value) in values.enumerated() where value?.isNaN == true { throw .invalidValue(index: index, value: .nan) }
        let present = values.enumerated().compactMap { position, value in value.map { (position, descending ? -$0 : $0) } }
        let ordered = present.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
        var result = [Double?](repeating: nil, count: values.count)
        var start = 0
        var group = 0
        while start < ordered.count {
            var end = start
            while end + 1 < ordered.count && ordered[end + 1].1 == ordered[start].1 { end += 1 }
            group += 1
            for place in start...end {
                result[ordered[place].0] =
                    switch ties {
                    case .average: Double(start + end + 2) / 2
                    case .minimum: Double(start + 1)
                    case .maximum: Double(end + 1)
                    case .dense: Double(group)
                    case .first: Double(place + 1)
                    }
            }
            start = end + 1
        }
        return result
    }
}
