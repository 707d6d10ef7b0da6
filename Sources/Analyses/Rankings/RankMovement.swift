import Disclosure
import Statistics

/// How bodies moved among their peers between two years, with what chance alone would do.
///
/// Bodies ranked in both years are ranked anew among themselves. The change of a body's estimate, less the median change of the group, is held against its
/// error: a rise that all share moves nobody, and neither does one body's fall. The median's own error counts as that of a normal sample, and as independent
/// of the body's, which is on the safe side. Estimates and errors are those of the ranges of ranks (``RankRanges``); p-values are adjusted over the group by
/// Holm's method, so that all movements told apart hold together.
struct RankMovement {
    let options: RankOptions
    let descends: Bool

    /// Fills in the movement of one group.
    /// - Parameters: rows: ranked ones of the later year.  earlier: those of the earlier year, in any order.
    func complete(_ rows: inout [RankRow], earlier: [RankRow], laws: (later: RankRanges, earlier: RankRanges)) {
        let before = Dictionary(uniqueKeysWithValues: earlier.map { ($0.body, $0) })
        for index in rows.indices { rows[index].movement = RankRow.Movement(value: before[rows[index].body]?.value, direction: .uncertain) }
        let common = rows.indices.filter { before[rows[$0].body] != nil }
        guard common.count >= 2 else { return }
        let now = common.map { rows[$0] }
        let then = common.map { before[rows[$0].body]! }
        let (ranksNow, ranksThen) = (ranks(now), ranks(then))
        for (position, index) in common.enumerated() {
            rows[index].movement?.rank = ranksThen[position]
            rows[index].movement?.change = ranksNow[position] - ranksThen[position]
        }
        guard let one = laws.later.laws(now).0, let other = laws.earlier.laws(then).0 else { return }
        let changes = zip(one, other).map { $0.mean - $1.mean }
        let variances = zip(one, other).map { $0.error * $0.error + $1.error * $1.error }
        let count = Double(common.count)
        let shared = Quantile().value(ofSorted: changes.sorted(), at: 0.5)
        let ofShared = Double.pi / 2 * variances.reduce(0, +) / (count * count)
        var pValues: [Double?] = []
        for position in common.indices {
            let variance = variances[position] + ofShared
            guard variance > 0 else {
                pValues.append(nil)
                continue
            }
            let statistic = abs(changes[position] - shared) / variance.squareRoot()
            let freedom = Self.degreesOfFreedom(one[position], other[position])
            pValues.append(freedom.isFinite ? StudentT(degreesOfFreedom: freedom).upperTail(statistic) * 2 : Normal().upperTail(statistic) * 2)
        }
        let adjusted = (try? Holm().adjusted(pValues)) ?? pValues
        for (position, index) in common.enumerated() {
            rows[index].movement?.pValue = adjusted[position]
            guard let p = adjusted[position], p <= 1 - options.level else { continue }
            rows[index].movement?.direction = (changes[position] > shared) == descends ? .up : .down
        }
    }

    private func ranks(_ rows: [RankRow]) -> [Int] {
        rows.map { row in 1 + rows.count { descends ? $0.score! > row.score! : $0.score! < row.score! } }
    }

    /// Those of a difference of two estimates: the fewer of the two. Both errors are learned from the same other years, and are no two witnesses.
    private static func degreesOfFreedom(_ one: RankRanges.Law, _ other: RankRanges.Law) -> Double {
        min(one.degreesOfFreedom, other.degreesOfFreedom)
    }
}
