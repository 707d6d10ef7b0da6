internal import Glibc
public import LinearAlgebra

/// An index of several indicators: normalization, weights, aggregation.
///
/// ```swift
/// let index = CompositeIndex(normalization: .minMax, weights: .equal, aggregation: .geometric)
/// let fit = try index.fit(scores: matrix, directions: [1, 1, -1])
/// fit.scores; fit.ranks                 // rank 1 is best
/// ```
/// An index says as much about its choices as about the bodies: show ``WeightSensitivity`` beside it.
///
/// **Missing values.** None; leave out bodies that lack an indicator.
/// - Complexity: O(bodies · indicators), with a logarithm for the ranks.
/// - References: OECD/JRC handbook (2008); Mazziotta & Pareto (2016), *Social Indicators Research* 127, 983–1003; Casadio Tarabusi & Guarini (2013);
///   Hwang & Yoon (1981). Test values: R Compind 3, pymcdm, `Tests/StatisticsTests/ReferenceValues/CompositeIndex.py`.
public struct CompositeIndex: Sendable, Equatable {
    /// How normalized indicators become one number; 1 is the weight of all.
    public enum Aggregation: Sendable, Equatable {
        /// Σ wⱼxⱼ: what one indicator lacks another makes up for in full.
        case arithmetic
        /// ∏ xⱼ^wⱼ: what one lacks is made up for less the lower it is. Needs positive values.
        case geometric
        /// M − S²/M (or + where the phenomenon is bad), with mean M and n − 1 standard deviation S across indicators, weighted when weights differ. Meant for
        /// z-scores of mean 100 and spread 10.
        case mazziottaPareto(isBad: Bool = false)
        /// M − α(√((M − min)² + β²) − β): the mean, pulled towards the worst indicator.
        case meanMin(alpha: Double = 0.5, beta: Double = 1)
        /// Closeness to the ideal: d⁻/(d⁺ + d⁻) with Euclidean distances of the weighted indicators to their column-wise worst and best.
        case topsis
    }

    /// How indicators are brought onto one scale.
    public let normalization: IndicatorNormalization
    /// How much each counts.
    public let weights: IndicatorWeights
    /// How they become one number.
    public let aggregation: Aggregation

    /// The index.
    public init(normalization: IndicatorNormalization = .minMax, weights: IndicatorWeights = .equal, aggregation: Aggregation = .arithmetic) {
        self.normalization = normalization
        self.weights = weights
        self.aggregation = aggregation
    }

    /// Computes the index of every body.
    ///
    /// - Parameters: scores: bodies × indicators, in original units.  directions: +1 where more is better, −1 where less is.
    /// - Throws: the errors of the normalization and the weights; ``EstimationError/invalidValue(index:value:)`` where a geometric mean meets a value that is
    ///   not positive.
    public func fit(scores: Matrix, directions: [Int]) throws(EstimationError) -> Fit {
        try fit(normalized: normalization(scores, directions: directions), weights: weights(scores, directions: directions))
    }

    /// Computes the index of every body from indicators that are on one scale already.
    ///
    /// - Parameters: normalized: bodies × indicators, more is better.  weights: one an indicator, summing to 1.
    /// - Throws: ``EstimationError/invalidValue(index:value:)`` where a geometric mean meets a value that is not positive; the index is the body's.
    public func fit(normalized: Matrix, weights: [Double]) throws(EstimationError) -> Fit {
        precondition(weights.count == normalized.columns, "\(weights.count) weights for \(normalized.columns) indicators")
        let values = try Self.aggregate(normalized, weights: weights, by: aggregation)
        return Fit(scores: values, ranks: CompetitionRanks.descending(values, tolerance: 1e-12), weights: weights, normalized: normalized)
    }

    /// Aggregates normalized indicators.
    static func aggregate(_ x: Matrix, weights: [Double], by aggregation: Aggregation) throws(EstimationError) -> [Double] {
        switch aggregation {
        case .arithmetic:
            return x.product(weights)
        case .geometric:
            if let index = x.elements.firstIndex(where: { $0 <= 0 }) { throw .invalidValue(index: index % x.rows, value: x.elements[index]) }
            return x.mapElements { log($0) }.product(weights).map { exp($0) }
        case .mazziottaPareto(let isBad):
            let m = Double(x.columns)
            let means = x.product(weights)
            return (0..<x.rows).map { i in
                let row = x.row(i)
                let mean = means[i]
                let square = zip(row, weights).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) } * (m > 1 ? m / (m - 1) : 0)
                return isBad ? mean + square / mean : mean - square / mean
            }
        case .meanMin(let alpha, let beta):
            let means = x.product(weights)
            return (0..<x.rows).map { i in
                let distance = means[i] - (x.row(i).min() ?? means[i])
                return means[i] - alpha * ((distance * distance + beta * beta).squareRoot() - beta)
            }
        case .topsis:
            var (toBest, toWorst) = ([Double](repeating: 0, count: x.rows), [Double](repeating: 0, count: x.rows))
            for j in 0..<x.columns {
                let column = x.column(j).map { $0 * weights[j] }
                guard let best = column.max(), let worst = column.min() else { continue }
                for i in column.indices {
                    toBest[i] += (column[i] - best) * (column[i] - best)
                    toWorst[i] += (column[i] - worst) * (column[i] - worst)
                }
            }
            return zip(toBest, toWorst).map { best, worst in
                let (d, e) = (best.squareRoot(), worst.squareRoot())
                return d + e == 0 ? 0.5 : e / (d + e)
            }
        }
    }

    /// An index and its parts.
    public struct Fit: Sendable, Equatable {
        /// The index of each body; more is better.
        public let scores: [Double]
        /// Rank of each body, 1 for the best; bodies that tie share the better rank.
        public let ranks: [Int]
        /// The weights used, summing to 1.
        public let weights: [Double]
        /// The normalized indicators, bodies × indicators.
        public let normalized: Matrix

        /// The number of bodies.
        public var observations: Int { scores.count }

        /// The ranks when one indicator is left out and the others keep their proportions: one array an indicator, for arithmetic and geometric means alike by
        /// the aggregation given.
        public func ranksWithout(_ indicator: Int, aggregation: Aggregation) throws(EstimationError) -> [Int] {
            precondition(indicator >= 0 && indicator < weights.count && weights.count > 1, "indicator \(indicator) of \(weights.count)")
            let kept = weights.indices.filter { $0 != indicator }
            let sum = kept.reduce(0) { $0 + weights[$1] }
            let rest = kept.map { sum > 0 ? weights[$0] / sum : 1 / Double(kept.count) }
            return CompetitionRanks.descending(
                try CompositeIndex.aggregate(normalized.selecting(columns: kept), weights: rest, by: aggregation), tolerance: 1e-12)
        }
    }
}

/// Ranks from 1 for the largest; equal values share the better rank.
enum CompetitionRanks {
    /// - Parameter tolerance: values that differ from the first of a tie by no more than this share of the largest are tied: sums of the same numbers in another
    ///   order differ in their last digits.
    static func descending(_ values: [Double], tolerance: Double = 0) -> [Int] {
        let order = values.indices.sorted { values[$0] > values[$1] }
        let slack = tolerance * values.reduce(0) { max($0, abs($1)) }
        var ranks = [Int](repeating: 0, count: values.count)
        var first = 0
        for (slot, index) in order.enumerated() {
            if slot > 0, values[order[first]] - values[index] > slack { first = slot }
            ranks[index] = first + 1
        }
        return ranks
    }
}
