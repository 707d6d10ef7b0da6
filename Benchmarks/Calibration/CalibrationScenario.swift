import Dispatch
import Statistics
import Synchronization

/// One law of series, in groups of one size.
struct CalibrationScenario: Sendable {
    let years: Int
    let rho: Double
    /// `nil` for normal errors.
    let mean: Double?
    let groupSize: Int

    var label: String { "n = \(years), ρ = \(rho)" }

    /// The slope against which power is measured: 0.3 standard deviations or 10 % a year.
    var slope: Double { mean == nil ? 0.3 : 0.1 }

    /// What is counted of one model.
    struct Tally: Sendable {
        /// Of series without a trend.
        var rejection = ClusteredRate()
        /// Of series with a trend.
        var coverage = ClusteredRate()
        var power = ClusteredRate()

        mutating func merge(_ other: Tally) {
            rejection.merge(other.rejection)
            coverage.merge(other.coverage)
            power.merge(other.power)
        }
    }

    /// Groups that a processor takes at once.
    private static let block = 10

    /// The tallies of every model in every scenario, over `groups` groups without a trend and every second one with.
    ///
    /// Each group has a stream of random numbers of its own, so that the tallies depend neither on processors nor on the order of scenarios.
    static func tallies(_ scenarios: [CalibrationScenario], models: [CalibrationModel], groups: Int) -> [[Tally]] {
        let blocks = (groups + block - 1) / block
        let results = Mutex([[Tally]](repeating: [Tally](repeating: Tally(), count: models.count), count: scenarios.count))
        DispatchQueue.concurrentPerform(iterations: scenarios.count * blocks) { unit in
            let (index, part) = (unit % scenarios.count, unit / scenarios.count)
            var found = [Tally](repeating: Tally(), count: models.count)
            for group in (part * block)..<min((part + 1) * block, groups) { scenarios[index].add(group: group, models: models, to: &found) }
            results.withLock { all in
                for model in models.indices { all[index][model].merge(found[model]) }
            }
        }
        return results.withLock { $0 }
    }

    private var seed: UInt64 { UInt64(years * 1000 + groupSize) &* 1_000_003 &+ UInt64(rho * 10) &* 7919 &+ UInt64(mean ?? 0) }

    private func add(group: Int, models: [CalibrationModel], to tallies: inout [Tally]) {
        var source = CalibrationSeries(generator: Philox(seed: seed, stream: UInt64(group)))
        let abscissae = (0..<years).map(Double.init)
        let flat = series(from: &source, slope: 0).series
        let isWithTrend = group % 2 == 0
        let rising = isWithTrend ? series(from: &source, slope: slope) : (series: [], slopes: [])
        for (index, model) in models.enumerated() {
            // Models that take series one by one need fewer of them: these are independent.
            let measured = model.learnsFromGroup ? groupSize : min(groupSize, 10)
            let null = model.fit(abscissae, Array(flat.prefix(measured))).compactMap { $0 }
            tallies[index].rejection.add(hits: null.count { $0.p <= 0.05 }, of: null.count)
            guard isWithTrend else { continue }
            let results = model.fit(abscissae, Array(rising.series.prefix(measured)))
            tallies[index].power.add(hits: results.count { $0.map { $0.p <= 0.05 } ?? false }, of: results.count { $0 != nil })
            guard model.isOnScale(of: mean) else { continue }
            let intervals = zip(results, rising.slopes).prefix(10).compactMap { result, slope in result?.interval.map { ($0(), slope) } }
            tallies[index].coverage.add(hits: intervals.count { $0.0.contains($0.1) }, of: intervals.count)
        }
    }

    private func series(from source: inout CalibrationSeries, slope: Double) -> (series: [[Double]], slopes: [Double]) {
        guard let mean else { return source.gaussian(series: groupSize, count: years, rho: rho, slope: slope) }
        let counts = source.counts(series: groupSize, count: years, mean: mean, rho: rho, slope: slope)
        return (counts, [Double](repeating: slope, count: groupSize))
    }
}
