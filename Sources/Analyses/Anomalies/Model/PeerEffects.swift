/// What the peers of each series have in common: the effects of the years, and the level of a body and how far the levels lie apart.
///
/// **Definition.** Alternating medians of log(1 + y), twice: the effect of a year is the median deviation of the peers from their own levels, a level
/// the median of a body's values less the effects. Series that are 0 throughout are no peers. The variance of the levels is that of their median
/// absolute deviation, or of their tenth and ninetieth percentile where these lie farther apart.
struct PeerEffects: Sendable {
    /// The level of a group of peers.
    struct Level: Sendable {
        let level: Double
        let variance: Double
        /// How many peers tell it.
        let count: Int
    }

    /// γ by series and period.
    let effects: [Double]
    /// The level of each series' peers; `nil` for a series without enough of them.
    let levels: [Level?]

    /// - Parameter groups: for each series the peers to compare with, from the closest kind to all; the first that is large enough is used.
    init(_ fit: RobustPanelFit, groups: [[Int]]) {
        let (seriesCount, periods) = (fit.seriesCount, fit.periods)
        let fewest = RobustPanelFit.fewestPeers
        var effects = [Double](repeating: 0, count: seriesCount * periods)
        var peerLevels = [Level?](repeating: nil, count: seriesCount)
        let isActive = (0..<seriesCount).map { series in (0..<periods).contains { (fit.finite(series, $0) ?? 0) > 0 } }
        var levels = (0..<seriesCount).map { series in RobustPanelFit.median((0..<periods).compactMap { fit.finite(series, $0) }) }
        let members = groups.map { labels in
            var members: [Int: [Int]] = [:]
            for series in 0..<seriesCount where isActive[series] { members[labels[series], default: []].append(series) }
            return members.filter { $0.value.count >= fewest }
        }
        let chosen = (0..<seriesCount).map { series in groups.indices.first { members[$0][groups[$0][series]] != nil } }
        for round in 0..<2 {
            let byGroup = members.map { groups in
                groups.mapValues { list in
                    (0..<periods).map { period -> Double in
                        let deviations = list.compactMap { series in fit.finite(series, period).map { $0 - levels[series] } }
                        return deviations.count >= fewest ? RobustPanelFit.median(deviations) : 0
                    }
                }
            }
            for series in 0..<seriesCount {
                guard let depth = chosen[series], let effect = byGroup[depth][groups[depth][series]] else { continue }
                for period in 0..<periods { effects[series * periods + period] = effect[period] }
                guard round == 0 else { continue }
                levels[series] = RobustPanelFit.median((0..<periods).compactMap { period in fit.finite(series, period).map { $0 - effect[period] } })
            }
        }
        let common = members.map { groups in groups.mapValues { list in Self.level(list.map { levels[$0] }) } }
        for series in 0..<seriesCount {
            if let depth = chosen[series] { peerLevels[series] = common[depth][groups[depth][series]] }
        }
        self.effects = effects
        self.levels = peerLevels
    }

    private static func level(_ levels: [Double]) -> Level {
        let sorted = levels.sorted()
        let center = RobustPanelFit.median(sorted)
        let deviation = 1.4826 * RobustPanelFit.median(sorted.map { ($0 - center).magnitude })
        let range = (sorted[sorted.count * 9 / 10] - sorted[sorted.count / 10]) / 2.563
        let spread = max(deviation, range)
        return Level(level: center, variance: max(spread * spread, RobustPanelFit.leastLevelVariance), count: sorted.count)
    }
}
