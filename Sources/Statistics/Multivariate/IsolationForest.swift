public import LinearAlgebra
internal import Glibc

/// How quickly random splits isolate an observation: outlying ones stand alone after few.
///
/// A second opinion without any model of the data: no distribution, no scale, no center. For single cells see ``DeviatingCells``, for elliptical data
/// ``MinimumCovarianceDeterminant``.
///
/// ```swift
/// let fit = try IsolationForest(trees: 200, seed: 7).fit([received, concluded, carriedOut])
/// let strange = fit.scores.indices.filter { fit.scores[$0] > 0.6 }
/// ```
/// **Definition.** Each tree takes `sampleSize` observations without replacement and splits them at a variable drawn among those that vary, at a value uniform
/// between its extremes, until every observation is alone or ⌈log₂ sampleSize⌉ splits deep. The score is 2^(−h̄/c(sampleSize)): h̄ the mean over trees of the depth
/// where an observation ends, plus c(m) where m end together; c(m) = 2(ln(m − 1) + γ) − 2(m − 1)/m, the mean depth of an unsuccessful search. Scores near 1 are
/// outlying, below ½ inconspicuous; data of one single value score ½.
///
/// **Missing values.** `nil`: while a tree grows such an observation goes to a side with the probability of that side; a score takes both sides, weighted by it.
/// **Ties.** Values equal to the split go left.
///
/// The draws come from a counter-based generator, a stream a tree: the same seed gives the same scores on any number of processors.
/// - Complexity: O(trees · sampleSize · log sampleSize) to grow, O(trees · log sampleSize) an observation to score.
/// - References: Liu, Ting & Zhou (2008), *ICDM*, 413–422. Test values: scikit-learn's path lengths, and its scores averaged over 8,000 trees,
///   `Tests/StatisticsTests/ReferenceValues/IsolationForest.py`; agreement there is within the Monte-Carlo error, since no two generators grow the same trees.
public struct IsolationForest: Sendable, Equatable {
    /// Number of trees.
    public let trees: Int
    /// The most observations that a tree is grown from.
    public let sampleSize: Int
    /// Seed of the draws.
    public let seed: UInt64

    /// The method.
    public init(trees: Int = 100, sampleSize: Int = 256, seed: UInt64 = 1) {
        precondition(trees >= 1, "\(trees) trees")
        precondition(sampleSize >= 2, "sample of \(sampleSize) observations < 2")
        self.trees = trees
        self.sampleSize = sampleSize
        self.seed = seed
    }

    /// Grows a forest from variables, one array each, an observation an element, and scores the observations.
    ///
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` below two observations, ``EstimationError/invalidValue(index:value:)`` for a value that is
    ///   not finite, with its observation's index.
    public func fit(_ variables: [[Double?]]) throws(EstimationError) -> Fit {
        precondition(!variables.isEmpty, "no variables")
        return try grow(try Self.table(variables))
    }

    /// Grows a forest from observations × variables without missing values, and scores the observations.
    ///
    /// - Throws: as ``fit(_:)``.
    public func fit(_ data: Matrix) throws(EstimationError) -> Fit {
        precondition(data.columns > 0, "no variables")
        if let index = data.elements.firstIndex(where: { !$0.isFinite }) {
            throw .invalidValue(index: index % data.rows, value: data.elements[index])
        }
        return try grow(data)
    }

    private func grow(_ data: Matrix) throws(EstimationError) -> Fit {
        guard data.rows >= 2 else { throw .tooFewObservations(needed: 2, found: data.rows) }
        let size = min(sampleSize, data.rows)
        var grown = [IsolationTree?](repeating: nil, count: trees)
        grown.withUnsafeMutableBufferPointer { grown in
            nonisolated(unsafe) let grown = grown
            ParallelRanges.forEach(count: trees, minimum: 1) { range in
                for tree in range {
                    grown[tree] = IsolationTree(data, sampleSize: size, generator: Philox(seed: seed, stream: UInt64(tree)))
                }
            }
        }
        return Fit(trees: grown.compactMap { $0 }, sampleSize: size, data: data)
    }

    /// NaN where missing.
    static func table(_ variables: [[Double?]]) throws(EstimationError) -> Matrix {
        let n = variables[0].count
        for variable in variables {
            precondition(variable.count == n, "variables of lengths \(n) and \(variable.count)")
            if let index = variable.firstIndex(where: { $0.map { !$0.isFinite } ?? false }) {
                throw .invalidValue(index: index, value: variable[index] ?? .nan)
            }
        }
        return Matrix(columns: variables.map { $0.map { $0 ?? .nan } })
    }

    /// The mean depth at which an unsuccessful search in a random tree of `count` values ends.
    public static func averagePathLength(_ count: Int) -> Double {
        precondition(count >= 0, "\(count) values")
        guard count > 2 else { return count == 2 ? 1 : 0 }
        let m = Double(count)
        return 2 * (log(m - 1) + 0.5772156649015329) - 2 * (m - 1) / m
    }

    /// A grown forest with the scores of the observations it was grown from.
    public struct Fit: Sendable, Equatable {
        /// Anomaly scores in (0, 1), one an observation.
        public let scores: [Double]
        /// Observations that each tree was grown from.
        public let sampleSize: Int
        private let trees: [IsolationTree]
        private let variableCount: Int

        init(trees: [IsolationTree], sampleSize: Int, data: Matrix) {
            self.trees = trees
            self.sampleSize = sampleSize
            variableCount = data.columns
            scores = Self.scores(of: data, trees: trees, sampleSize: sampleSize)
        }

        /// The number of observations.
        public var observations: Int { scores.count }

        /// Mean depth of each observation over the trees, before it becomes a score.
        public var meanDepths: [Double] { scores.map { -log2($0) * averagePathLength(sampleSize) } }

        /// Scores of other observations of the same variables.
        ///
        /// - Throws: ``EstimationError/invalidValue(index:value:)``.
        public func scores(of variables: [[Double?]]) throws(EstimationError) -> [Double] {
            precondition(variables.count == variableCount, "\(variables.count) variables for a forest of \(variableCount)")
            return Self.scores(of: try table(variables), trees: trees, sampleSize: sampleSize)
        }

        private static func scores(of data: Matrix, trees: [IsolationTree], sampleSize: Int) -> [Double] {
            let n = data.rows
            let normal = averagePathLength(sampleSize)
            return [Double](unsafeUninitializedCapacity: n) { result, count in
                nonisolated(unsafe) let result = result
                data.elements.withUnsafeBufferPointer { values in
                    nonisolated(unsafe) let values = values
                    ParallelRanges.forEach(count: n, minimum: 64) { range in
                        for i in range {
                            let depth = trees.reduce(0) { $0 + $1.depth(of: i, in: values, rows: n) } / Double(trees.count)
                            result[i] = exp2(-depth / normal)
                        }
                    }
                }
                count = n
            }
        }
    }
}
