import Disclosure

/// A change that would leave fewer than no items: its sign is probably inverted.
struct NegativeItemsExplanation: SingleExplanation {
    let rules = ["t2.items_nonneg.*"]

    func finding(of violation: RuleViolation) throws -> Finding? {
        guard let items = violation.count(".items_prev"), let change = violation.count(".items_change") else { return nil }
        var finding = violation.finding(
            .identity, .error, zh: "“\(violation.name(".items_prev").zh)”\(items)，本年增/减\(change)，项目数将为负。",
            en: "\(violation.row(".items_prev")): \(items) items and a change of \(change) would leave fewer than none.")
        finding.mechanism = .sign
        finding.certainty = .candidates
        finding.observed = Double(change)
        finding.low = -Double(items)
        finding.cells = [try violation.reference(".items_change"), try violation.reference(".items_prev")]
        finding.suggest(violation.cell(".items_change"), from: ExactDecimal(change), to: ExactDecimal(-change))
        return finding
    }
}
