/// The search for all repairs of one size in one connected set of rules.
struct RepairSearch {
    private let completion: RepairCompletion
    private let trusted: Set<Int>
    private var nodesLeft: Int
    private var isUndecided = false
    private(set) var repairs: [[ErrorLocalization.Correction]] = []
    /// Whether a repair changes a cell to one of several values that would do: the nearest was taken.
    private(set) var hasOpenValues = false

    init(_ completion: RepairCompletion, trusted: Set<Int>, nodeLimit: Int) {
        self.completion = completion
        self.trusted = trusted
        nodesLeft = nodeLimit
    }

    /// Whether a limit ended the search, or left a set undecided.
    var isExhausted: Bool { nodesLeft <= 0 || isUndecided }

    /// Adds every repair of just `size` cells.
    mutating func run(checks: ParityChecks, size: Int) {
        branch(checks: checks, chosen: [], excluded: trusted, left: size)
    }

    private mutating func branch(checks: ParityChecks, chosen: [Int], excluded: Set<Int>, left: Int) {
        nodesLeft -= 1
        guard nodesLeft > 0 else { return }
        if checks.areSatisfied {
            if left == 0 {
                accept(checks, chosen: chosen)
            } else {
                branchOnInequalities(checks: checks, chosen: chosen, excluded: excluded, left: left)
            }
            return
        }
        guard left > 0, let check = smallestViolated(checks, excluded: excluded) else { return }
        if left == 1 {
            readOff(check, checks: checks, chosen: chosen, excluded: excluded)
            return
        }
        var excluded = excluded
        for term in check.terms where !excluded.contains(term.variable) {
            var next = checks
            next.free(term.variable)
            branch(checks: next, chosen: chosen + [term.variable], excluded: excluded, left: left - 1)
            excluded.insert(term.variable)
        }
    }

    /// The last wrong cell: its error is syndrome / coefficient, and every check it is in must say the same, and no other check may be violated.
    private mutating func readOff(_ check: ParityChecks.Check, checks: ParityChecks, chosen: [Int], excluded: Set<Int>) {
        let violated = checks.checks.count { $0.syndrome != 0 }
        for term in check.terms where !excluded.contains(term.variable) && check.syndrome % term.coefficient == 0 {
            let error = check.syndrome / term.coefficient
            var explained = 0
            var agrees = true
            for other in checks.checks {
                guard let coefficient = ParityChecks.coefficient(of: term.variable, in: other) else { continue }
                if other.syndrome == 0 || other.syndrome % coefficient != 0 || other.syndrome / coefficient != error {
                    agrees = false
                    break
                }
                explained += 1
            }
            guard agrees && explained == violated else { continue }
            var next = checks
            next.free(term.variable)
            accept(next, chosen: chosen + [term.variable])
        }
    }

    /// The equalities hold but an inequality, a lower bound, or the bounds of unknown cells, do not: a cell that shares a rule with the trouble
    /// must change as well.
    private mutating func branchOnInequalities(checks: ParityChecks, chosen: [Int], excluded: Set<Int>, left: Int) {
        guard case .infeasible(let suspects) = completion.complete(checks, chosen: chosen) else { return }
        var excluded = excluded
        for variable in suspects where !excluded.contains(variable) && !chosen.contains(variable) && completion.record[variable] != nil {
            var next = checks
            next.free(variable)
            branch(checks: next, chosen: chosen + [variable], excluded: excluded, left: left - 1)
            excluded.insert(variable)
        }
    }

    private func smallestViolated(_ checks: ParityChecks, excluded: Set<Int>) -> ParityChecks.Check? {
        var best: (check: ParityChecks.Check, size: Int)?
        for check in checks.checks where check.syndrome != 0 {
            let size = check.terms.count { !excluded.contains($0.variable) }
            if size == 0 { return nil }
            if size < best?.size ?? .max { best = (check, size) }
        }
        return best?.check
    }

    private mutating func accept(_ checks: ParityChecks, chosen: [Int]) {
        switch completion.complete(checks, chosen: chosen) {
        case .repaired(let corrections, let isUnique):
            repairs.append(corrections)
            if !isUnique { hasOpenValues = true }
        case .infeasible: break
        case .undecided: isUndecided = true
        }
    }
}
