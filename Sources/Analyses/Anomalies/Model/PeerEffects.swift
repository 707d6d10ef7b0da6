import Statistics

/// What the peers of each series have in common: the effects of the years, and the level of a body and how far the levels lie apart.
///
/// **Definition.** A median polish of log(1 + y) of the peers: the effect of a year is the median deviation of the peers from their own levels, a level
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

    /// - Parameters:
    ///   - groups: for each series the peers to compare with, from the closest kind to all; the first that is large enough is used.
    ///   - sizes: the size of each series' body among its peers; `nil` where it is not known.
    init(_ fit: RobustPanelFit, groups: [[Int]], sizes: [Double?] = []) {
        let (seriesCount, periods) = (fit.seriesCount, fit.periods)
        let fewest = RobustPanelFit.fewestPeers
        var effects = [Double](repeating: 0, count: seriesCount * periods)
        var peerLevels = [Level?](repeating: nil, count: seriesCount)
        let isActive = (0..<seriesCount).map { series in (0..<periods).contains { (fit.finite(series, $0) ?? 0) > 0 } }
        var levels = [Double](repeating: 0, count: seriesCount)
        let members = groups.map { labels in
            var members: [Int: [Int]] = [:]
            for series in 0..<seriesCount where isActive[series] { members[labels[series], default: []].append(series) }
            return members.filter { $0.value.count >= fewest }
        }
        let chosen = (0..<seriesCount).map { series in groups.indices.first { members[$0][groups[$0][series]] != nil } }
        let polish = MedianPolish(rounds: 3, tolerance: 1e-3, fewestInColumn: fewest)
        for depth in groups.indices {
            var followers: [Int: [Int]] = [:]
            for series in 0..<seriesCount where chosen[series] == depth { followers[groups[depth][series], default: []].append(series) }
            for (label, list) in followers {
                guard let peers = members[depth][label] else { continue }
                let fitted = polish.fit(fit.table(peers), rows: peers.count, columns: periods)
                for series in list {
                    for period in 0..<periods { effects[series * periods + period] = fitted.columnEffects[period] }
                }
                for (row, series) in peers.enumerated() where chosen[series] == depth { levels[series] = fitted.rowEffects[row] }
            }
        }
        let centers = members.map { groups in groups.mapValues { list in (Median.of(list.map { levels[$0] }) ?? 0) } }
        func center(_ series: Int) -> Double? { chosen[series].flatMap { centers[$0][groups[$0][series]] } }
        let slope = Self.resistantSlope(
            (0..<seriesCount).compactMap { series in
                guard isActive[series], series < sizes.count, let size = sizes[series], let center = center(series) else { return nil }
                return (size, levels[series] - center)
            })
        func rise(_ series: Int) -> Double { slope * (series < sizes.count ? sizes[series] ?? 0 : 0) }
        let common = members.map { groups in groups.mapValues { list in Self.level(list.map { levels[$0] - rise($0) }) } }
        for series in 0..<seriesCount {
            guard let depth = chosen[series], let common = common[depth][groups[depth][series]] else { continue }
            peerLevels[series] = Level(level: common.level + rise(series), variance: common.variance, count: common.count)
        }
        self.effects = effects
        self.levels = peerLevels
    }

    /// Fewest bodies of known size for a line through them.
    private static let fewestSized = 60

    /// The slope through the medians of the outer thirds; 0 for too few points, or where it would fall.
    private static func resistantSlope(_ points: [(size: Double, level: Double)]) -> Double {
        guard points.count >= fewestSized else { return 0 }
        let sorted = points.sorted { $0.size < $1.size }
        let third = sorted.count / 3
        let (small, large) = (sorted.prefix(third), sorted.suffix(third))
        let run = (Median.of(large.map(\.size)) ?? 0) - (Median.of(small.map(\.size)) ?? 0)
        guard run > 0.1 else { return 0 }
        return max(0, ((Median.of(large.map(\.level)) ?? 0) - (Median.of(small.map(\.level)) ?? 0)) / run)
    }

    private static func level(_ levels: [Double]) -> Level {
        let sorted = levels.sorted()
        let center = (Median.of(sorted) ?? 0)
        let deviation = 1.4826 * (Median.of(sorted.map { ($0 - center).magnitude }) ?? 0)
        let range = (sorted[sorted.count * 9 / 10] - sorted[sorted.count / 10]) / 2.563
        let spread = max(deviation, range)
        return Level(level: center, variance: max(spread * spread, RobustPanelFit.leastLevelVariance), count: sorted.count)
    }
}
