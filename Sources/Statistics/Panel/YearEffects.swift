#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif
public import LinearAlgebra

/// What each year adds for all bodies of a panel alike, with the covariance that bodies as independent clusters give.
///
/// The first of two steps: bodies of one year share its shocks, so that a trend is told from the year effects (``YearEffectsTrends``) and not from the rows.
///
/// ```swift
/// let effects = try YearEffects(model: .poisson).fit(values)
/// effects.effects[3]                            // of the year effects.periods[3], about their mean
/// ```
/// **Definition.** `linear`: y_it = a_i + δ_t + e_it. `poisson`: E y_it = n_it·exp(a_i + δ_t) with an exposure n_it, 1 without, which asks for a right mean alone; Newton's method on the
/// likelihood given each body's sum. Σ δ_t = 0. With residuals e and weights w (1, or the fitted means), S = Σ_i (W_i − w_i w_i′/Σw_i) is the information,
/// S⁺(Σ_i e_i e_i′)S⁺·G/(G − 1) the covariance by clusters, φ·diag(S⁺) the sampling variances, φ from all residuals.
///
/// **Missing values.** `nil` is left out. Bodies with one value, and for Poisson without a positive one, tell nothing and are left out, as are years that only they have; a year of
/// nothing but zeros has no finite Poisson effect and is left out.
/// - Complexity: O(bodies · periods²), for Poisson about eight times.
/// - References: Donald & Lang (2007), *Rev. Econ. Stat.* 89, 221–233; Wooldridge (1999), *J. Econometrics* 90, 77–97. Test values: NumPy and SciPy,
///   `Tests/StatisticsTests/ReferenceValues/YearEffects.py`.
public struct YearEffects: Sendable, Equatable {
    /// How bodies and years meet.
    public enum Model: String, Sendable, Hashable, CaseIterable {
        /// They add up.
        case linear
        /// They multiply; for counts and anything else of at least 0.
        case poisson
    }

    /// How bodies and years meet.
    public let model: Model

    /// The estimator.
    public init(model: Model = .linear) { self.model = model }

    /// The effects.
    public struct Fit: Sendable, Equatable {
        /// Positions of the years that have an effect, ascending.
        public let periods: [Int]
        /// δ̂, one a period; they add to 0.
        public let effects: [Double]
        /// Their covariance with bodies as independent clusters.
        public let covariance: Matrix
        /// The variance of each effect that the scatter within bodies explains, all rows independent.
        public let samplingVariances: [Double]
        /// Bodies used.
        public let bodies: Int
        /// Values used.
        public let observations: Int

        /// The interval of each effect about their mean, with bodies as independent: of what these years were, not of what years may be.
        public func confidenceIntervals(level: Double = 0.95) -> [ConfidenceInterval] {
            precondition(level > 0 && level < 1, "confidence level \(level) outside (0, 1)")
            let quantile = StudentT(degreesOfFreedom: Double(max(bodies - 1, 1))).upperTailQuantile((1 - level) / 2)
            return effects.indices.map { t in
                let half = quantile * max(covariance[t, t], 0).squareRoot()
                return ConfidenceInterval(lower: effects[t] - half, upper: effects[t] + half, level: level)
            }
        }
    }

    /// Fits the effects.
    ///
    /// - Parameters:
    ///   - values: One row a body, as many periods each; `nil` where missing.
    ///   - exposures: For Poisson, what each value is counted per, above 0 and finite where there is one; none when empty.
    /// - Throws: ``EstimationError/invalidValue(index:value:)`` with the period's position, also for what is so large that its square is no number;
    ///   ``EstimationError/tooFewObservations(needed:found:)``; ``EstimationError/rankDeficient(rank:columns:)`` where no body links some years with the others;
    ///   ``EstimationError/notConverged(iterations:change:)``, as where zeros separate years.
    public func fit(_ values: [[Double?]], exposures: [[Double]] = []) throws(EstimationError) -> Fit {
        precondition(exposures.isEmpty || exposures.count == values.count && model == .poisson, "exposures are for Poisson, one row a body")
        let count = values.first?.count ?? 0
        precondition(values.allSatisfy { $0.count == count }, "rows of different length")
        for row in values {
            for (index, value) in row.enumerated() {
                guard let value else { continue }
                if !value.isFinite || value.magnitude > 1e150 || (model == .poisson && value < 0) { throw .invalidValue(index: index, value: value) }
            }
        }
        let (rows, periods) = usable(values, exposures, count)
        let observations = rows.reduce(0) { $0 + $1.values.count }
        let needed = rows.count + periods.count
        guard rows.count >= 2, periods.count >= 2, observations >= needed else {
            throw .tooFewObservations(needed: max(needed, 4), found: observations)
        }
        let (effects, weights) = model == .linear ? try linear(rows, periods.count) : try poisson(rows, periods.count)
        let inverse = try pseudoinverse(rows, weights, periods.count)
        var meat = Matrix(rows: periods.count, columns: periods.count)
        var square = 0.0
        for (row, weight) in zip(rows, weights) {
            let e = residuals(row, effects, weight)
            for (a, t) in row.periods.enumerated() {
                square += e[a] * e[a] / weight[a]
                for (b, u) in row.periods.enumerated() { meat[t, u] += e[a] * e[b] }
            }
        }
        let bodies = Double(rows.count)
        let clustered = inverse.product(meat).product(inverse).mapElements { $0 * bodies / (bodies - 1) }
        let scale = square / Double(observations - needed + 1)
        return Fit(
            periods: periods, effects: effects, covariance: clustered, samplingVariances: inverse.diagonal.map { max($0, 0) * scale },
            bodies: rows.count, observations: observations)
    }

    /// One body's values with the positions of their periods among those kept.
    private struct Row {
        var periods: [Int]
        var values: [Double]
        var exposures: [Double]
    }

    /// The bodies and years that tell something of each other; leaving one out may take another with it, so it repeats.
    private func usable(_ values: [[Double?]], _ exposures: [[Double]], _ count: Int) -> (rows: [Row], periods: [Int]) {
        var kept = Set(0..<count)
        while true {
            let rows = values.map { row in row.indices.filter { kept.contains($0) && row[$0] != nil } }
            let telling = rows.indices.filter { body in
                rows[body].count >= 2 && (model == .linear || rows[body].contains { (values[body][$0] ?? 0) > 0 })
            }
            var next: Set<Int> = []
            for body in telling {
                for t in rows[body] where model == .linear || (values[body][t] ?? 0) > 0 { next.insert(t) }
            }
            if next == kept || next.isEmpty {
                let periods = next.sorted()
                let position = Dictionary(uniqueKeysWithValues: periods.enumerated().map { ($1, $0) })
                return (
                    telling.map { body in
                        let there = rows[body].filter { position[$0] != nil }
                        return Row(
                            periods: there.compactMap { position[$0] }, values: there.compactMap { values[body][$0] },
                            exposures: there.map { exposures.isEmpty ? 1 : exposures[body][$0] })
                    }, periods
                )
            }
            kept = next
        }
    }

    private func residuals(_ row: Row, _ effects: [Double], _ weights: [Double]) -> [Double] {
        if model == .poisson { return zip(row.values, weights).map { $0 - $1 } }
        let left = zip(row.values, row.periods).map { $0 - effects[$1] }
        let level = left.reduce(0) { $0 + $1 / Double(left.count) }
        return left.map { $0 - level }
    }

    private func linear(_ rows: [Row], _ count: Int) throws(EstimationError) -> ([Double], [[Double]]) {
        let weights = rows.map { [Double](repeating: 1, count: $0.values.count) }
        let inverse = try pseudoinverse(rows, weights, count)
        var effects = [Double](repeating: 0, count: count)
        // The second pass takes what rounding left.
        for _ in 0..<2 {
            var score = [Double](repeating: 0, count: count)
            for (row, weight) in zip(rows, weights) {
                for (t, e) in zip(row.periods, residuals(row, effects, weight)) { score[t] += e }
            }
            effects = zip(effects, inverse.product(score)).map { $0 + $1 }
        }
        return (effects, weights)
    }

    private func poisson(_ rows: [Row], _ count: Int) throws(EstimationError) -> ([Double], [[Double]]) {
        let sums = rows.map { $0.values.reduce(0, +) }
        var (total, expected) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
        for (row, sum) in zip(rows, sums) {
            let all = row.exposures.reduce(0, +)
            for (index, t) in row.periods.enumerated() {
                total[t] += row.values[index]
                expected[t] += sum * row.exposures[index] / all
            }
        }
        var effects = zip(total, expected).map { log($0 / $1) }
        let center = effects.reduce(0) { $0 + $1 / Double(count) }
        effects = effects.map { $0 - center }
        var height = likelihood(rows, sums, effects)
        var change = Double.infinity
        for _ in 0..<100 {
            let means = fitted(rows, sums, effects)
            var score = [Double](repeating: 0, count: count)
            for (row, mean) in zip(rows, means) {
                for index in row.periods.indices { score[row.periods[index]] += row.values[index] - mean[index] }
            }
            var step = try pseudoinverse(rows, means, count).product(score)
            change = step.reduce(0) { max($0, $1.magnitude) }
            if change < 1e-12 { return (effects, means) }
            for _ in 0..<40 {
                let next = zip(effects, step).map { $0 + $1 }
                let value = likelihood(rows, sums, next)
                if value >= height || change < 1e-7 {
                    (effects, height) = (next, value)
                    break
                }
                step = step.map { $0 / 2 }
            }
            if effects.contains(where: { $0.magnitude > 200 }) { break }
            if change < 1e-10 { return (effects, fitted(rows, sums, effects)) }
        }
        throw .notConverged(iterations: 100, change: change)
    }

    /// The log-likelihood of how each body's sum is spread over its years.
    private func likelihood(_ rows: [Row], _ sums: [Double], _ effects: [Double]) -> Double {
        zip(rows, sums).reduce(0) { total, one in
            let (row, sum) = one
            let weight = zip(row.periods, row.exposures).reduce(0) { $0 + $1.1 * exp(effects[$1.0]) }
            return total + zip(row.periods, row.values).reduce(0) { $0 + $1.1 * effects[$1.0] } - sum * log(weight)
        }
    }

    private func fitted(_ rows: [Row], _ sums: [Double], _ effects: [Double]) -> [[Double]] {
        zip(rows, sums).map { row, sum in
            let shares = zip(row.periods, row.exposures).map { $1 * exp(effects[$0]) }
            let all = shares.reduce(0, +)
            return shares.map { max(sum * $0 / all, .leastNormalMagnitude) }
        }
    }

    /// S⁺ of the information about effects that add to 0.
    private func pseudoinverse(_ rows: [Row], _ weights: [[Double]], _ count: Int) throws(EstimationError) -> Matrix {
        var information = Matrix(rows: count, columns: count)
        for (row, weight) in zip(rows, weights) {
            let sum = weight.reduce(0, +)
            for (a, t) in row.periods.enumerated() {
                information[t, t] += weight[a]
                for (b, u) in row.periods.enumerated() { information[t, u] -= weight[a] * weight[b] / sum }
            }
        }
        // The constant direction, which the information leaves at 0, is filled and taken out again.
        let fill = information.diagonal.reduce(0, +) / Double(count * count)
        let factor: Cholesky
        do {
            factor = try Cholesky(information.mapElements { $0 + fill })
        } catch LinearAlgebraError.notPositiveDefinite(let minor) {
            throw .rankDeficient(rank: max(minor - 1, 0), columns: count)
        } catch {
            throw .solver(error)
        }
        guard factor.condition < 1e13 else { throw .rankDeficient(rank: count - 1, columns: count) }
        let constant = 1 / (fill * Double(count * count))
        return factor.inverse().mapElements { $0 - constant }
    }
}
