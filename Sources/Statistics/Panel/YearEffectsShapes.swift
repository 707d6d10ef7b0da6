#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif
import LinearAlgebra

/// Whether year effects follow a trend, a step, both or neither: what is common to all bodies is told where all bodies speak.
///
/// **Definition.** Candidates: a constant; a line; a parabola, which counts as a trend; for each date a step, and a line with a step. With Cov = τ²R(ρ) + diag(v) the likelihood at its
/// best coefficients is averaged over ρ ~ N(.5, .3²) on [−.4, .95] and log τ² even from .03 to 3,000 mean sampling variances; times n^(−columns/2) it is the weight of a candidate
/// (Schwarz's criterion). The dates of a shape share its weight evenly.
///
/// - Complexity: O(130 · years³).
/// - References: Schwarz (1978), *Ann. Stat.* 6, 461–464. Test values: NumPy, `Tests/StatisticsTests/ReferenceValues/YearEffects.py`.
public struct YearEffectsShapes: Sendable, Equatable {
    /// What year effects can look like.
    public enum Shape: String, Sendable, Hashable, CaseIterable {
        /// No more than chance.
        case none
        /// A line or a curve.
        case trend
        /// Another level from a date on.
        case step
        /// A trend and another level from a date on.
        case both
    }

    /// The estimator; it has no parameters.
    public init() {}

    /// How likely each shape is.
    public struct Posterior: Sendable, Equatable {
        /// Of every shape; they add to 1.
        public let probabilities: [Shape: Double]
        /// Of a step, alone or with a trend, at each date, in the order the dates were given.
        public let steps: [Double]

        /// The likeliest shape; of equal ones the simpler.
        public var shape: Shape { Shape.allCases.reduce(.none) { (probabilities[$1] ?? 0) > (probabilities[$0] ?? 0) ? $1 : $0 } }

        /// The shape that is likelier than all others together; `nil` where none is.
        public var named: Shape? { (probabilities[shape] ?? 0) > 0.5 ? shape : nil }
    }

    private struct Candidate {
        let shape: Shape
        /// Positions among the columns that all candidates share.
        let columns: [Int]
        let weight: Double
        let date: Int?
    }

    /// The posterior of the shapes.
    ///
    /// - Parameters:
    ///   - series: Year effects with their sampling variances; its known steps play no part.
    ///   - dates: First years of the steps that are thought of; those without two years on either side are left out and have no weight.
    /// - Returns: `nil` below six years, or where the effects do not vary.
    public func fit(_ series: YearEffectsTrends.Series, dates: [Int]) -> Posterior? {
        let count = series.years.count
        let sampling = series.variances.reduce(0) { $0 + $1 / Double(max(count, 1)) }
        let center = series.effects.reduce(0) { $0 + $1 / Double(max(count, 1)) }
        let square = series.effects.reduce(0) { $0 + ($1 - center) * ($1 - center) / Double(max(count, 1)) }
        guard count >= 6, square > 0, square.isFinite, series.variances.allSatisfy({ $0 >= 0 && $0.isFinite }) else { return nil }
        // Effects without an error of sampling are measured by their own spread.
        let unit = max(sampling, 1e-3 * square)
        let effects = series.effects.map { ($0 - center) / unit.squareRoot() }
        let (columns, candidates) = candidates(series.years, dates)
        let shared = Matrix(columns: [effects] + columns)
        var heights = [[Double]](repeating: [], count: candidates.count)
        for rho in (0..<10).map({ -0.4 + 1.35 * Double($0) / 9 }) {
            let prior = -0.5 * (rho - 0.5) * (rho - 0.5) / 0.09
            for node in 0..<13 {
                let shock = exp(log(0.03) + (log(3000) - log(0.03)) * Double(node) / 12)
                guard let factor = covariance(series, rho: rho, shock: shock, unit: unit) else { continue }
                // One product of all whitened columns serves every candidate.
                let gram = factor.solveTransposedFactor(shared).crossProduct()
                for (index, candidate) in candidates.enumerated() {
                    guard let rest = Self.residualSquare(gram, candidate.columns) else { continue }
                    heights[index].append(prior - 0.5 * (factor.logDeterminant + rest))
                }
            }
        }
        let top = heights.joined().max() ?? 0
        let logs = zip(candidates, heights).map { candidate, heights -> Double in
            let mean = heights.reduce(0) { $0 + exp($1 - top) } / 130
            return log(mean) - 0.5 * Double(candidate.columns.count) * log(Double(count)) + log(candidate.weight)
        }
        let best = logs.max() ?? 0
        guard best.isFinite else { return nil }
        let raw = logs.map { exp($0 - best) }
        let sum = raw.reduce(0, +)
        var probabilities = Dictionary(uniqueKeysWithValues: Shape.allCases.map { ($0, 0.0) })
        var steps = [Double](repeating: 0, count: dates.count)
        for (candidate, weight) in zip(candidates, raw) {
            probabilities[candidate.shape, default: 0] += weight / sum
            if let date = candidate.date { steps[date] += weight / sum }
        }
        return Posterior(probabilities: probabilities, steps: steps)
    }

    private func candidates(_ years: [Int], _ dates: [Int]) -> (columns: [[Double]], candidates: [Candidate]) {
        let count = Double(years.count)
        let center = years.reduce(0.0) { $0 + Double($1) / count }
        let line = years.map { (Double($0) - center) / count }
        var columns = [years.map { _ in 1.0 }, line, line.map { $0 * $0 }]
        var result = [
            Candidate(shape: .none, columns: [0], weight: 1, date: nil), Candidate(shape: .trend, columns: [0, 1], weight: 1, date: nil),
            Candidate(shape: .trend, columns: [0, 1, 2], weight: 1, date: nil),
        ]
        let usable = dates.indices.filter { index in
            years.count { $0 < dates[index] } >= 2 && years.count { $0 >= dates[index] } >= 2
        }
        for index in usable {
            columns.append(years.map { $0 >= dates[index] ? 1.0 : 0 })
            let weight = 1 / Double(usable.count)
            result.append(Candidate(shape: .step, columns: [0, columns.count - 1], weight: weight, date: index))
            result.append(Candidate(shape: .both, columns: [0, 1, columns.count - 1], weight: weight, date: index))
        }
        return (columns, result)
    }

    private func covariance(_ series: YearEffectsTrends.Series, rho: Double, shock: Double, unit: Double) -> Cholesky? {
        let years = series.years
        var matrix = Matrix(rows: years.count, columns: years.count)
        for a in years.indices {
            for b in years.indices {
                let gap = abs(years[a] - years[b])
                matrix[a, b] = shock * (gap == 0 ? 1 : pow(rho, Double(gap))) + (a == b ? series.variances[a] / unit : 0)
            }
        }
        return try? Cholesky(matrix)
    }

    /// What the columns leave of the effects, from the products of all columns, of which the effects are the first; `nil` where the columns depend on each other.
    private static func residualSquare(_ gram: Matrix, _ columns: [Int]) -> Double? {
        let places = columns.map { $0 + 1 } + [0]
        let order = places.count
        var rest = [Double](repeating: 0, count: order * order)
        for (a, one) in places.enumerated() {
            for (b, other) in places.enumerated() { rest[a * order + b] = gram[one, other] }
        }
        for pivot in 0..<(order - 1) {
            let height = rest[pivot * order + pivot]
            guard height > 1e-10 * gram[places[pivot], places[pivot]] else { return nil }
            for row in (pivot + 1)..<order {
                let share = rest[row * order + pivot] / height
                for column in pivot..<order { rest[row * order + column] -= share * rest[pivot * order + column] }
            }
        }
        return max(rest[order * order - 1], 0)
    }
}
