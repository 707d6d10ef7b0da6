#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Whether short series change their level for good, with an error rate that holds however much each year resembles the one before, up to random walks.
///
/// A series that wanders looks like one that has changed its level; how much series wander is learned from all of them together, and what the search over years makes of chance from simulation.
///
/// ```swift
/// let results = LevelShiftTest().fit(series)        // one row a series, NaN where there is no value
/// ```
/// **Definition.** For each ρ of a grid from −.2 to 1 series are whitened as autoregressive of that order (differences at 1), the constant is taken out, and for each year that leaves
/// ``fewestBeside`` values on either side p² is the square that a step there explains and F = p²/s̃², s̃² the mean square of the rest on n − 2 degrees of freedom, moderated by the others
/// (`RobustVarianceShrinkage` at that ρ). The statistic is the largest F. Its p-value under a normal law with variances from that prior is K·P(F₁,d > F) for K years, times
/// what 2,000 simulated series say this bound is too large by, and the mean over ρ counts, weighted by the restricted likelihood of all series. Where a whole line explains more than the step, in
/// the likelihood less log(n)/2 for the year that was searched, there is no shift but a trend.
///
/// Results do not depend on the order of the series.
/// - Complexity: O(series · years² · 11), and 2,000 simulations for each length and ρ.
/// - References: Hawkins (1977), *JASA* 72, 180–186; Smyth (2004), *SAGMB* 3, 3. Test values: NumPy, `Tests/StatisticsTests/ReferenceValues/LevelShift.py`.
public struct LevelShiftTest: Sendable, Equatable {
    /// Fewest values on either side of a change.
    public let fewestBeside: Int

    /// The values of ρ.
    static let grid = [-0.2, 0, 0.2, 0.4, 0.55, 0.7, 0.8, 0.87, 0.93, 0.97, 1]

    /// A smaller F is no sign of anything, and its p-value is not worth computing.
    private static let leastStatistic = 4.0

    /// A test that leaves so many values on either side.
    public init(fewestBeside: Int = 3) {
        precondition(fewestBeside > 0, "\(fewestBeside) values on either side")
        self.fewestBeside = fewestBeside
    }

    /// The most likely change of one series.
    public struct Result: Sendable, Equatable {
        /// The first position after it.
        public let position: Int
        /// By how much the level changes.
        public let difference: Double
        /// The root of the largest F.
        public let statistic: Double
        /// The chance of one as large in a series that changes nowhere; 1 where the statistic is below 2.
        public let pValue: Double
        /// Twice the logarithm of the odds of the step against a line, when the search for its place is paid for.
        public let advantage: Double

        /// Whether a line explains the series as well.
        public var isTrend: Bool { advantage <= 0 }
    }

    /// Tests series of equal length, NaN where there is no value; `nil` for those with too few values, without any variation, or with values beyond 1e140, whose squares are no doubles.
    public func fit(_ series: [[Double]]) -> [Result?] {
        let observed = series.map(ObservedSeries.init)
        let usable = observed.indices.filter { observed[$0].values.count >= 2 * fewestBeside && observed[$0].varies }
        var results = [Result?](repeating: nil, count: series.count)
        guard !usable.isEmpty else { return results }
        let used = usable.map { observed[$0] }
        let designs = Self.grid.map { Self.designs(used, rho: $0, fewestBeside: fewestBeside, hasSteps: false) }
        let squares = designs.map { designs -> [Double] in
            var rest: [Double] = []
            return zip(usable, designs.own).map { index, own in designs.all[own].residuals(of: observed[index].values, into: &rest) }
        }
        let weights = Self.weights(designs, squares, usable.map { observed[$0].values.count })
        var pValues = [Double](repeating: 0, count: usable.count)
        // What is said of the year, the difference and the trend is at the likeliest ρ.
        let best = weights.indices.max { weights[$0] < weights[$1] } ?? 0
        for (index, weight) in weights.enumerated() where weight > 0 {
            let degrees = usable.map { Double(observed[$0].values.count - 1) }
            // Series that do change their level must not make the others look as if their variances differed.
            let prior =
                (try? RobustVarianceShrinkage().fit(variances: zip(squares[index], degrees).map { $0 / $1 }, degreesOfFreedom: degrees))?.common
            let steps = Self.designs(used, rho: Self.grid[index], fewestBeside: fewestBeside, hasSteps: true)
            var nulls: [Int: LevelShiftNull] = [:]
            var rest: [Double] = []
            for (position, series) in usable.enumerated() {
                let count = observed[series].values.count
                let null =
                    nulls[count]
                    ?? LevelShiftNull(
                        count: count, fewestBeside: fewestBeside, rho: Self.grid[index], priorDegrees: prior?.degreesOfFreedom ?? 0)
                nulls[count] = null
                let design = steps.all[steps.own[position]]
                let square = design.residuals(of: observed[series].values, into: &rest)
                let step = design.best(rest)
                let (statistic, freedom) = Self.statistic(step.explained, of: square, count: count, prior)
                pValues[position] += weight * (statistic < Self.leastStatistic ? 1 : null.pValue(statistic, degreesOfFreedom: freedom))
                guard index == best else { continue }
                results[series] = Result(
                    position: observed[series].positions[step.place], difference: step.difference, statistic: statistic.squareRoot(), pValue: 1,
                    advantage: Self.advantage(step.explained, line: design.explainedByLine(rest), of: square, count: count))
            }
        }
        for (position, index) in usable.enumerated() {
            guard let result = results[index] else { continue }
            results[index] = Result(
                position: result.position, difference: result.difference, statistic: result.statistic, pValue: min(1, pValues[position]),
                advantage: result.advantage)
        }
        return results
    }

    /// F of a step that explains a part of a square, and its degrees of freedom.
    static func statistic(
        _ explained: Double, of square: Double, count: Int, _ prior: VarianceShrinkage.Prior?
    ) -> (statistic: Double, degreesOfFreedom: Double) {
        let degrees = Double(count - 2)
        let own = (variance: max(0, square - explained) / degrees, degreesOfFreedom: degrees)
        let (variance, freedom) = prior?.posterior(variance: own.variance, degreesOfFreedom: own.degreesOfFreedom) ?? own
        // A square that is wholly explained: as large as numbers are told apart.
        return (explained / max(variance, 1e-12 * square, .leastNormalMagnitude), freedom)
    }

    /// Twice the logarithm of the odds of a step against a line, the search for its place paid for by log(n).
    private static func advantage(_ explained: Double, line: Double, of square: Double, count: Int) -> Double {
        let least = max(1e-12 * square, .leastNormalMagnitude)
        let gain = log(max(square - line, least) / max(square - explained, least))
        return Double(count) * gain - log(Double(count))
    }

    /// The designs of all patterns of missing values, and which of them each series has.
    private static func designs(
        _ series: [ObservedSeries], rho: Double, fewestBeside: Int, hasSteps: Bool
    ) -> (all: [StepDesign], own: [Int]) {
        var places: [[Int]: Int] = [:]
        var all: [StepDesign] = []
        let own = series.map { one -> Int in
            if let place = places[one.positions] { return place }
            places[one.positions] = all.count
            all.append(StepDesign(positions: one.positions, rho: rho, fewestBeside: fewestBeside, hasSteps: hasSteps))
            return all.count - 1
        }
        return (all, own)
    }

    /// The weights of the values of ρ: the restricted likelihood of all series, each with a scale of its own. Those below one in ten thousand are left out.
    private static func weights(_ designs: [(all: [StepDesign], own: [Int])], _ squares: [[Double]], _ counts: [Int]) -> [Double] {
        var heights: [Double] = []
        for (designs, squares) in zip(designs, squares) {
            var parts: [Double] = []
            for (position, own) in designs.own.enumerated() {
                let square = log(max(squares[position], .leastNormalMagnitude))
                parts.append(-(designs.all[own].logDeterminant + Double(counts[position] - 1) * square) / 2)
            }
            // In ascending order, so that the sum does not depend on that of the series.
            heights.append(parts.sorted().reduce(0, +))
        }
        let top = heights.max() ?? 0
        let raw = heights.map { exp($0 - top) }.map { $0 < 1e-4 ? 0 : $0 }
        let sum = raw.reduce(0, +)
        return raw.map { $0 / sum }
    }
}

/// The values of a series that are there.
struct ObservedSeries: Sendable {
    let positions: [Int]
    let values: [Double]

    init(_ series: [Double]) {
        positions = series.indices.filter { !series[$0].isNaN }
        values = positions.map { series[$0] }
    }

    /// Whether the values differ, and their squares are doubles.
    var varies: Bool { values.contains { $0 != values[0] } && values.allSatisfy { $0.magnitude < 1e140 } }
}
