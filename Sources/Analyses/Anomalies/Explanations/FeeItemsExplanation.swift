import Disclosure

/// The change of fee items is an amount of money.
struct FeeItemsExplanation: SingleExplanation {
    let rules = ["t2.fees_change_is_count"]

    func finding(of violation: RuleViolation) throws -> Finding? {
        guard let items = violation.count(".items_prev"), let change = violation.count(".items_change") else { return nil }
        let limit = max(50, 2 * items)
        var finding = violation.finding(
            .implausible, .error, zh: "行政事业性收费上一年项目\(items)个，本年增/减却填为\(change.signed)；这一格应填项目数，\(change.magnitude)疑为收费金额。",
            en:
                "There were \(items) fee items and the change is \(change.signed); the cell counts items, so \(change.magnitude) looks like an amount of money."
        )
        finding.mechanism = .moneyInCount
        finding.certainty = .candidates
        finding.observed = Double(change)
        finding.low = -Double(limit)
        finding.high = Double(limit)
        finding.score = Double(change.magnitude) / Double(max(items, 1))
        finding.cells = [try violation.reference(".items_change"), try violation.reference(".items_prev")]
        finding.readings = [
            LocalizedText(zh: "读作项目数：\(items)个项目一年内变为\(items + change)个。", en: "As items: \(items) would become \(items + change) in a year."),
            LocalizedText(zh: "读作金额：收费\(change.magnitude)（万元或元）。", en: "As money: fees of \(change.magnitude) (in yuan or in units of 10,000 yuan)."),
        ]
        return finding
    }
}
