internal import LinearAlgebra

/// The ranks that each body can have at a given confidence: intervals for ranks, not for values.
///
/// ```swift
/// let sets = try RankConfidenceSets().fit(estimates: shrunken, standardErrors: errors)
/// sets.lower[i]...sets.upper[i]                 // rank 1 is the largest estimate
/// ```
/// **Definition.** All differences θⱼ − θₖ get simultaneous intervals (θ̂ⱼ − θ̂ₖ) ± c·sⱼₖ with c the 1 − α quantile of max |Zⱼ − Zₖ|/sⱼₖ, Z normal with the
/// errors' covariance. With N⁺ bodies certainly above *j* and N⁻ certainly below, the set is {N⁺ + 1 … p − N⁻}. Pairs told apart are then set aside and c is
/// computed over the rest, until no more can be told apart (stepwise, as strong as the data allow). All sets hold together with probability ≥ `level`.
///
/// **Ties.** Equal estimates are never told apart. **Missing values.** Leave bodies without an estimate out.
/// - Complexity: O(draws · p²) a step, draws shared between steps; of independent estimates most pairs are passed over by a bound (``IndependentPairs``), in
///   single precision.
/// - References: Mogstad, Romano, Shaikh & Wilhelm (2024), *Review of Economic Studies* 91, 476–518; Romano & Wolf (2005). Test values: the studentized
///   range of infinite degrees of freedom in SciPy, `Tests/StatisticsTests/ReferenceValues/Shrinkage.py`.
public struct RankConfidenceSets: Sendable, Equatable {
    /// The probability that all sets together hold the true ranks.
    public let level: Double
    /// Number of draws of the maximum.
    public let draws: Int
    /// Seed of the draws.
    public let seed: UInt64
    /// Whether pairs told apart are set aside and the rest tried again.
    public let isStepwise: Bool

    /// The procedure.
    public init(level: Double = 0.95, draws: Int = 1000, seed: UInt64 = 1, isStepwise: Bool = true) {
        precondition(level > 0 && level < 1, "level \(level) outside (0, 1)")
        precondition(draws >= 100, "\(draws) draws < 100")
        self.level = level
        self.draws = draws
        self.seed = seed
        self.isStepwise = isStepwise
    }

    /// Rank sets of independent estimates.
    ///
    /// - Parameters:
    ///   - estimates: θ̂, finite.
    ///   - standardErrors: of each, ≥ 0; a body without error is still compared with the others' errors.
    ///   - degreesOfFreedom: of each standard error, above 0 and infinite where it is known; all infinite when left out. Deviations are then Student's t.
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` below two bodies, ``EstimationError/invalidValue(index:value:)``.
    public func fit(estimates: [Double], standardErrors: [Double], degreesOfFreedom: [Double]? = nil) throws(EstimationError) -> Fit {
        precondition(estimates.count == standardErrors.count, "\(estimates.count) estimates and \(standardErrors.count) standard errors")
        precondition(degreesOfFreedom.map { $0.count == estimates.count } ?? true, "\(degreesOfFreedom?.count ?? 0) degrees of freedom")
        if let index = standardErrors.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
            throw .invalidValue(index: index, value: standardErrors[index])
        }
        if let degreesOfFreedom, let index = degreesOfFreedom.firstIndex(where: { !($0 > 0) }) {
            throw .invalidValue(index: index, value: degreesOfFreedom[index])
        }
        let pairs = IndependentPairs(standardErrors: standardErrors, degreesOfFreedom: degreesOfFreedom, draws: draws, seed: seed)
        return try fit(estimates, maxima: pairs.maxima) {
            (standardErrors[$0] * standardErrors[$0] + standardErrors[$1] * standardErrors[$1]).squareRoot()
        }
    }

    /// Rank sets from bootstrap replicates of the estimates, which may go together.
    ///
    /// - Parameters:
    ///   - estimates: θ̂, finite.
    ///   - replicates: θ̂* of each draw, at least 100 arrays as long as `estimates`.
    public func fit(estimates: [Double], replicates: [[Double]]) throws(EstimationError) -> Fit {
        precondition(replicates.count >= 100, "\(replicates.count) replicates < 100")
        for replicate in replicates { precondition(replicate.count == estimates.count, "a replicate of length \(replicate.count)") }
        let count = Double(replicates.count)
        let means = estimates.indices.map { i in replicates.reduce(0) { $0 + $1[i] } / count }
        let centered = replicates.map { replicate in replicate.indices.map { replicate[$0] - means[$0] } }
        let covariance = Matrix(rows: centered).crossProduct()
        func error(_ j: Int, _ k: Int) -> Double {
            max(0, (covariance[j, j] + covariance[k, k] - 2 * covariance[j, k]) / (count - 1)).squareRoot()
        }
        return try fit(estimates, maxima: { Self.maxima(centered, $0, error: error) }, error: error)
    }

    /// Tells pairs apart, step by step.
    ///
    /// - Parameters:
    ///   - maxima: the largest standardized difference of each draw over the pairs whose byte is set, `isOpen[j * p + k]`, set or not for both orders.
    ///   - error: the standard error of a difference.
    private func fit(
        _ estimates: [Double], maxima: (_ isOpen: [UInt8]) -> [Double], error: (Int, Int) -> Double
    ) throws(EstimationError) -> Fit {
        let p = estimates.count
        guard p >= 2 else { throw .tooFewObservations(needed: 2, found: p) }
        if let index = estimates.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(index: index, value: estimates[index]) }
        // A pair without any error is told apart by its values alone.
        var isOpen = [UInt8](repeating: 0, count: p * p)
        func close(_ j: Int, _ k: Int) { (isOpen[j * p + k], isOpen[k * p + j]) = (0, 0) }
        for j in 0..<p {
            for k in (j + 1)..<max(p, j + 1) where error(j, k) > 0 { (isOpen[j * p + k], isOpen[k * p + j]) = (1, 1) }
        }
        var critical = 0.0
        var steps = 0
        while true {
            let quantile = Self.quantile(maxima(isOpen), level)
            critical = steps == 0 ? quantile : min(critical, quantile)
            steps += 1
            var closed = 0
            for j in 0..<p {
                for k in (j + 1)..<max(p, j + 1) where isOpen[j * p + k] != 0 && abs(estimates[j] - estimates[k]) > quantile * error(j, k) {
                    close(j, k)
                    closed += 1
                }
            }
            if closed == 0 || !isStepwise { break }
        }
        var above = [Int](repeating: 0, count: p)
        var below = [Int](repeating: 0, count: p)
        for j in 0..<p {
            for k in (j + 1)..<max(p, j + 1) where isOpen[j * p + k] == 0 && estimates[j] != estimates[k] {
                let (high, low) = estimates[j] > estimates[k] ? (j, k) : (k, j)
                above[low] += 1
                below[high] += 1
            }
        }
        return Fit(lower: above.map { $0 + 1 }, upper: below.map { p - $0 }, criticalValue: critical, steps: steps, level: level)
    }

    /// The maximum over the open pairs of each draw, for deviations that may go together.
    private static func maxima(_ deviations: [[Double]], _ isOpen: [UInt8], error: (Int, Int) -> Double) -> [Double] {
        let p = deviations[0].count
        var weights = [Double](repeating: 0, count: p * p)
        for j in 0..<p {
            for k in (j + 1)..<max(p, j + 1) where isOpen[j * p + k] != 0 { weights[j * p + k] = 1 / error(j, k) }
        }
        return deviations.map { z in
            z.withUnsafeBufferPointer { z in
                weights.withUnsafeBufferPointer { weights in
                    var largest = 0.0
                    for j in 0..<p {
                        let zj = z[j]
                        for k in (j + 1)..<max(p, j + 1) { largest = max(largest, abs(zj - z[k]) * weights[j * p + k]) }
                    }
                    return largest
                }
            }
        }
    }

    /// The smallest draw with at least a share `level` of the draws at or below it.
    private static func quantile(_ values: [Double], _ level: Double) -> Double {
        let sorted = values.sorted()
        return sorted[min(sorted.count - 1, max(0, Int((level * Double(sorted.count)).rounded(.up)) - 1))]
    }

    /// The sets of ranks; rank 1 is the largest estimate.
    public struct Fit: Sendable, Equatable {
        /// The best rank each body can have.
        public let lower: [Int]
        /// The worst rank each body can have.
        public let upper: [Int]
        /// The critical value of the last step.
        public let criticalValue: Double
        /// Steps taken.
        public let steps: Int
        /// The probability with which all sets hold together.
        public let level: Double
    }
}
