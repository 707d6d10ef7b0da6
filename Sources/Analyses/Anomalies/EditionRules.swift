import Disclosure
import Rules

/// The exact sums of one edition, compiled, with the records of reports in them.
struct EditionRules: Sendable {
    let edition: Edition
    let system: RuleSystem
    let localization: ErrorLocalization
    /// The equalities between years: what is carried over, stocks and flows. Reorganizations can break them; they only speak for a repair.
    let ties: RuleSystem
    /// Variables that a rule counts as a part; a row that the year's form does not print adds nothing to a sum.
    private let isPart: [Bool]
    private let isMoney: [Bool]

    static func of(_ edition: Edition) -> EditionRules { rules[edition] }

    private static let rules = PerEdition { EditionRules($0) }

    private init(_ edition: Edition) {
        self.edition = edition
        system = IdentityCatalog.localSystem(edition)
        // Totals are mistyped, or forgotten in a correction, more often than their parts.
        localization = ErrorLocalization(system) { CellAddress.isTotal($0.id) ? 9 : 10 }
        ties = RuleSystem(IdentityCatalog.of(edition).flatMap(\.rules).filter { $0.relation == .equals && $0.terms.contains { $0.lag != 0 } })
        isPart = IdentityCatalog.parts(edition)
        isMoney = system.variables.map { Catalog.standard.indicator($0.id, edition: edition)?.kind == .money }
    }

    /// The record of a report, and the variables that its form does not have.
    ///
    /// Blanks, marks and text are unknown. On forms whose rows differ from year to year a part that is absent counts as 0 and is never repaired.
    func record(_ history: BodyHistory, _ year: Int) -> (values: [Int?], absent: Set<Int>) {
        var values = system.emptyRecord
        var absent: Set<Int> = []
        for (index, variable) in system.variables.enumerated() {
            if let value = history.value(variable.id, year) {
                values[index] = isMoney[index] ? ExactRecord.millionths(value) : ExactRecord.count(value)
            } else if !edition.hasStatutoryTables && isPart[index] && history.state(variable.id, year) == .absent {
                values[index] = 0
                absent.insert(index)
            }
        }
        return (values, absent)
    }

    /// A value of a variable as the number that stands on the form.
    func decimal(_ value: Int, of variable: Int) -> ExactDecimal {
        isMoney[variable] ? ExactDecimal(mantissa: Int64(value), scale: 6) : ExactDecimal(value)
    }

    /// The left side less the right, unknown cells left out.
    func difference(_ rule: Int, _ record: [Int?]) -> ExactDecimal {
        let sum = system.terms[rule].reduce(-system.rules[rule].constant) { $0 + $1.coefficient * (record[$1.variable] ?? 0) }
        return decimal(sum, of: system.terms[rule].first?.variable ?? 0)
    }

    /// What the two sides of a rule add up to, unknown cells left out.
    func sides(_ rule: Int, _ record: [Int?]) -> (left: ExactDecimal, right: ExactDecimal) {
        var left = 0
        var right = system.rules[rule].constant
        for term in system.terms[rule] {
            guard let value = record[term.variable] else { continue }
            if term.coefficient > 0 { left += term.coefficient * value } else { right -= term.coefficient * value }
        }
        let sample = system.terms[rule].first?.variable ?? 0
        return (decimal(left, of: sample), decimal(right, of: sample))
    }
}
