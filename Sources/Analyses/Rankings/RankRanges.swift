import Disclosure
import Statistics

/// The ranks that the data allow each body of a group, all together at the stated confidence.
///
/// Proportions enter with (k + 1)/(n + 2) and its binomial error, rates and counts with Poisson's, so that bodies with 0 of 2 are not taken for certain.
struct RankRanges {
    let kind: Ratio.Kind?
    let descends: Bool
    let options: RankOptions

    /// Pairs are compared under every draw: beyond this many bodies that takes too long to be worth it.
    static let mostBodies = 1000

    /// Fills in the ranges of the ranked bodies of one group.
    func complete(_ rows: inout [RankRow]) {
        if rows.count == 1 {
            (rows[0].rankLow, rows[0].rankHigh) = (1, 1)
            return
        }
        guard rows.count > 1 else { return }
        guard rows.count <= Self.mostBodies else { return note(RankNotes.tooManyPeers, on: &rows) }
        let laws = rows.map(law)
        guard laws.allSatisfy({ $0 != nil }) else { return note(RankNotes.noErrorModel, on: &rows) }
        let sign = descends ? 1.0 : -1
        let sets = try? RankConfidenceSets(level: options.level, draws: options.draws, seed: options.seed).fit(
            estimates: laws.map { sign * $0!.mean }, standardErrors: laws.map { $0!.error })
        guard let sets else { return note(RankNotes.noErrorModel, on: &rows) }
        for (index, row) in rows.enumerated() {
            // The order follows shrunken values, which may cross where the sets, made of the raw ones, are tight.
            rows[index].rankLow = min(sets.lower[index], row.rank!)
            rows[index].rankHigh = max(sets.upper[index], row.rank!)
        }
    }

    private func law(_ row: RankRow) -> (mean: Double, error: Double)? {
        guard let value = row.value else { return nil }
        switch kind {
        case .proportion:
            guard let k = row.components[0].value, let n = row.n else { return nil }
            let p = (k + 1) / (n + 2)
            return (p, (p * (1 - p) / (n + 2)).squareRoot())
        case .rate:
            guard let k = row.components[0].value, let n = row.n else { return nil }
            return (k / n, (k + 0.5).squareRoot() / n)
        case .difference: return nil
        case nil: return value >= 0 && value == value.rounded() ? (value, (value + 0.5).squareRoot()) : nil
        }
    }

    private func note(_ reason: LocalizedText, on rows: inout [RankRow]) {
        for index in rows.indices where rows[index].reason == nil { rows[index].reason = reason }
    }
}
