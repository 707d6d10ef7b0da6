#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Whether one series follows a trend, a step at a known date, both or neither, given what all series of its indicator tell of autocorrelation and dispersion.
///
/// ```swift
/// let fit = try SharedTrends(response: .counts).fit(values: counts, periods: 17, logSizes: sizes)
/// let posterior = fit.law(of: 0).flatMap { SeriesShapes(response: .counts).fit(Array(counts[..<17]), dates: [8], law: $0) }
/// ```
/// **Definition.** Candidates: a constant; a line and a parabola, which share the weight of a trend; for each date a step, and a line with a step, the dates sharing the weight of the
/// shape. At a value of ρ a candidate of p columns leaves RSS = D′R⁻¹D, of deviance residuals for counts, linear about its own fit without autocorrelation. With the constant's RSS₀ and the
/// unit-information prior of n values, RSSᵍ = RSS₀ − n/(n + 1)·(RSS₀ − RSS); the variance, with d₀ and s₀² of the indicator before, is integrated out:
/// log L = −½ log|R| − ½(d₀ + n − 1) log(d₀s₀² + RSSᵍ) − ½(p − 1) log(n + 1), averaged over what is known of ρ. The four shapes weigh the same before.
///
/// **Missing values.** NaN; gaps count as the years they are.
/// - Complexity: O(candidates · nodes of ρ · values).
/// - References: Kass & Wasserman (1995), *JASA* 90, 928–934; Liang, Paulo, Molina, Clyde & Berger (2008), *JASA* 103, 410–423. Test values: NumPy,
///   `Tests/StatisticsTests/ReferenceValues/SeriesShapes.py`.
public struct SeriesShapes: Sendable, Equatable {
    /// What the numbers are.
    public let response: SharedTrends.Response

    /// The comparison for counts or for values.
    public init(response: SharedTrends.Response) { self.response = response }

    /// What is known of a series' errors before it is looked at.
    public struct Law: Sendable, Equatable {
        /// Of ρ.
        public let autocorrelation: AutocorrelationPosterior
        /// s₀², on the scale of the values; a dispersion for counts.
        public let variance: Double
        /// d₀: 0 when nothing is known of the variance, infinite when all is.
        public let degreesOfFreedom: Double

        /// A law; without a positive variance nothing is taken to be known of it.
        public init(autocorrelation: AutocorrelationPosterior, variance: Double, degreesOfFreedom: Double) {
            let isKnown = variance > 0 && variance.isFinite && degreesOfFreedom > 0
            self.autocorrelation = autocorrelation
            self.variance = isKnown ? variance : 1
            self.degreesOfFreedom = isKnown ? degreesOfFreedom : 0
        }

        /// What a square that is left costs: minus the logarithm of the integrated likelihood.
        func cost(of square: Double, count: Int) -> Double {
            let n = Double(count)
            if degreesOfFreedom == 0 { return (n - 1) / 2 * log(max(square, .leastNormalMagnitude)) }
            if degreesOfFreedom > 1e6 { return square / (2 * variance) }
            return (degreesOfFreedom + n - 1) / 2 * log1p(square / (degreesOfFreedom * variance))
        }
    }

    /// Fewest values with which shapes are compared.
    public static let fewestValues = 6

    private struct Candidate {
        let shape: YearEffectsShapes.Shape
        let weight: Double
        let hasLine: Bool
        let hasSquare: Bool
        let date: Int?

        var columns: Int { 1 + (hasLine ? 1 : 0) + (hasSquare ? 1 : 0) + (date == nil ? 0 : 1) }
    }

    /// The posterior of the shapes of one series.
    ///
    /// - Parameters:
    ///   - values: one a year; NaN where missing. Counts are not negative.
    ///   - dates: positions of the first years of steps; those without two values on either side are left out and have no weight.
    ///   - law: what is known of the errors.
    ///   - logExposures: of counts, the logarithm of what each is counted per, as many as values and finite where these are; none when empty.
    /// - Returns: `nil` below ``fewestValues``, where the values do not vary, and where one of them is infinite or a count negative.
    public func fit(_ values: [Double], dates: [Int], law: Law, logExposures: [Double] = []) -> YearEffectsShapes.Posterior? {
        let places = values.indices.filter { !values[$0].isNaN }
        let count = places.count
        guard count >= Self.fewestValues, places.contains(where: { values[$0] != values[places[0]] }),
            places.allSatisfy({ values[$0].magnitude < 1e140 && (response == .values || values[$0] >= 0) })
        else { return nil }
        let candidates = candidates(places, dates)
        let work = Work(
            values: values, places: places, response: response, dates: candidates.compactMap { $0.date.map { dates[$0] } }, logExposures: logExposures
        )
        let rhos = law.autocorrelation
        let tables = rhos.values.map { LagTable(rho: $0, periods: values.count) }
        var constant: [Double?] = []
        var logs: [Double] = []
        for candidate in candidates {
            let squares = work.squares(
                hasLine: candidate.hasLine, hasSquare: candidate.hasSquare, step: candidate.date.map { dates[$0] }, columns: candidate.columns, tables
            )
            if constant.isEmpty { constant = squares }
            var heights: [Double] = []
            for (index, weight) in rhos.weights.enumerated() where weight > 0 {
                guard let rest = squares[index], let whole = constant[index] else { continue }
                let shrunken = whole - Double(count) / Double(count + 1) * max(whole - rest, 0)
                heights.append(log(weight) - work.logDeterminant(tables[index]) / 2 - law.cost(of: shrunken, count: count))
            }
            let top = heights.max() ?? -.infinity
            let mean = top.isFinite ? top + log(heights.reduce(0) { $0 + exp($1 - top) }) : -.infinity
            logs.append(mean - Double(candidate.columns - 1) / 2 * log(Double(count + 1)) + log(candidate.weight))
        }
        return posterior(candidates, logs, dateCount: dates.count)
    }

    private func posterior(_ candidates: [Candidate], _ logs: [Double], dateCount: Int) -> YearEffectsShapes.Posterior? {
        let best = logs.max() ?? -.infinity
        guard best.isFinite else { return nil }
        let raw = logs.map { exp($0 - best) }
        let sum = raw.reduce(0, +)
        var probabilities = Dictionary(uniqueKeysWithValues: YearEffectsShapes.Shape.allCases.map { ($0, 0.0) })
        var steps = [Double](repeating: 0, count: dateCount)
        for (candidate, weight) in zip(candidates, raw) {
            probabilities[candidate.shape, default: 0] += weight / sum
            if let date = candidate.date { steps[date] += weight / sum }
        }
        return YearEffectsShapes.Posterior(probabilities: probabilities, steps: steps)
    }

    private func candidates(_ places: [Int], _ dates: [Int]) -> [Candidate] {
        var result = [
            Candidate(shape: .none, weight: 1, hasLine: false, hasSquare: false, date: nil),
            Candidate(shape: .trend, weight: 0.5, hasLine: true, hasSquare: false, date: nil),
            Candidate(shape: .trend, weight: 0.5, hasLine: true, hasSquare: true, date: nil),
        ]
        let usable = dates.indices.filter { index in
            places.count { $0 < dates[index] } >= 2 && places.count { $0 >= dates[index] } >= 2
        }
        for index in usable {
            let weight = 1 / Double(usable.count)
            result.append(Candidate(shape: .step, weight: weight, hasLine: false, hasSquare: false, date: index))
            result.append(Candidate(shape: .both, weight: weight, hasLine: true, hasSquare: false, date: index))
        }
        return result
    }

    /// One series, ready for any design.
    private final class Work {
        private let places: [Int]
        private let response: [Double]
        private let isCount: Bool
        private let gaps: [Int32]
        private let line: [Double]
        private var solvers: [Int: WhitenedSolver] = [:]
        private let independent: LagTable
        private let offsets: [Double]
        private static let stride = 6

        init(values: [Double], places: [Int], response: SharedTrends.Response, dates: [Int], logExposures: [Double]) {
            offsets = logExposures.isEmpty ? [] : places.map { logExposures[$0] }
            self.places = places
            isCount = response == .counts
            gaps = places.indices.map { $0 == 0 ? 0 : Int32(places[$0] - places[$0 - 1]) }
            let center = places.reduce(0.0) { $0 + Double($1) } / Double(places.count)
            line = places.map { (Double($0) - center) / Double(places.count) }
            // Nothing at all on one side of a date, or in all years but one at an end: half an event a year keeps every maximum finite.
            let cuts = dates + [places[1], places[places.count - 1]]
            let isSeparated = cuts.contains { cut in
                places.allSatisfy { $0 >= cut || values[$0] == 0 } || places.allSatisfy { $0 < cut || values[$0] == 0 }
            }
            self.response = places.map { values[$0] + (response == .counts && isSeparated ? 0.5 : 0) }
            independent = LagTable(rho: 0, periods: values.count)
        }

        /// log|R|.
        func logDeterminant(_ lags: borrowing LagTable) -> Double {
            var sum = 0.0
            for gap in gaps { sum += lags.logVariance[Int(gap)] }
            return sum
        }

        /// What a design leaves at every value of ρ; `nil` where its columns depend on each other or the fit has no end.
        func squares(hasLine: Bool, hasSquare: Bool, step: Int?, columns: Int, _ tables: [LagTable]) -> [Double?] {
            let (n, stride) = (places.count, Self.stride)
            var rows = [Double](repeating: 0, count: n * stride)
            for (index, place) in places.enumerated() {
                var entries = [1.0]
                if hasLine { entries.append(line[index]) }
                if hasSquare { entries.append(line[index] * line[index]) }
                if let step { entries.append(place >= step ? 1 : 0) }
                entries.append(response[index])
                if !offsets.isEmpty { entries.append(offsets[index]) }
                for (column, entry) in entries.enumerated() { rows[index * stride + column] = entry }
            }
            // A solver of its own for each number of columns: what it leaves behind is of the same size.
            let solver = solvers[columns] ?? WhitenedSolver(periods: n, stride: stride, hasOffset: !offsets.isEmpty)
            solvers[columns] = solver
            return gaps.withUnsafeBufferPointer { gaps in
                if isCount {
                    let isFitted = rows.withUnsafeBufferPointer {
                        solver.fit(
                            rows: $0.baseAddress!, gaps: gaps.baseAddress!, count: n, columns: columns, isCount: true, start: nil, independent)
                    }
                    guard isFitted else { return tables.map { _ in nil } }
                    rows.withUnsafeMutableBufferPointer { solver.copyLinearization(into: $0.baseAddress!, count: n, columns: columns) }
                }
                return rows.withUnsafeBufferPointer { rows in
                    tables.map {
                        solver.profile(rows: rows.baseAddress!, gaps: gaps.baseAddress!, count: n, columns: columns, $0)?.square
                    }
                }
            }
        }
    }
}

extension SharedTrends.Fit {
    /// What all series tell of the errors of one; `nil` where it has no trend. Few series tell little of ρ, which is then flat on its range.
    public func law(of index: Int) -> SeriesShapes.Law? {
        guard let trend = trends[index] else { return nil }
        let nodes = AutocorrelationNodes.even
        let isMany = autocorrelation.seriesCount >= SharedTrends.manySeries
        return SeriesShapes.Law(
            autocorrelation: isMany ? autocorrelation : AutocorrelationPosterior(values: nodes, weights: nodes.map { _ in 1 }),
            variance: trend.priorDispersion, degreesOfFreedom: trend.priorDegreesOfFreedom)
    }
}
