import Dispatch
import Foundation
import Statistics
import Synchronization

/// Rejection rates at 5 % and coverage of 95 % intervals of every trend model on series without a trend, and power on series with one.
///
/// Series come in groups of 100 that share what a model pools; every cell of the table rests on the same series for all models.
struct Calibration {
    let replicates: Int
    private static let groupSize = 100
    /// Intervals are counted of every fourth series.
    private static let intervalEvery = 4

    struct Scenario: Sendable {
        let label: String
        let years: Int
        let rho: Double
        /// `nil` for normal errors.
        let mean: Double?
    }

    /// Counts of one model in one scenario.
    struct Tally: Sendable {
        var rejected = 0
        var tested = 0
        var covered = 0
        var intervals = 0
        var detected = 0
        var powered = 0
    }

    func run() {
        let lengths = [5, 8, 12, 17]
        let correlations = [0.0, 0.3, 0.6]
        print(
            "Rejection rate at 5 % without a trend / coverage of 95 % intervals about the true trend / power against it; \(replicates) series a cell in groups of 100 (intervals: every fourth). Series without an event are not tested; OLS on counts has another slope, so that no coverage is given."
        )
        for mean in [nil, 1.0, 10, 1000] as [Double?] {
            let scenarios = lengths.flatMap { years in
                correlations.map { Scenario(label: "n = \(years), ρ = \($0)", years: years, rho: $0, mean: mean) }
            }
            let models = mean == nil ? CalibrationModel.gaussian : CalibrationModel.counts
            let slope = mean == nil ? "0.3 standard deviations a year" : "10 % a year"
            print("\n### \(mean.map { "Counts of mean \(Int($0))" } ?? "Normal errors") (power against \(slope))\n")
            print("|model|" + scenarios.map(\.label).joined(separator: "|") + "|worst rejection|")
            print("|---|" + String(repeating: "---|", count: scenarios.count + 1))
            let tallies = tally(scenarios, models: models)
            for (index, model) in models.enumerated() {
                let cells = tallies.map { Self.cell($0[index]) }
                let rates = tallies.map { Double($0[index].rejected) / Double(max($0[index].tested, 1)) }
                let range = String(format: "%.3f–%.3f", rates.min() ?? .nan, rates.max() ?? .nan)
                print("|\(model.recommended ? "**\(model.name)**" : model.name)|" + cells.joined(separator: "|") + "|\(range)|")
            }
        }
    }

    private static func cell(_ tally: Tally) -> String {
        func rate(_ part: Int, _ whole: Int) -> String { whole == 0 ? "–" : String(format: "%.3f", Double(part) / Double(whole)) }
        return "\(rate(tally.rejected, tally.tested)) / \(rate(tally.covered, tally.intervals)) / \(rate(tally.detected, tally.powered))"
    }

    /// Every scenario on a processor of its own; the seed is the scenario's number, so that the table does not depend on their order.
    private func tally(_ scenarios: [Scenario], models: [CalibrationModel]) -> [[Tally]] {
        let results = Mutex([[Tally]](repeating: [], count: scenarios.count))
        DispatchQueue.concurrentPerform(iterations: scenarios.count) { index in
            let tallies = simulate(scenarios[index], seed: UInt64(index + 1), models: models)
            results.withLock { $0[index] = tallies }
        }
        return results.withLock { $0 }
    }

    private func simulate(_ scenario: Scenario, seed: UInt64, models: [CalibrationModel]) -> [Tally] {
        var source = CalibrationSeries(generator: SimulatedSeries.Generator(state: seed &* 7919))
        var tallies = [Tally](repeating: Tally(), count: models.count)
        let years = (0..<scenario.years).map(Double.init)
        for _ in 0..<max(1, replicates / Self.groupSize) {
            let slope = scenario.mean == nil ? 0.3 : 0.1
            let null: [[Double]]
            let rising: (series: [[Double]], slopes: [Double])
            if let mean = scenario.mean {
                null = source.counts(series: Self.groupSize, count: scenario.years, mean: mean, rho: scenario.rho, slope: 0)
                rising = (
                    source.counts(series: Self.groupSize, count: scenario.years, mean: mean, rho: scenario.rho, slope: slope),
                    [Double](repeating: slope, count: Self.groupSize)
                )
            } else {
                null = source.gaussian(series: Self.groupSize, count: scenario.years, rho: scenario.rho, slope: 0).series
                rising = source.gaussian(series: Self.groupSize, count: scenario.years, rho: scenario.rho, slope: slope)
            }
            for (index, model) in models.enumerated() {
                for case let result? in model.fit(years, null) {
                    tallies[index].tested += 1
                    if result.p <= 0.05 { tallies[index].rejected += 1 }
                }
                for (series, result) in model.fit(years, rising.series).enumerated() {
                    guard let result else { continue }
                    tallies[index].powered += 1
                    if result.p <= 0.05 { tallies[index].detected += 1 }
                    guard series % Self.intervalEvery == 0, let interval = result.interval, model.isOnScale(of: scenario.mean) else { continue }
                    tallies[index].intervals += 1
                    if interval().contains(rising.slopes[series]) { tallies[index].covered += 1 }
                }
            }
        }
        return tallies
    }
}
