import Disclosure
import Rules

/// A part larger than its whole, more new documents in public than the public stock holds: inequalities within one report that no other explanation names.
struct InequalityExplanation: SingleExplanation {
    let rules: [String] = []

    func covers(_ rule: Rule) -> Bool {
        rule.isLinear
            && rule.linear.allSatisfy { linear in
                linear.relation != .equals && linear.terms.count > 1 && linear.terms.allSatisfy { $0.lag == 0 && $0.reach == .own }
            }
    }

    func finding(of violation: RuleViolation) throws -> Finding? {
        let (history, year, cells, label) = (violation.history, violation.year, violation.cells, violation.identity.label)
        guard let left = violation.left, let right = violation.right, case .holds(.comparison(_, let relation, _, _)) = violation.part.body,
            cells.allSatisfy({ history.count($0, year) != nil || history.state($0, year) == .absent })
        else { return nil }
        let isAbove = relation == .atMost
        var finding = violation.finding(
            .identity, violation.identity.isExact ? .error : .info, subject: cells, zh: "\(label.zh)：实为\(left)\(isAbove ? "大于" : "小于")\(right)。",
            en: "\(label.en): but \(left) \(isAbove ? ">" : "<") \(right).")
        finding.certainty = .candidates
        finding.observed = left.doubleValue
        finding.expected = right.doubleValue
        if isAbove { finding.high = right.doubleValue } else { finding.low = right.doubleValue }
        finding.cells = try history.references(cells, year)
        return finding
    }
}
