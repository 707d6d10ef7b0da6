import Disclosure
import Statistics

/// The ranks that the data allow each body of a group, all together at the stated confidence.
///
/// Proportions enter with (k + 1)/(n + 2) and its binomial error, so that bodies with 0 of 2 are not taken for certain. Counts and rates enter by the logarithm
/// of k + ½, whose error is Poisson's and what the bodies' other years show beyond it (``CountDispersion``), or what the reader states; where neither is known
/// there are no ranges, and that is said. So it is with shares of a panel that has one year: nothing tells whether they vary by chance alone.
struct RankRanges {
    /// An estimate with the law of its error.
    struct Law {
        let mean: Double
        let error: Double
        var degreesOfFreedom = Double.infinity
    }

    let kind: Ratio.Kind?
    let descends: Bool
    let options: RankOptions
    /// Whether it is the reader who divides one number by the other: of a ratio of the form it is known what it is a part of.
    let isQuotient: Bool
    /// A count of a body, other years' with it.
    let history: (_ body: Int) -> CountDispersion.History

    /// All pairs are held against each other: beyond this many bodies their table takes too much memory to be worth it.
    static let mostBodies = 5000

    /// Fills in the ranges of the ranked bodies of one group.
    /// - Returns: what has to be said of the whole group.
    func complete(_ rows: inout [RankRow]) -> LocalizedText? {
        if rows.count == 1 {
            (rows[0].rankLow, rows[0].rankHigh) = (1, 1)
            return nil
        }
        guard rows.count > 1 else { return nil }
        guard rows.count <= Self.mostBodies else { return note(RankNotes.tooManyPeers, on: &rows) }
        let (laws, remark) = laws(rows)
        guard let laws else { return remark ?? note(RankNotes.noErrorModel, on: &rows) }
        let sign = descends ? 1.0 : -1
        let sets = try? RankConfidenceSets(level: options.level, draws: options.draws, seed: options.seed).fit(
            estimates: laws.map { sign * $0.mean }, standardErrors: laws.map(\.error), degreesOfFreedom: laws.map(\.degreesOfFreedom))
        guard let sets else { return note(RankNotes.noErrorModel, on: &rows) }
        for (index, row) in rows.enumerated() {
            // The order follows shrunken values, which may cross where the sets, made of the raw ones, are tight.
            rows[index].rankLow = min(sets.lower[index], row.rank!)
            rows[index].rankHigh = max(sets.upper[index], row.rank!)
        }
        if options.top != nil || options.rankProbabilities {
            let likely = try? RankProbabilities(draws: max(options.draws, 1000), seed: options.seed).fit(
                estimates: laws.map { sign * $0.mean }, standardErrors: laws.map(\.error))
            for index in rows.indices { rows[index].probabilities = likely.flatMap { options.probabilities($0.probabilities(of: index)) } }
        }
        return remark
    }

    /// The laws of the bodies' estimates, on the scale on which errors are told; `nil` without a model of chance.
    func laws(_ rows: [RankRow]) -> ([Law]?, LocalizedText?) {
        switch kind {
        case .proportion: return proportions(rows)
        case .difference: return (nil, nil)
        case .rate, nil: return counts(rows)
        }
    }

    /// Shares, binomial; a stated dispersion is that of their log-odds.
    private func proportions(_ rows: [RankRow]) -> ([Law]?, LocalizedText?) {
        if isQuotient, options.dispersion == nil, !rows.contains(where: { !history($0.body).counts.isEmpty }) {
            return (nil, RankNotes.unknownSpreadOfShares)
        }
        var laws: [Law] = []
        laws.reserveCapacity(rows.count)
        for row in rows {
            guard let k = row.components[0].value, let n = row.n else { return (nil, nil) }
            let p = (k + 1) / (n + 2)
            let ofOdds = p * (1 - p)
            laws.append(Law(mean: p, error: (ofOdds / (n + 2) + (options.dispersion ?? 0) * ofOdds * ofOdds).squareRoot()))
        }
        return (laws, options.dispersion.map(RankNotes.statedDispersion))
    }

    private func counts(_ rows: [RankRow]) -> ([Law]?, LocalizedText?) {
        var counts: [(k: Double, n: Double)] = []
        for row in rows {
            let k = kind == .rate ? row.components[0].value : row.value
            guard let k, k >= 0, k == k.rounded(), let n = kind == .rate ? row.n : 1, n > 0 else { return (nil, nil) }
            counts.append((k, n))
        }
        func mean(_ count: (k: Double, n: Double)) -> Double { Logarithm.natural((count.k + 0.5) / count.n) }
        func laws(of dispersion: Double) -> [Law] {
            counts.map { Law(mean: mean($0), error: (1 / ($0.k + 0.5) + dispersion).squareRoot()) }
        }
        if let dispersion = options.dispersion { return (laws(of: dispersion), RankNotes.statedDispersion(dispersion)) }
        let histories = rows.map { history($0.body) }
        guard let learned = try? CountDispersion().fit(histories) else { return (nil, RankNotes.unknownDispersion) }
        let learnedLaws = counts.indices.map { index in
            let error = learned.standardErrorOfLog(count: counts[index].k, body: index)
            return Law(mean: mean(counts[index]), error: error.error, degreesOfFreedom: max(error.degreesOfFreedom, 1))
        }
        return (learnedLaws, RankNotes.learnedDispersion(learned.dispersion, bodies: learned.observations))
    }

    private func note(_ reason: LocalizedText, on rows: inout [RankRow]) -> LocalizedText? {
        for index in rows.indices where rows[index].reason == nil { rows[index].reason = reason }
        return nil
    }
}
