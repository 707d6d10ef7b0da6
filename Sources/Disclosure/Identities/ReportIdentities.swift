import Rules

extension Report {
    /// How many exact equalities of its forms can be evaluated on the report, and how many of them do not hold: the figure in the list of reports.
    ///
    /// Blank cells are unknown, so an equality with a blank that could make it true is not counted. A part that the year's form does not print adds
    /// nothing. Ties across years are left out.
    public func exactIdentities() -> (evaluated: Int, violated: Int) {
        var evaluated = 0
        var violated = 0
        for form in forms {
            let system = IdentityCatalog.localSystem(form.edition)
            let values = Dictionary(form.cells.map { ($0.indicator, $0.value?.integer) }) { first, _ in first }
            let isPart = form.edition.hasStatutoryTables ? [] : IdentityCatalog.parts(form.edition)
            let record = system.variables.enumerated().map { index, variable -> Int? in
                if !isPart.isEmpty, isPart[index], values[variable.id] == nil { return 0 }
                guard let value = values[variable.id] ?? nil, value.magnitude <= UInt(RuleSystem.largestValue) else { return nil }
                return value
            }
            for outcome in system.evaluate(record) {
                switch outcome {
                case .holds: evaluated += 1
                case .fails:
                    evaluated += 1
                    violated += 1
                case .undetermined: break
                }
            }
        }
        return (evaluated, violated)
    }
}
