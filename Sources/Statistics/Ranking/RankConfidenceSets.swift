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
/// - Complexity: O(draws · p²) a step, draws shared between steps.
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
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` below two bodies, ``EstimationError/invalidValue(index:value:)``.
    public func fit(estimates: [Double], standardErrors: [Double]) throws(EstimationError) -> Fit {
        precondition(estimates.count == standardErrors.count, "\(estimates.count) estimates and \(standardErrors.count) standard errors")
        if let index = standardErrors.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
            throw .invalidValue(index: index, value: standardErrors[index])
        }
        let count = estimates.count
        let replicates = (0..<draws).map { draw in
            var generator = Philox(seed: seed, stream: UInt64(draw))
            var z = [Double](repeating: 0, count: count)
            z.withUnsafeMutableBufferPointer { generator.fillNormal($0) }
            for i in z.indices { z[i] *= standardErrors[i] }
            return z
        }
        return try fit(estimates, replicates) { (standardErrors[$0] * standardErrors[$0] + standardErrors[$1] * standardErrors[$1]).squareRoot() }
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
        return try fit(estimates, centered) { j, k in
            max(0, (covariance[j, j] + covariance[k, k] - 2 * covariance[j, k]) / (count - 1)).squareRoot()
        }
    }

    private func fit(
        _ estimates: [Double], _ deviations: [[Double]], error: (Int, Int) -> Double
    ) throws(EstimationError) -> Fit {
        let p = estimates.count
        guard p >= 2 else { throw .tooFewObservations(needed: 2, found: p) }
        if let index = estimates.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(index: index, value: estimates[index]) }
        // Pairs (j, k), j < k, with the reciprocal of their error; a pair without any is told apart by its values alone.
        var inverse = [Double](repeating: 0, count: p * p)
        for j in 0..<p {
            for k in (j + 1)..<max(p, j + 1) {
                let s = error(j, k)
                inverse[j * p + k] = s > 0 ? 1 / s : .infinity
            }
        }
        var isOpen = [Bool](repeating: true, count: p * p)
        for i in isOpen.indices where inverse[i] == .infinity { isOpen[i] = false }
        var critical = 0.0
        var steps = 0
        while true {
            let maxima = Self.maxima(deviations, inverse, isOpen, count: p)
            let quantile = Self.quantile(maxima, level)
            critical = steps == 0 ? quantile : min(critical, quantile)
            steps += 1
            var closed = 0
            for j in 0..<p {
                for k in (j + 1)..<max(p, j + 1) where isOpen[j * p + k] && abs(estimates[j] - estimates[k]) * inverse[j * p + k] > quantile {
                    isOpen[j * p + k] = false
                    closed += 1
                }
            }
            if closed == 0 || !isStepwise { break }
        }
        var above = [Int](repeating: 0, count: p)
        var below = [Int](repeating: 0, count: p)
        for j in 0..<p {
            for k in (j + 1)..<max(p, j + 1) where !isOpen[j * p + k] && estimates[j] != estimates[k] {
                let (high, low) = estimates[j] > estimates[k] ? (j, k) : (k, j)
                above[low] += 1
                below[high] += 1
            }
        }
        return Fit(lower: above.map { $0 + 1 }, upper: below.map { p - $0 }, criticalValue: critical, steps: steps, level: level)
    }

    /// The maximum over the open pairs, for each draw.
    private static func maxima(_ deviations: [[Double]], _ inverse: [Double], _ isOpen: [Bool], count p: Int) -> [Double] {
        var weights = inverse
        for i in weights.indices where !isOpen[i] || !weights[i].isFinite { weights[i] = 0 }
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
