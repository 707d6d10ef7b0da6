import Disclosure
import Rules

/// Inequalities within one report: a part larger than its whole, more new documents in public than the public stock holds.
struct InequalityDetector: AnomalyDetector {
    private struct Entry: Sendable {
        let identity: Identity
        let rule: LinearRule
    }

    private static let rules = PerEdition { edition in
        let entries = IdentityCatalog.of(edition).flatMap { identity in identity.rules.map { Entry(identity: identity, rule: $0) } }
        return entries.filter { entry in
            entry.rule.relation != .equals && entry.rule.terms.count > 1 && entry.rule.terms.allSatisfy { $0.lag == 0 && $0.reach == .own }
                && !entry.rule.id.hasPrefix("t2.items_nonneg")
        }
    }

    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years {
            for edition in history.editions(year) {
                for entry in Self.rules[edition] {
                    if let finding = try finding(entry, history, year) { findings.append(finding) }
                }
            }
        }
        return findings
    }

    private func finding(_ entry: Entry, _ history: BodyHistory, _ year: Int) throws -> Finding? {
        var left = 0
        var right = 0
        for term in entry.rule.terms {
            let value: Int
            if let known = history.count(term.variable, year) {
                value = known
            } else if term.coefficient > 0, entry.rule.relation == .atLeast, history.state(term.variable, year) == .absent {
                value = 0
            } else {
                return nil
            }
            if term.coefficient > 0 { left += term.coefficient * value } else { right -= term.coefficient * value }
        }
        let holds = entry.rule.relation == .atMost ? left <= right : left >= right
        guard !holds else { return nil }
        let ids = entry.rule.terms.map(\.variable)
        let sign = entry.rule.relation == .atMost ? (">", "大于") : ("<", "小于")
        var finding = history.finding(
            .identity, rule: entry.rule.id, definition: entry.rule.expression, severity: entry.identity.isExact ? .error : .info, year: year,
            subject: ids,
            message: LocalizedText(
                zh: "\(entry.identity.label.zh)：实为\(left)\(sign.1)\(right)。", en: "\(entry.identity.label.en): but \(left) \(sign.0) \(right)."))
        finding.certainty = .candidates
        finding.observed = Double(left)
        finding.expected = Double(right)
        if entry.rule.relation == .atMost { finding.high = Double(right) } else { finding.low = Double(right) }
        finding.cells = try history.references(ids, year)
        return finding
    }
}
