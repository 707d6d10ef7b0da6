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
            let record = LocalRecord.of(form.edition)
            for outcome in record.system.evaluate(record.values(of: form)) {
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

/// How the cells of a form become a record of its edition's local system.
private struct LocalRecord: Sendable {
    let system: RuleSystem
    /// What a variable is that has no cell: unknown, or nothing where a form prints only some of the parts.
    private let absent: [Int?]
    /// The cells in the printed order with their variables: nearly every form has them in this order, and then no id is looked up.
    private let printed: [(id: String, variable: Int?)]

    private static let records = PerEdition { LocalRecord($0) }

    static func of(_ edition: Edition) -> LocalRecord { records[edition] }

    private init(_ edition: Edition) {
        let system = IdentityCatalog.localSystem(edition)
        self.system = system
        let isPart = IdentityCatalog.parts(edition)
        absent = system.variables.indices.map { !edition.hasStatutoryTables && isPart[$0] ? 0 : nil }
        printed = Form.of(edition).cells.map { ($0.id, system.index(of: $0.id)) }
    }

    func values(of form: FilledForm) -> [Int?] {
        var values = absent
        var isFilled = [Bool](repeating: false, count: values.count)
        for (position, cell) in form.cells.enumerated() {
            let isPrinted = position < printed.count && printed[position].id == cell.indicator
            guard let variable = isPrinted ? printed[position].variable : system.index(of: cell.indicator), !isFilled[variable] else { continue }
            isFilled[variable] = true
            values[variable] = cell.value?.integer.flatMap { $0.magnitude <= UInt(RuleSystem.largestValue) ? $0 : nil }
        }
        return values
    }
}
