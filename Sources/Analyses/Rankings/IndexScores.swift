import Disclosure
import LinearAlgebra
import Statistics

/// The scores and ranks of one group of bodies on an index, with what could not enter.
///
/// An indicator that does not vary in the group weighs 0, but between goalposts, which are not of the group. A body that is 0 or less on some indicator under
/// a geometric mean is left out alone, after the scale was made with it.
struct IndexScores {
    /// Positions of the rows that have a score.
    let ranked: [Int]
    /// Positions of the indicators that count.
    let counted: [Int]
    /// The index of the ranked rows.
    let fit: CompositeIndex.Fit
    /// For rows without a score, the position of the indicator that is not above 0.
    let notPositive: [Int: Int]

    /// - Parameters: values: bodies × indicators.
    init(_ values: Matrix, _ composite: CompositeIndex, directions: [Int], isAbsolute: Bool) throws(EstimationError) {
        guard values.rows >= 3 else { throw .tooFewObservations(needed: 3, found: values.rows) }
        let counted = (0..<values.columns).filter { column in
            isAbsolute || values.column(column).contains { $0 != values[0, column] }
        }
        guard !counted.isEmpty else { throw .noVariation(value: values[0, 0]) }
        self.counted = counted
        let kept = counted.count == values.columns ? values : values.selecting(columns: counted)
        let part = composite.selecting(counted)
        let signs = counted.map { directions[$0] }
        let normalized = try part.normalization(kept, directions: signs)
        let weights = counted.count == 1 ? [1] : try part.weights(kept, directions: signs)
        var notPositive: [Int: Int] = [:]
        if composite.aggregation == .geometric {
            for row in 0..<kept.rows {
                if let column = (0..<kept.columns).first(where: { normalized[row, $0] <= 0 }) { notPositive[row] = counted[column] }
            }
        }
        self.notPositive = notPositive
        ranked = (0..<kept.rows).filter { notPositive[$0] == nil }
        guard ranked.count >= 2 else { throw .tooFewObservations(needed: 2, found: ranked.count) }
        let rows = ranked.count == kept.rows ? normalized : normalized.selecting(rows: ranked)
        fit = try part.fit(normalized: rows, weights: weights)
    }
}

extension CompositeIndex {
    /// The index of some of its indicators alone.
    fileprivate func selecting(_ indicators: [Int]) -> CompositeIndex {
        var scale = normalization
        if case .goalposts(let posts) = normalization { scale = .goalposts(indicators.map { posts[$0] }) }
        var importance = weights
        if case .own(let values) = weights {
            let kept = indicators.map { values[$0] }
            // All that is left may weigh nothing.
            importance = kept.contains { $0 > 0 } ? .own(kept) : .equal
        }
        return CompositeIndex(normalization: scale, weights: importance, aggregation: aggregation)
    }
}
