import Disclosure

/// A budget above any office's: yuan where units of ten thousand are asked for.
struct BudgetExplanation: SingleExplanation {
    let rules = ["s14.budget_unit"]

    func finding(of violation: RuleViolation) throws -> Finding? {
        guard let budget = violation.history.value(violation.cell(".budget"), violation.year) else { return nil }
        let text = ExactRecord.text(budget)
        var finding = violation.finding(
            .unit, .warning, zh: "政府信息公开专项经费\(text)万元，疑将元填作万元。", en: "A disclosure budget of \(text) (10,000 yuan) is probably in yuan.")
        finding.observed = budget
        finding.high = 10_000
        finding.mechanism = .factor10000
        finding.certainty = .candidates
        finding.cells = [try violation.reference(".budget")]
        if let from = ExactRecord.decimal(budget), let to = from.scaledDown(by: 4) { finding.suggest(violation.cell(".budget"), from: from, to: to) }
        return finding
    }
}
