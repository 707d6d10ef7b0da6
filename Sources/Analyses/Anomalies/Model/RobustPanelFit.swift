import ColumnStore
import Statistics

/// What a panel says a cell should be.
///
/// **Definition.** On z = log(1 + y), ẑ = α + γ, γ the effect of the year on the body's peers. A body with years enough speaks for itself (``PolishedSeries``). Of others the cell is left out
/// of its own prediction, else it would mask itself: α is the median of the other years, drawn towards the level of the peers by as much as the spread of their levels allows, wholly for a
/// body with one report; what the peers let expect rises with the size of the body (``BodySizes``). A cell must then be far from its own series and from its neighboring years both, and the
/// nearer of the two predictions counts; of only two years, which contradict each other, the one that is near its peers is sound.
/// The scale is 1/(1 + μ̂) for the counting noise plus s̃², the variance of the body's other years moderated by that of all bodies (``VariancePrior``),
/// plus what the level is uncertain by. Cells that are known to be wrong are judged, but tell nothing of the others.
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
        /// Whether it is the first or last of its series, where a lasting change of level looks like an error of one year.
        var isAtEnd = false
        /// Whether the series' own years, this one among them, made the prediction by a median polish.
        var isPolished = false
    }

    /// The place of a cell.
    struct Place: Sendable, Hashable {
        let series: Int
        let period: Int
    }

    /// Fewest other years of a body for a cell to be judged without peers.
    static let fewestAlone = 4
    /// Fewest bodies in a group of peers.
    static let fewestPeers = 10
    /// Least variance of the levels of peers: bodies of one kind differ by a factor of two at least.
    static let leastLevelVariance = 0.5
    /// Most degrees of freedom of a prediction from peers alone: levels are only about normal.
    static let mostPeerDegrees = 30.0
    /// Most degrees of freedom of any prediction.
    static let mostDegrees = 100.0
    /// Another year this many scales off is an error itself, or a change of its own, and no measure of how the body's figures vary.
    private static let wildScales = 5.0
    /// A median of independent values is worth this share of a mean of as many.
    private static let medianEfficiency = 0.64

    let periods: Int
    let seriesCount: Int
    private let z: [Double]
    /// The logarithms of what effects, levels and variances are fitted to.
    private let fitted: [Double]

    /// The logarithms of a column; negative values are left out.
    /// - Parameter wrong: cells that are judged but tell nothing of the others.
    init(_ column: SeriesColumn, leavingOut wrong: [Place] = []) {
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
        for place in wrong { z[place.series * periods + place.period] = .nan }
        fitted = z
    }

    /// Effects, shapes and the common variances, fitted once.
    struct Fitted: Sendable {
        let peers: PeerEffects
        let prior: VariancePrior
        /// The series with years enough to speak for themselves, and what their variances have in common.
        let polished: [PolishedSeries?]
        let polishedPrior: VariancePrior
    }

    /// Fits year effects, the shapes of series and the priors of the variances.
    /// - Parameters:
    ///   - groups: for each series the peers to compare with, from the closest kind to all; the first that is large enough is used.
    ///   - sizes: the size of each series' body among its peers, where it is known.
    func fitted(groups: [[Int]], sizes: [Double?] = []) -> Fitted {
        let peers = PeerEffects(self, groups: groups, sizes: sizes)
        var entries: [VariancePrior.Entry] = []
        var scratch = PolishedSeries.Scratch(periods: periods)
        var polished: [PolishedSeries?] = []
        polished.reserveCapacity(seriesCount)
        for series in 0..<seriesCount {
            let own = PolishedSeries(series, self, effects: peers.effects, &scratch)
            polished.append(own)
            if let entry = own?.squares ?? shortEntry(series, peers.effects) { entries.append(entry) }
        }
        return Fitted(
            peers: peers, prior: VariancePrior(entries), polished: polished, polishedPrior: VariancePrior(polished.compactMap { $0?.spread }))
    }

    /// The variance of a series that is too short to speak for itself; `nil` for one that never moves, such as zeros, which says nothing about how counts move.
    private func shortEntry(_ series: Int, _ effects: [Double]) -> VariancePrior.Entry? {
        let points = points(series, effects)
        guard points.count >= 2,
            (0..<periods).contains(where: { finite(series, $0) ?? z(series, points[0].period) != z(series, points[0].period) })
        else { return nil }
        let degrees = Double(points.count - 1)
        let noise = points.reduce(0) { $0 + 1 / (1 + Self.expm1(z(series, $1.period))) } / Double(points.count)
        return VariancePrior.Entry(variance: Self.squares(points.map(\.u)) / degrees, noise: noise, degreesOfFreedom: degrees)
    }

    private static func squares(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }

    /// The predictions of every cell that can be judged.
    func predictions(_ fitted: Fitted) -> [Prediction] {
        var predictions: [Prediction] = []
        for series in 0..<seriesCount {
            if let polished = fitted.polished[series] {
                predictions += polished.predictions(self, effects: fitted.peers.effects, prior: fitted.polishedPrior)
            } else {
                predict(series, fitted, into: &predictions)
            }
        }
        return predictions
    }

    /// The predictions of every cell that can be judged, with the fit they rest on.
    func predictions(groups: [[Int]]) -> [Prediction] { predictions(fitted(groups: groups)) }

    /// log(1 + y) of a cell that others may learn from; `nil` where there is no number, or one that is left out.
    func finite(_ series: Int, _ period: Int) -> Double? {
        let value = fitted[series * periods + period]
        return value.isNaN ? nil : value
    }

    /// log(1 + y) of a cell; `nil` where there is no number.
    func observed(_ series: Int, _ period: Int) -> Double? {
        let value = z[series * periods + period]
        return value.isNaN ? nil : value
    }

    private func z(_ series: Int, _ period: Int) -> Double { z[series * periods + period] }

    /// The cells of a series that others may learn from, less the effects of the years.
    func points(_ series: Int, _ effects: [Double]) -> [(period: Int, u: Double)] {
        (0..<periods).compactMap { period in finite(series, period).map { (period, $0 - effects[series * periods + period]) } }
    }

    /// The rows of some series, NaN where there is no number that others may learn from.
    func table(_ series: [Int]) -> [Double] {
        var table: [Double] = []
        table.reserveCapacity(series.count * periods)
        for one in series { table += fitted[(one * periods)..<((one + 1) * periods)] }
        return table
    }

    // MARK: One series

    private func predict(_ series: Int, _ fitted: Fitted, into predictions: inout [Prediction]) {
        let effects = fitted.peers.effects
        let points = (0..<periods).compactMap { period in
            observed(series, period).map { (period: period, u: $0 - effects[series * periods + period]) }
        }
        let others = points.count - 1
        let peers = fitted.peers.levels[series]
        guard others >= (peers == nil ? Self.fewestAlone : 0) else { return }
        let detrended = points.map(\.u)
        let order = detrended.indices.sorted { detrended[$0] < detrended[$1] }
        var rank = [Int](repeating: 0, count: order.count)
        for (position, index) in order.enumerated() { rank[index] = position }
        for (index, point) in points.enumerated() {
            let own = detrended[index]
            let effect = effects[series * periods + point.period]
            var level = 0.0
            if others > 0 {
                level = Self.medianLeavingOut(rank[index]) {
                    detrended[order[$0]]
                } count: {
                    order.count
                }
            }
            let (variance, degrees) = variance(leavingOut: index, detrended, level + effect, fitted.prior)
            // The variance of the level as the other years tell it, and as the peers do.
            let noise = variance + 1 / (1 + max(Self.expm1(level + effect), 0))
            var uncertainty = others > 0 ? noise / (Double(others) * (others > 2 ? Self.medianEfficiency : 1)) : .infinity
            if let peers {
                let weight = others > 0 ? peers.variance / (peers.variance + uncertainty) : 0
                level = weight * level + (1 - weight) * peers.level
                uncertainty = others > 0 ? weight * uncertainty : peers.variance
            }
            // Counting noise is known, not estimated: where few are expected, little depends on the estimated part (Satterthwaite 1946). Of large counts it is next to nothing, and bodies
            // differ in how much theirs vary.
            let expectedCount = Self.expm1(level + effect)
            let ratio = (1 / (1 + max(expectedCount, 0)) + variance) / variance
            var reliable = expectedCount < CellJudgment.largeMean ? min(degrees * ratio * ratio, Self.mostDegrees) : degrees
            if others == 0, let peers { reliable = min(Double(peers.count - 1), Self.mostPeerDegrees) }
            if others == 1, let peers {
                let ofPeers = peers.level
                let isNearPeers = (own - ofPeers) * (own - ofPeers) * (noise + uncertainty) < (own - level) * (own - level) * (noise + peers.variance)
                if isNearPeers { (level, uncertainty) = (ofPeers, peers.variance) }
            } else if others > 1 {
                let local = neighbors(index, detrended)
                if (own - local).magnitude < (own - level).magnitude { level = local }
            }
            let zHat = level + effect
            let mean = max(Self.expm1(zHat), 0.05)
            let dispersion = variance + uncertainty
            let observedZ = z[series * periods + point.period]
            predictions.append(
                Prediction(
                    series: series, period: point.period, observed: Self.expm1(observedZ), mean: mean, dispersion: dispersion,
                    standardized: (observedZ - Self.log1p(mean)) / (1 / (1 + mean) + dispersion).squareRoot(), others: others,
                    degreesOfFreedom: reliable, isAtEnd: index == 0 || index == points.count - 1))
        }
    }

    /// s̃² from the other years of the body and the prior. One in four of the other years may be wild and is left out: a second error in the series must not hide the first.
    private func variance(
        leavingOut index: Int, _ detrended: [Double], _ level: Double, _ prior: VariancePrior
    ) -> (variance: Double, degreesOfFreedom: Double) {
        var degrees = Double(detrended.count - 2)
        guard degrees >= 1 else { return (prior.variance, prior.degreesOfFreedom) }
        var rest = detrended
        rest.remove(at: index)
        let noise = 1 / (1 + max(Self.expm1(level), 0))
        func posterior() -> (variance: Double, degreesOfFreedom: Double) {
            prior.posterior(max(0, Self.squares(rest) / degrees - noise), degreesOfFreedom: degrees)
        }
        var best = posterior()
        for _ in 0..<rest.count / 4 where degrees > 1 {
            let center = (Median.of(rest) ?? 0)
            let farthest = rest.indices.max { (rest[$0] - center).magnitude < (rest[$1] - center).magnitude }!
            let deviation = rest.remove(at: farthest) - center
            degrees -= 1
            let without = posterior()
            guard deviation * deviation > Self.wildScales * Self.wildScales * (without.variance + noise) else { break }
            best = without
        }
        return best
    }

    /// The level of the years next to a cell: of both sides where the series has them.
    private func neighbors(_ index: Int, _ detrended: [Double]) -> Double {
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
}
