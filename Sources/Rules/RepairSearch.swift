/// The search for all repairs of one size in one component.
struct RepairSearch {
    let system: RuleSystem
    let rules: [Int]
    let record: [Int?]
    let trusted: Set<Int>
    private(set) var nodesLeft: Int
    private(set) var repairs: [[ErrorLocalization.Correction]] = []

    init(system: RuleSystem, rules: [Int], record: [Int?], trusted: Set<Int>, nodeLimit: Int) {
        self.system = system
        self.rules = rules
        self.record = record
        self.trusted = trusted
        nodesLeft = nodeLimit
    }

    /// Whether the limit ended the search.
    var isExhausted: Bool { nodesLeft <= 0 }

    /// Adds every repair of just `size` cells.
    mutating func run(checks: ParityChecks, size: Int) {
        branch(checks: checks, chosen: [], excluded: trusted, left: size)
    }

    private mutating func branch(checks: ParityChecks, chosen: [Int], excluded: Set<Int>, left: Int) {
        nodesLeft -= 1
        guard nodesLeft > 0 else { return }
        if checks.areSatisfied {
            if left == 0 {
                accept(checks, chosen: chosen, excluded: excluded)
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
            accept(next, chosen: chosen + [term.variable], excluded: excluded)
        }
    }

    /// The equalities hold but an inequality, a lower bound, or the bounds of unknown cells, do not: a cell that shares a rule with the trouble
    /// must change as well.
    private mutating func branchOnInequalities(checks: ParityChecks, chosen: [Int], excluded: Set<Int>, left: Int) {
        var suspects: [Int] = []
        if let errors = checks.solve(), let repaired = apply(errors, chosen: chosen) {
            let failing = rules.first {
                if case .fails = system.evaluate($0, in: repaired) { return true }
                return false
            }
            if let failing {
                suspects = system.terms[failing].map(\.variable)
            } else if BlankImputation(system, rules: rules).isFeasible(repaired) {
                return
            }
        }
        if suspects.isEmpty {
            suspects = Set(chosen.flatMap { system.incidentRules[$0] }.flatMap { system.terms[$0].map(\.variable) }).sorted()
        }
        var excluded = excluded
        for variable in suspects where !excluded.contains(variable) && !chosen.contains(variable) && record[variable] != nil {
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

    private mutating func accept(_ checks: ParityChecks, chosen: [Int], excluded: Set<Int>) {
        guard let errors = checks.solve(), var repaired = apply(errors, chosen: chosen) else { return }
        let imputation = BlankImputation(system, rules: rules)
        guard imputation.isFeasible(repaired) else { return }
        // What the equalities leave open goes to the nearest value that the rules allow.
        for variable in chosen where repaired[variable] == nil {
            guard let from = record[variable], let bounds = imputation.bounds(of: variable, in: repaired) else { return }
            repaired[variable] = min(max(from, bounds.low ?? .min), bounds.high ?? .max)
        }
        guard imputation.isFeasible(repaired) else { return }
        var corrections: [ErrorLocalization.Correction] = []
        for variable in chosen {
            guard let from = record[variable], let to = repaired[variable], from != to else { return }
            corrections.append(.init(variable: variable, from: from, to: to))
        }
        repairs.append(corrections)
    }

    /// The record with the chosen cells set to their repaired values; `nil` when one lies under its bound. A cell nothing determines is unknown.
    private func apply(_ errors: [(variable: Int, error: Int?)], chosen: [Int]) -> [Int?]? {
        var repaired = record
        for (variable, error) in errors {
            let isBlank = record[variable] == nil
            guard isBlank || chosen.contains(variable) else { continue }
            guard let error else {
                repaired[variable] = nil
                continue
            }
            let value = (record[variable] ?? 0) - error
            if let bound = system.lowerBounds[variable], value < bound { return nil }
            repaired[variable] = value
        }
        return repaired
    }
}
