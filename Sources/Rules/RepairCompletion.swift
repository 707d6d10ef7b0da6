/// Turns a set of freed cells into a repair: their new values, whole and within bounds, with which every rule holds.
struct RepairCompletion {
    enum Outcome {
        /// The new values; whether the rules leave no others for these cells.
        case repaired([ErrorLocalization.Correction], isUnique: Bool)
        /// Other cells must change as well; these share a rule with the trouble.
        case infeasible(suspects: [Int])
        /// The values were not found within the work allowed.
        case undecided
    }

    let system: RuleSystem
    let rules: [Int]
    let record: [Int?]

    /// - Parameters:
    ///   - checks: the equalities after the chosen cells were freed, all satisfied.
    ///   - chosen: the cells that change.
    func complete(_ checks: ParityChecks, chosen: [Int]) -> Outcome {
        guard let errors = checks.solve() else { return .infeasible(suspects: neighbors(chosen)) }
        var repaired = record
        for (variable, error) in errors where record[variable] == nil || chosen.contains(variable) {
            guard let error else {
                repaired[variable] = nil
                continue
            }
            let (value, overflow) = (record[variable] ?? 0).subtractingReportingOverflow(error)
            if overflow { return .undecided }
            if let bound = system.lowerBounds[variable], value < bound { return .infeasible(suspects: neighbors([variable])) }
            if record[variable] == nil, let bound = system.upperBounds[variable], value > bound {
                return .infeasible(suspects: neighbors([variable]))
            }
            repaired[variable] = value
        }
        for rule in rules {
            if case .fails = system.evaluate(rule, in: repaired) { return .infeasible(suspects: suspects(system.terms[rule].map(\.variable))) }
        }
        var filling = IntegerFilling(system, rules: rules)
        switch filling.fill(repaired, preferring: record, wanted: chosen) {
        case .infeasible: return .infeasible(suspects: neighbors(chosen.isEmpty ? unknown : chosen))
        case .undecided: return .undecided
        case .filled(let values, let isUnique):
            var corrections: [ErrorLocalization.Correction] = []
            for variable in chosen {
                guard let from = record[variable], let to = values[variable] else { return .undecided }
                // A cell that may stay as it is does not belong to the set.
                if from == to { return .infeasible(suspects: []) }
                corrections.append(.init(variable: variable, from: from, to: to))
            }
            return .repaired(corrections, isUnique: isUnique)
        }
    }

    private var unknown: [Int] { Set(rules.flatMap { system.terms[$0].map(\.variable) }).filter { record[$0] == nil }.sorted() }

    /// The cells of a rule that fails; an unknown one is what its other rules make it, so that theirs are suspect as well.
    private func suspects(_ variables: [Int]) -> [Int] {
        let unknown = variables.filter { record[$0] == nil }
        return unknown.isEmpty ? variables : variables + neighbors(unknown).filter { !variables.contains($0) }
    }

    private func neighbors(_ variables: [Int]) -> [Int] {
        Set(variables.flatMap { system.incidentRules[$0] }.flatMap { system.terms[$0].map(\.variable) }).sorted()
    }
}
