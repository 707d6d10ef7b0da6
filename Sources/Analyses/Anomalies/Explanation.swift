import Disclosure
import Rules

/// What a violation of certain rules of the catalog probably means: its message, its cells, what was meant. One file each, registered in ``Explanations``.
///
/// Whether a rule is violated is told by ``CatalogDetector`` from the declared line alone; an explanation may keep silent on a violation that another one covers.
protocol Explanation: Sendable {
    /// The ids of the rules; `*` at the end stands for what follows.
    var rules: [String] { get }
    /// Whether it speaks of a rule that no explanation names.
    func covers(_ rule: Rule) -> Bool
    /// The findings of the violations of these rules by the report of one year, which come in the order of the catalog.
    func findings(of violations: [RuleViolation]) throws -> [Finding]
}

/// An explanation of each violation by itself.
protocol SingleExplanation: Explanation {
    /// The finding of a violation.
    func finding(of violation: RuleViolation) throws -> Finding?
}

extension SingleExplanation {
    func findings(of violations: [RuleViolation]) throws -> [Finding] { try violations.compactMap { try finding(of: $0) } }
}

extension Explanation {
    func covers(_ rule: Rule) -> Bool { false }

    func names(_ rule: String) -> Bool {
        rules.contains { $0.hasSuffix("*") ? rule.hasPrefix($0.dropLast()) : rule == $0 }
    }
}

/// A rule of the catalog, or a part of one, that fails on a report, whatever its unknown cells are.
struct RuleViolation {
    let identity: Identity
    /// What fails of it.
    let part: RulePart
    let history: BodyHistory
    /// The year of the report.
    let year: Int
    /// The two sides of the comparison that fails; `nil` where several are at fault.
    let left, right: Rational?

    /// The id of the rule.
    var id: String { identity.id }

    /// The cells of what fails, in the order in which it names them, those of other years among them.
    var cells: [String] { part.references.map(\.name) }

    /// The cell of the rule whose id ends so: rules of one family differ in the row.
    func cell(_ ending: String) -> String { cells.first { $0.hasSuffix(ending) } ?? ending }

    /// The whole number in a cell of the rule, some years on.
    func count(_ ending: String, lag: Int = 0) -> Int? { history.count(cell(ending), year + lag) }

    /// The cell with its value and place.
    func reference(_ ending: String, lag: Int = 0) throws -> Finding.CellReference { try history.reference(cell(ending), year + lag) }

    /// What a cell of the rule is called in a sentence.
    func name(_ ending: String, lag: Int = 0) -> LocalizedText { history.name(cell(ending), year + lag) }

    /// What the row is called that a cell of the rule stands in, in English.
    func row(_ ending: String) -> String { history.english(String(cell(ending).dropLast(ending.count))) }

    /// A finding of the rule.
    /// - Parameters:
    ///   - year: the year of the report at fault, where it is another one.
    ///   - subject: what tells several findings of the rule and year apart.
    func finding(
        _ kind: Finding.Kind, _ severity: Finding.Severity, year: Int? = nil, subject: [String] = [], zh: String, en: String
    ) -> Finding {
        var finding = history.finding(
            kind, rule: id, definition: RememberedDefinitions.of(id) ?? part.body.description, severity: severity, year: year ?? self.year,
            subject: subject, message: LocalizedText(zh: zh, en: en))
        finding.violations = [sides]
        return finding
    }

    /// The rule with the numbers on its sides, as a finding lists it.
    var sides: Finding.Violation {
        Finding.Violation(
            rule: id, entity: history.body.name, year: year, left: left?.doubleValue, right: right?.doubleValue,
            difference: left.flatMap { left in right.flatMap { left.subtracting($0)?.doubleValue } })
    }
}

extension Int {
    /// The number with its sign: `+3`.
    var signed: String { self > 0 ? "+\(self)" : "\(self)" }
}
