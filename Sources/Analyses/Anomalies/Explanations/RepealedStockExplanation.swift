import Disclosure

/// More documents repealed than there were.
struct RepealedStockExplanation: SingleExplanation {
    let rules = ["t2.repealed_le_stock.*"]

    func finding(of violation: RuleViolation) throws -> Finding? {
        guard let repealed = violation.count(".repealed"), let before = violation.count(".in_force", lag: -1), let made = violation.count(".made")
        else { return nil }
        var finding = violation.finding(
            .stockFlow, .warning, zh: "\(violation.year)年废止\(repealed)件，多于上年现行有效\(before)件加本年制发\(made)件。",
            en: "\(repealed) were repealed in \(violation.year), more than the \(before) in force before and the \(made) made.")
        finding.observed = Double(repealed)
        finding.expected = Double(before + made)
        finding.high = Double(before + made)
        finding.certainty = .candidates
        finding.cells = [
            try violation.reference(".repealed"), try violation.reference(".made"), try violation.reference(".in_force", lag: -1),
        ]
        return finding
    }
}
