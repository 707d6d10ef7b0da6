import Disclosure
import Statistics

/// What the rates of a group tell about each other: shrinkage towards the common rate, and the funnel.
struct GroupRates {
    let kind: Ratio.Kind?
    /// Units of the denominator that a value is per.
    let scale: Double
    let options: RankOptions

    /// Fewest bodies from which a common rate and its spread are learned.
    static let fewestBodies = 5

    /// Fills in shrunken values, z-scores and funnel positions of the ranked bodies of one group.
    func complete(_ rows: inout [RankRow]) {
        guard let kind, kind != .difference, !rows.isEmpty else { return }
        let counts = rows.map { Int($0.components[0].value ?? 0) }
        let exposures = rows.map { $0.n ?? 0 }
        if rows.count < Self.fewestBodies {
            for index in rows.indices where rows[index].reason == nil { rows[index].reason = RankNotes.fewPeers }
        } else {
            let estimates = kind == .proportion ? proportions(counts, exposures) : rates(counts, exposures)
            for index in rows.indices { rows[index].shrunken = (estimates?[index]).map { $0 * scale } }
        }
        guard options.funnel, let points = fit(FunnelPlot(), kind, counts, exposures)?.points else { return }
        for index in rows.indices {
            rows[index].zScore = points[index].zScore
            rows[index].funnel = RankRow.Funnel(rawValue: points[index].position.rawValue)
        }
    }

    /// The values of a group drawn towards each other; `nil` for what is no rate, and for too few bodies.
    func shrunken(_ readings: [RankSubject.Reading]) -> [Double]? {
        guard let kind, kind != .difference, readings.count >= Self.fewestBodies else { return nil }
        var (counts, exposures): ([Int], [Double]) = ([], [])
        for reading in readings {
            guard let k = reading.numerator, let n = reading.n, k >= 0, k < 1e15, n > 0, n < 1e15, kind != .proportion || k <= n else { return nil }
            counts.append(Int(k))
            exposures.append(n)
        }
        return (kind == .proportion ? proportions(counts, exposures) : rates(counts, exposures))?.map { $0 * scale }
    }

    private func proportions(_ counts: [Int], _ exposures: [Double]) -> [Double]? {
        try? BetaBinomialShrinkage().fit(successes: counts, trials: exposures.map { Int($0) }).estimates
    }

    private func rates(_ counts: [Int], _ exposures: [Double]) -> [Double]? {
        try? GammaPoissonShrinkage().fit(counts: counts, exposures: exposures).estimates
    }

    /// The limits of a group of ranked bodies; `nil` for less than ``fewestBodies`` of them and for what is no rate.
    func funnel(_ rows: [RankRow]) -> RankFunnel? {
        guard options.funnel, let kind, kind != .difference, rows.count >= Self.fewestBodies else { return nil }
        let counts = rows.map { Int($0.components[0].value ?? 0) }
        let exposures = rows.map { $0.n ?? 0 }
        guard let outer = fit(FunnelPlot(), kind, counts, exposures), let inner = fit(FunnelPlot(level: 0.95), kind, counts, exposures)
        else { return nil }
        var limits: [RankFunnel.Limits] = []
        for index in exposures.indices.sorted(by: { exposures[$0] < exposures[$1] }) where exposures[index] > 0 && exposures[index] != limits.last?.n
        {
            let (near, far) = (inner.points[index], outer.points[index])
            limits.append(
                .init(
                    n: exposures[index], inner: near.lower * scale...near.upper * scale, outer: far.lower * scale...far.upper * scale))
        }
        return RankFunnel(peers: rows[0].peers, center: outer.target * scale, limits: limits)
    }

    private func fit(_ plot: FunnelPlot, _ kind: Ratio.Kind, _ counts: [Int], _ exposures: [Double]) -> FunnelPlot.Fit? {
        kind == .proportion
            ? try? plot.fit(successes: counts, trials: exposures.map { Int($0) }) : try? plot.fit(counts: counts, expected: exposures)
    }
}
