/// The search for the lightest sets of cells that repair a record, of any size: Fellegi and Holt's problem by branch and bound.
///
/// **Bound.** Violated checks that share no cell each need a cell of their own: the sum of the lightest cell of each, over checks picked greedily
/// from the smallest, is a lower bound of what is still to come. The search deepens by it (iterative deepening A*), so the first repairs found are
/// the lightest; all of that weight are listed, up to `listed`.
/// - References: Fellegi & Holt (1976); Korf (1985), *Artificial Intelligence* 27, 97–109.
struct WeightedRepairSearch {
    private static let listed = 16

    private let completion: RepairCompletion
    private let weights: [Int]
    private let mostCells: Int
    private var nodesLeft: Int
    private var isUndecided = false
    private var threshold = 0
    private var next = Int.max
    private(set) var repairs: [[ErrorLocalization.Correction]] = []

    init(_ completion: RepairCompletion, weights: [Int], mostCells: Int, nodeLimit: Int) {
        self.completion = completion
        self.weights = weights
        self.mostCells = mostCells
        nodesLeft = nodeLimit
    }

    /// Whether a limit ended the search, or left a set undecided.
    var isExhausted: Bool { nodesLeft <= 0 || isUndecided || repairs.count >= Self.listed }

    mutating func run(checks: ParityChecks, trusted: Set<Int>) {
        var excluded = [Bool](repeating: false, count: completion.system.variables.count)
        for variable in trusted { excluded[variable] = true }
        guard let least = Self.bound(checks, excluded: excluded, weights: weights) else { return }
        threshold = least
        while repairs.isEmpty && nodesLeft > 0 {
            next = .max
            branch(checks: checks, chosen: [], excluded: excluded, weight: 0)
            if next == .max { return }
            threshold = next
        }
    }

    /// The least weight that explains the violated checks; `nil` when one of them has no cell left to change.
    static func bound(_ checks: ParityChecks, excluded: [Bool], weights: [Int]) -> Int? {
        let violated = checks.checks.filter { $0.syndrome != 0 }.sorted { $0.terms.count < $1.terms.count }
        var taken = excluded
        var total = 0
        for check in violated {
            var lightest = Int.max
            var isApart = true
            for term in check.terms where !excluded[term.variable] {
                lightest = min(lightest, weights[term.variable])
                if taken[term.variable] { isApart = false }
            }
            if lightest == .max { return nil }
            guard isApart else { continue }
            total += lightest
            for term in check.terms { taken[term.variable] = true }
        }
        return total
    }

    private mutating func branch(checks: ParityChecks, chosen: [Int], excluded: [Bool], weight: Int) {
        guard nodesLeft > 0, repairs.count < Self.listed else { return }
        nodesLeft -= 1
        guard let least = Self.bound(checks, excluded: excluded, weights: weights) else { return }
        if weight + least > threshold {
            next = min(next, weight + least)
            return
        }
        var candidates: [Int]
        if checks.areSatisfied {
            switch completion.complete(checks, chosen: chosen) {
            case .repaired(let corrections, _):
                repairs.append(corrections)
                return
            case .undecided:
                isUndecided = true
                return
            case .infeasible(let suspects): candidates = suspects.filter { completion.record[$0] != nil && !chosen.contains($0) }
            }
        } else {
            candidates = smallestViolated(checks, excluded).map { $0.terms.map(\.variable) } ?? []
        }
        guard chosen.count < mostCells else { return }
        candidates.removeAll { excluded[$0] }
        let violations = violations(checks)
        candidates.sort { (-(violations[$0] ?? 0), weights[$0], $0) < (-(violations[$1] ?? 0), weights[$1], $1) }
        var excluded = excluded
        for variable in candidates {
            var freed = checks
            freed.free(variable)
            branch(checks: freed, chosen: chosen + [variable], excluded: excluded, weight: weight + weights[variable])
            excluded[variable] = true
        }
    }

    /// How many violated checks each variable is in.
    private func violations(_ checks: ParityChecks) -> [Int: Int] {
        var counts: [Int: Int] = [:]
        for check in checks.checks where check.syndrome != 0 {
            for term in check.terms { counts[term.variable, default: 0] += 1 }
        }
        return counts
    }

    private func smallestViolated(_ checks: ParityChecks, _ excluded: [Bool]) -> ParityChecks.Check? {
        var best: (check: ParityChecks.Check, size: Int)?
        for check in checks.checks where check.syndrome != 0 {
            let size = check.terms.count { !excluded[$0.variable] }
            if size < best?.size ?? .max { best = (check, size) }
        }
        return best?.check
    }
}
