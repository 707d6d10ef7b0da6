import Disclosure
import Statistics

/// What the rates of a group tell about each other: shrinkage towards the common rate, and the funnel.
struct GroupRates {
    let kind: Ratio.Kind?
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
            for index in rows.indices { rows[index].shrunken = estimates?[index] }
        }
        guard options.funnel, let points = points(kind, counts, exposures) else { return }
        for index in rows.indices {
            rows[index].zScore = points[index].zScore
            rows[index].funnel = RankRow.Funnel(rawValue: points[index].position.rawValue)
        }
    }

    private func proportions(_ counts: [Int], _ exposures: [Double]) -> [Double]? {
        try? BetaBinomialShrinkage().fit(successes: counts, trials: exposures.map { Int($0) }).estimates
    }

    private func rates(_ counts: [Int], _ exposures: [Double]) -> [Double]? {
        try? GammaPoissonShrinkage().fit(counts: counts, exposures: exposures).estimates
    }

    private func points(_ kind: Ratio.Kind, _ counts: [Int], _ exposures: [Double]) -> [FunnelPlot.Point]? {
        kind == .proportion
            ? try? FunnelPlot().fit(successes: counts, trials: exposures.map { Int($0) }).points
            : try? FunnelPlot().fit(counts: counts, expected: exposures).points
    }
}
