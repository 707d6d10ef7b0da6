import Disclosure
import Simulation

/// How well a ranked list of claims finds planted errors.
///
/// **Definition.** A claim is right when one of its cells was changed. Going down the list, each error counts when it is first named; average precision
/// is the mean, over all errors, of the precision at that place (0 for one that is never named). For one mechanism the claims about other
/// mechanisms' errors are left out of the list. Precision and recall are those of the claims that the method flags at its own threshold; a claim
/// about an error that was named before is neither right nor wrong.
struct DetectionQuality {
    let mechanism: ErrorMechanism?
    let errors: Int
    let averagePrecision: Double
    let precision: Double
    let recall: Double
    /// Errors whose cells all get their true value from the best claim about them.
    let repaired: Double
    /// Flagged claims for which only the model speaks, and how many of them are wrong.
    let statistical: (flagged: Int, wrong: Int)
    /// Flagged claims that are wrong, by the rule that made them.
    let wrongBySource: [String: Int]

    /// The quality for all mechanisms together (`nil`) and for each.
    static func of(_ claims: [Claim], errors: [PlantedError]) -> [DetectionQuality] {
        var errorsOfCell: [CellKey: Int] = [:]
        for (index, error) in errors.enumerated() {
            for change in error.changes { errorsOfCell[CellKey(body: error.body, year: error.year, indicator: change.indicator)] = index }
        }
        let ranked = claims.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
        let hits = ranked.map { claim in Set(claim.cells.compactMap { errorsOfCell[$0] }) }
        return ([nil] + ErrorMechanism.plantable).map { mechanism in
            quality(mechanism, ranked: ranked, hits: hits, errors: errors)
        }
    }

    private static func quality(_ mechanism: ErrorMechanism?, ranked: [Claim], hits: [Set<Int>], errors: [PlantedError]) -> DetectionQuality {
        let wanted = errors.indices.filter { mechanism == nil || errors[$0].mechanism == mechanism }
        let isWanted = Set(wanted)
        var found: Set<Int> = []
        var flagged: Set<Int> = []
        var repaired: Set<Int> = []
        var (right, wrong, rightFlagged, wrongFlagged) = (0, 0, 0, 0)
        var statistical = (flagged: 0, wrong: 0)
        var wrongBySource: [String: Int] = [:]
        var sum = 0.0
        for (claim, hit) in zip(ranked, hits) {
            if claim.isFlagged && claim.isStatistical {
                statistical.flagged += 1
                if hit.isEmpty { statistical.wrong += 1 }
            }
            if hit.isEmpty {
                wrong += 1
                if claim.isFlagged {
                    wrongFlagged += 1
                    wrongBySource[claim.source, default: 0] += 1
                }
                continue
            }
            let fresh = hit.filter { isWanted.contains($0) && !found.contains($0) }
            guard !fresh.isEmpty else { continue }
            right += 1
            if claim.isFlagged {
                rightFlagged += 1
                flagged.formUnion(fresh)
            }
            sum += Double(fresh.count) * Double(right) / Double(right + wrong)
            found.formUnion(fresh)
            for error in fresh where mends(claim, errors[error]) { repaired.insert(error) }
        }
        let count = Double(max(1, wanted.count))
        return DetectionQuality(
            mechanism: mechanism, errors: wanted.count, averagePrecision: sum / count,
            precision: rightFlagged + wrongFlagged == 0 ? 0 : Double(rightFlagged) / Double(rightFlagged + wrongFlagged),
            recall: Double(flagged.count) / count, repaired: Double(repaired.count) / count, statistical: statistical,
            wrongBySource: wrongBySource)
    }

    private static func mends(_ claim: Claim, _ error: PlantedError) -> Bool {
        error.changes.allSatisfy { change in
            let repair = claim.repairs[CellKey(body: error.body, year: error.year, indicator: change.indicator)]
            return repair != nil && repair == change.truth?.doubleValue
        }
    }

    /// The errors that no claim names, as `mechanism table.column` with their number.
    static func missed(_ claims: [Claim], errors: [PlantedError]) -> [(what: String, count: Int)] {
        let named = Set(claims.flatMap(\.cells))
        var counts: [String: Int] = [:]
        for error in errors {
            let cells = error.changes.map { CellKey(body: error.body, year: error.year, indicator: $0.indicator) }
            guard named.isDisjoint(with: cells) else { continue }
            let places = error.changes.map { $0.indicator.split(separator: ".").prefix(1) + $0.indicator.split(separator: ".").suffix(1) }
            counts["\(error.mechanism.rawValue) in \(places[0].joined(separator: "…"))", default: 0] += 1
        }
        return counts.map { ($0.key, $0.value) }.sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 }
    }
}
