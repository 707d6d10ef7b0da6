public import LinearAlgebra

/// How indicators in different units are brought onto one scale before they are aggregated; 1 (or more) is always better.
///
/// Each column has a direction: +1 where more is better, −1 where less is. Columns without variation have no normalization by spread: they throw.
/// - References: OECD/JRC, *Handbook on Constructing Composite Indicators* (2008), ch. 5. Test values: R Compind 3, pymcdm and NumPy,
///   `Tests/StatisticsTests/ReferenceValues/CompositeIndex.py`.
public enum IndicatorNormalization: Sendable, Equatable {
    /// (x − min)/(max − min), reversed for direction −1: in [0, 1].
    case minMax
    /// center + spread·(x − mean)/s with the n − 1 standard deviation s; mirrored about the center for direction −1.
    case zScore(center: Double = 0, spread: Double = 1)
    /// Rank from 1 for the worst to n for the best, ties at their mean.
    case rank
    /// (rank − ½)/n: in (0, 1).
    case percentile
    /// (x − low)/(high − low), cut to [0, 1]: distance between goalposts set beforehand, one pair a column; the order of the pair gives the direction.
    case goalposts([Goalposts])
    /// Number of bodies beaten plus half of those tied with: Borda's score, rank − 1.
    case borda

    /// The worst and the best value of an indicator.
    public struct Goalposts: Sendable, Equatable {
        /// The value that counts 0.
        public let worst: Double
        /// The value that counts 1.
        public let best: Double
        /// Goalposts; they differ.
        public init(worst: Double, best: Double) {
            precondition(worst != best && worst.isFinite && best.isFinite, "goalposts \(worst) and \(best)")
            self.worst = worst
            self.best = best
        }
    }

    /// Normalizes every column.
    ///
    /// - Parameters:
    ///   - scores: bodies × indicators; no missing values, a body with one is not comparable.
    ///   - directions: +1 or −1 a column.
    /// - Throws: ``EstimationError/noVariation(value:)``, ``EstimationError/invalidValue(index:value:)``, ``EstimationError/tooFewObservations(needed:found:)``.
    /// - Complexity: O(bodies · indicators), with a logarithm for ranks.
    public func callAsFunction(_ scores: Matrix, directions: [Int]) throws(EstimationError) -> Matrix {
        precondition(directions.count == scores.columns, "\(directions.count) directions for \(scores.columns) indicators")
        for direction in directions { precondition(direction == 1 || direction == -1, "direction \(direction)") }
        if case .goalposts(let posts) = self {
            precondition(posts.count == scores.columns, "\(posts.count) goalposts for \(scores.columns) indicators")
        }
        guard scores.rows >= 2 else { throw .tooFewObservations(needed: 2, found: scores.rows) }
        var columns: [[Double]] = []
        for j in 0..<scores.columns {
            let column = scores.column(j)
            if let index = column.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(index: index, value: column[index]) }
            columns.append(try normalized(column, direction: Double(directions[j]), index: j))
        }
        return Matrix(columns: columns)
    }

    private func normalized(_ x: [Double], direction: Double, index: Int) throws(EstimationError) -> [Double] {
        let count = Double(x.count)
        switch self {
        case .minMax:
            let (low, high) = (x.min() ?? 0, x.max() ?? 0)
            guard high > low else { throw .noVariation(value: low) }
            // Halves first, so that a range wider than the largest double does not overflow.
            return x.map { direction > 0 ? ($0 / 2 - low / 2) / (high / 2 - low / 2) : (high / 2 - $0 / 2) / (high / 2 - low / 2) }
        case .zScore(let center, let spread):
            let unit = x.reduce(0) { max($0, abs($1)) }
            guard unit > 0 else { throw .noVariation(value: 0) }
            let scaled = x.map { $0 / unit }
            let mean = scaled.reduce(0, +) / count
            let square = scaled.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            guard let low = x.min(), let high = x.max(), high > low, square > 0 else { throw .noVariation(value: x[0]) }
            let deviation = (square / (count - 1)).squareRoot()
            return scaled.map { center + direction * spread * ($0 - mean) / deviation }
        case .rank:
            return AverageRanks.of(x.map { direction * $0 })
        case .percentile:
            return AverageRanks.of(x.map { direction * $0 }).map { ($0 - 0.5) / count }
        case .goalposts(let posts):
            let post = posts[index]
            return x.map { min(1, max(0, ($0 - post.worst) / (post.best - post.worst))) }
        case .borda:
            return AverageRanks.of(x.map { direction * $0 }).map { $0 - 1 }
        }
    }
}

/// Ranks from 1 for the smallest, ties at their mean.
enum AverageRanks {
    static func of(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count && values[order[end]] == values[order[start]] { end += 1 }
            for slot in start..<end { ranks[order[slot]] = Double(start + end + 1) / 2 }
            start = end
        }
        return ranks
    }
}
