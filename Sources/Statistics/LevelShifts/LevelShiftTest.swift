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
/// Results do not depend on the order of the series, but for the last digits of sums.
/// - Complexity: O(series · years² · 11), and 2,000 simulations for each length and ρ.
/// - References: Hawkins (1977), *JASA* 72, 180–186; Smyth (2004), *SAGMB* 3, 3. Test values: NumPy, `Tests/StatisticsTests/ReferenceValues/LevelShift.py`.
public struct LevelShiftTest: Sendable, Equatable {
    /// Fewest values on either side of a change.
    public let fewestBeside: Int

    /// The values of ρ.
    static let grid = [-0.2, 0, 0.2, 0.4, 0.55, 0.7, 0.8, 0.87, 0.93, 0.97, 1]

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
        /// The chance of one as large in a series that changes nowhere.
        public let pValue: Double
        /// Whether a line explains the series as well.
        public let isTrend: Bool
    }

    /// Tests series of equal length, NaN where there is no value; `nil` for those with too few values, without any variation, or with values beyond 1e140, whose squares are no doubles.
    public func fit(_ series: [[Double]]) -> [Result?] {
        let observed = series.map(ObservedSeries.init)
        let usable = observed.indices.filter { observed[$0].values.count >= 2 * fewestBeside && observed[$0].varies }
        var results = [Result?](repeating: nil, count: series.count)
        guard !usable.isEmpty else { return results }
        let scans = Self.grid.map { rho in usable.map { WhitenedSteps(observed[$0], rho: rho, fewestBeside: fewestBeside) } }
        let weights = Self.weights(scans)
        var pValues = [Double](repeating: 0, count: usable.count)
        // What is said of the year, the difference and the trend is at the likeliest ρ.
        let best = weights.indices.max { weights[$0] < weights[$1] } ?? 0
        for (index, weight) in weights.enumerated() where weight > 1e-4 {
            let scan = scans[index]
            // Series that do change their level must not make the others look as if their variances differed.
            let prior =
                (try? RobustVarianceShrinkage().fit(
                    variances: scan.map { $0.residualSquare / Double($0.degreesOfFreedom + 1) },
                    degreesOfFreedom: scan.map { Double($0.degreesOfFreedom + 1) }))?.common
            for (position, steps) in scan.enumerated() {
                let null = LevelShiftNull(
                    count: observed[usable[position]].values.count, fewestBeside: fewestBeside, rho: Self.grid[index],
                    priorDegrees: prior?.degreesOfFreedom ?? 0)
                let (place, statistic, degrees) = steps.largest(prior)
                pValues[position] += weight * null.pValue(statistic, degreesOfFreedom: degrees)
                guard index == best else { continue }
                results[usable[position]] = Result(
                    position: observed[usable[position]].positions[place], difference: steps.difference(at: place), statistic: statistic.squareRoot(),
                    pValue: 1, isTrend: steps.isTrend(at: place))
            }
        }
        let sum = weights.filter { $0 > 1e-4 }.reduce(0, +)
        for (position, index) in usable.enumerated() {
            guard let result = results[index] else { continue }
            results[index] = Result(
                position: result.position, difference: result.difference, statistic: result.statistic, pValue: min(1, pValues[position] / sum),
                isTrend: result.isTrend)
        }
        return results
    }

    /// The weights of the values of ρ: the restricted likelihood of all series, each with a scale of its own.
    private static func weights(_ scans: [[WhitenedSteps]]) -> [Double] {
        let heights = scans.map { scan in scan.map(\.logLikelihood).sorted().reduce(0, +) }
        let top = heights.max() ?? 0
        let raw = heights.map { exp($0 - top) }
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
