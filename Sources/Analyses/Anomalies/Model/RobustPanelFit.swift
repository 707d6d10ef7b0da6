import ColumnStore

/// What a panel says a cell should be, from everything but the cell itself.
///
/// **Definition.** On z = log(1 + y): ẑ = α + βt + γ, γ the effect of the year on the body's peers, α and β the body's own level and trend, fitted
/// robustly without the cell (else it would mask itself). A lasting change of level is not a string of outliers: a cell must be far from
/// its own series and from its neighboring years both, and the nearer of the two predictions counts.
/// The scale is 1/(1 + μ̂) for the counting noise plus s̃², the body's own variation moderated by that of all bodies.
/// - Complexity: O(bodies · years · log years) an indicator, plus the medians of the year effects.
struct RobustPanelFit: Sendable {
    /// The prediction for one cell.
    struct Prediction: Sendable {
        /// The series and period of the cell.
        let series: Int
        let period: Int
        /// The value that stands there.
        let observed: Double
        /// The value predicted.
        let mean: Double
        /// Variance on the log scale beyond counting noise: the dispersion of the predictive negative binomial.
        let dispersion: Double
        /// (z − ẑ) / scale.
        let standardized: Double
        /// How many other years the body has.
        let others: Int
        /// Degrees of freedom of the variance: the body's own and those lent by the others.
        let degreesOfFreedom: Double
    }

    /// Fewest other years of a body for a cell to be judged with peers, and without.
    static let fewestOthers = (withPeers: 2, alone: 4)
    /// Fewest bodies in a group of peers.
    static let fewestPeers = 10
    /// The log-scale variance of a yearly count where too few bodies tell it: a usual count moves by about a third from year to year.
    static let referenceVariance = 0.1
    /// The weight of the common variance, in years: at least, and at most.
    static let priorYears = (least: 4.0, most: 30.0)
    /// The variance of the logarithm of a squared median deviation over that of a variance of as many points.
    private static let deviationCost = 2.7

    let periods: Int
    private let z: [Double]
    let seriesCount: Int

    /// The logarithms of a column; negative values are left out.
    init(_ column: SeriesColumn) {
        periods = column.periodCount
        seriesCount = column.seriesCount
        var z = [Double](repeating: .nan, count: seriesCount * periods)
        let (lanes, periods) = (SeriesColumn.lanes, periods)
        column.withTiles { values, validity in
            for tile in 0..<column.tileCount {
                for period in 0..<periods {
                    let bits = validity[tile * periods + period]
                    guard bits != 0 else { continue }
                    for lane in 0..<lanes where bits & (1 << UInt8(lane)) != 0 {
                        let value = values[(tile * periods + period) * lanes + lane]
                        if value >= 0 { z[(tile * lanes + lane) * periods + period] = Self.log1p(value) }
                    }
                }
            }
        }
        self.z = z
    }

    /// Levels, trends and variances of all series, fitted once.
    struct Fitted: Sendable {
        let effects: [Double]
        let hasPeers: [Bool]
        let slopes: [Double]
        let variance: [Double]
        let prior: Double
    }

    /// Fits year effects, trends and moderated variances.
    /// - Parameter groups: for each series the peers to compare with, from the closest kind to all; the first that is large enough is used.
    func fitted(groups: [[Int]]) -> Fitted {
        let (effects, hasPeers) = yearEffects(groups)
        var slopes = [Double](repeating: 0, count: seriesCount)
        var raw: [(series: Int, points: Int, variance: Double, logarithm: Double)] = []
        var buffer: [Double] = []
        for series in 0..<seriesCount {
            let points = points(series, effects)
            guard points.count >= 3 else { continue }
            slopes[series] = slope(points, &buffer)
            let level = Self.median(points.map { $0.u - slopes[series] * Double($0.period) })
            let deviations = points.map { ($0.u - slopes[series] * Double($0.period) - level).magnitude }
            let spread = 1.4826 * Self.median(deviations)
            let noise = points.reduce(0) { $0 + 1 / (1 + Self.expm1(z[series * periods + $1.period])) } / Double(points.count)
            raw.append((series, points.count, max(0, spread * spread - noise), Self.log(max(spread * spread, 1e-4))))
        }
        let common = raw.count >= Self.fewestPeers ? max(Self.mean(raw.map(\.variance)), 0.01) : Self.referenceVariance
        let prior = priorWeight(raw.map { ($0.points, $0.logarithm) })
        var variance = [Double](repeating: common, count: seriesCount)
        for entry in raw {
            let degrees = Double(entry.points - 2)
            variance[entry.series] = (prior * common + degrees * entry.variance) / (prior + degrees)
        }
        return Fitted(effects: effects, hasPeers: hasPeers, slopes: slopes, variance: variance, prior: prior)
    }

    /// The predictions of every cell that can be judged.
    func predictions(_ fitted: Fitted) -> [Prediction] {
        var predictions: [Prediction] = []
        for series in 0..<seriesCount {
            predict(
                series, effects: fitted.effects, hasPeers: fitted.hasPeers[series], slope: fitted.slopes[series], variance: fitted.variance[series],
                prior: fitted.prior, into: &predictions)
        }
        return calibrated(predictions)
    }

    /// The predictions of every cell that can be judged, with the fit they rest on.
    func predictions(groups: [[Int]]) -> [Prediction] { predictions(fitted(groups: groups)) }

    /// How many years the common variance is worth: the more alike the bodies' variances are, the more.
    ///
    /// Moments of log s² as in Smyth (2004), by the interquartile range, with the inverse trigamma function to first order.
    private func priorWeight(_ entries: [(points: Int, logarithm: Double)]) -> Double {
        let entries = entries.filter { $0.points >= 4 }
        guard entries.count >= Self.fewestPeers else { return Self.priorYears.least }
        let sorted = entries.map(\.logarithm).sorted()
        let spread = (sorted[sorted.count * 3 / 4] - sorted[sorted.count / 4]) / 1.349
        let half = Self.mean(entries.map { Double($0.points - 2) }) / 2
        let trigamma = 1 / half + 1 / (2 * half * half) + 1 / (6 * half * half * half)
        let excess = spread * spread - Self.deviationCost * trigamma
        guard excess > 0 else { return Self.priorYears.most }
        return min(max(2 * (1 / excess + 0.5), Self.priorYears.least), Self.priorYears.most)
    }

    // MARK: Year effects

    /// γ by series and period, by alternating medians, and whether a series has enough peers.
    private func yearEffects(_ groups: [[Int]]) -> (effects: [Double], hasPeers: [Bool]) {
        var effects = [Double](repeating: 0, count: seriesCount * periods)
        var hasPeers = [Bool](repeating: false, count: seriesCount)
        var levels = (0..<seriesCount).map { series in Self.median((0..<periods).compactMap { finite(series, $0) }) }
        var isActive = [Bool](repeating: false, count: seriesCount)
        for series in 0..<seriesCount { isActive[series] = (0..<periods).contains { (finite(series, $0) ?? 0) > 0 } }
        let counts = groups.map { labels in
            var count: [Int: Int] = [:]
            for series in 0..<seriesCount where isActive[series] { count[labels[series], default: 0] += 1 }
            return count
        }
        // The closest group that is large enough.
        let chosen = (0..<seriesCount).map { series in groups.indices.first { (counts[$0][groups[$0][series]] ?? 0) >= Self.fewestPeers } }
        for round in 0..<2 {
            var byGroup: [[Int: [Double]]] = groups.map { _ in [:] }
            for (depth, labels) in groups.enumerated() {
                var members: [Int: [Int]] = [:]
                for series in 0..<seriesCount where isActive[series] { members[labels[series], default: []].append(series) }
                for (label, list) in members where list.count >= Self.fewestPeers {
                    byGroup[depth][label] = (0..<periods).map { period in
                        let deviations = list.compactMap { series in finite(series, period).map { $0 - levels[series] } }
                        return deviations.count >= Self.fewestPeers ? Self.median(deviations) : 0
                    }
                }
            }
            for series in 0..<seriesCount {
                guard let depth = chosen[series], let effect = byGroup[depth][groups[depth][series]] else { continue }
                hasPeers[series] = true
                for period in 0..<periods { effects[series * periods + period] = effect[period] }
                if round == 0 {
                    levels[series] = Self.median((0..<periods).compactMap { period in finite(series, period).map { $0 - effect[period] } })
                }
            }
        }
        return (effects, hasPeers)
    }

    private func finite(_ series: Int, _ period: Int) -> Double? {
        let value = z[series * periods + period]
        return value.isNaN ? nil : value
    }

    func z(_ series: Int, _ period: Int) -> Double { z[series * periods + period] }

    func points(_ series: Int, _ effects: [Double]) -> [(period: Int, u: Double)] {
        (0..<periods).compactMap { period in finite(series, period).map { (period, $0 - effects[series * periods + period]) } }
    }

    // MARK: One series

    /// Theil–Sen, drawn towards no trend: few years tell little.
    private func slope(_ points: [(period: Int, u: Double)], _ buffer: inout [Double]) -> Double {
        guard points.count >= 5 else { return 0 }
        buffer.removeAll(keepingCapacity: true)
        for i in points.indices {
            for j in (i + 1)..<points.count { buffer.append((points[j].u - points[i].u) / Double(points[j].period - points[i].period)) }
        }
        let raw = Self.median(buffer)
        let years = Double(points.count)
        return raw * years / (years + 4)
    }

    private func predict(
        _ series: Int, effects: [Double], hasPeers: Bool, slope: Double, variance: Double, prior: Double,
        into predictions: inout [Prediction]
    ) {
        let points = points(series, effects)
        let others = points.count - 1
        guard others >= (hasPeers ? Self.fewestOthers.withPeers : Self.fewestOthers.alone) else { return }
        let detrended = points.map { $0.u - slope * Double($0.period) }
        let order = detrended.indices.sorted { detrended[$0] < detrended[$1] }
        var rank = [Int](repeating: 0, count: order.count)
        for (position, index) in order.enumerated() { rank[index] = position }
        for (index, point) in points.enumerated() {
            let level = Self.medianLeavingOut(rank[index]) {
                detrended[order[$0]]
            } count: {
                order.count
            }
            let local = neighbors(index, detrended, points)
            let own = detrended[index]
            let nearest = (own - level).magnitude <= (own - local).magnitude ? level : local
            let zHat = nearest + slope * Double(point.period) + effects[series * periods + point.period]
            let mean = max(Self.expm1(zHat), 0.05)
            let scale = (1 / (1 + mean) + variance * (1 + 1 / Double(others))).squareRoot()
            let observedZ = z[series * periods + point.period]
            predictions.append(
                Prediction(
                    series: series, period: point.period, observed: Self.expm1(observedZ), mean: mean,
                    dispersion: variance * (1 + 1 / Double(others)), standardized: (observedZ - zHat) / scale, others: others,
                    degreesOfFreedom: prior + Double(max(others - 1, 0))))
        }
    }

    /// The level of the years next to a cell: of both sides where the series has them.
    private func neighbors(_ index: Int, _ detrended: [Double], _ points: [(period: Int, u: Double)]) -> Double {
        var before = index > 0 ? detrended[index - 1] : nil
        let after = index + 1 < detrended.count ? detrended[index + 1] : nil
        // At the end of a series two years speak, lest one wild neighbor excuse the cell.
        if after == nil, index > 1 { before = (detrended[index - 1] + detrended[index - 2]) / 2 }
        if before == nil, index + 2 < detrended.count { return (detrended[index + 1] + detrended[index + 2]) / 2 }
        switch (before, after) {
        case (let before?, let after?): return (before + after) / 2
        case (let one?, nil), (nil, let one?): return one
        case (nil, nil): return detrended[index]
        }
    }

    /// Widens the scale when more cells lie far out than the model allows: its promise must hold on the panel at hand.
    private func calibrated(_ predictions: [Prediction]) -> [Prediction] {
        guard predictions.count >= 200 else { return predictions }
        let sorted = predictions.map { $0.standardized.magnitude }.sorted()
        let factor = max(1, sorted[Int(0.975 * Double(sorted.count - 1))] / 2.2414)
        guard factor > 1 else { return predictions }
        return predictions.map {
            Prediction(
                series: $0.series, period: $0.period, observed: $0.observed, mean: $0.mean, dispersion: $0.dispersion * factor * factor,
                standardized: $0.standardized / factor, others: $0.others, degreesOfFreedom: $0.degreesOfFreedom)
        }
    }
}
