import Disclosure
import Rules

/// Items that more than double in a year.
struct ItemsChangeExplanation: SingleExplanation {
    let rules = ["t2.items_change.*"]

    func finding(of violation: RuleViolation) throws -> Finding? {
        guard let items = violation.count(".items_prev"), let change = violation.count(".items_change") else { return nil }
        var finding = violation.finding(
            .implausible, .warning, zh: "“\(violation.name(".items_prev").zh)”\(items)，本年增/减\(change.signed)，一年内增加一倍以上。",
            en: "\(violation.row(".items_prev")): \(items) items and a change of \(change.signed) more than doubles them in a year.")
        finding.observed = Double(change)
        finding.high = violation.right?.doubleValue
        finding.score = Double(change) / Double(max(items, 1))
        finding.cells = [try violation.reference(".items_change"), try violation.reference(".items_prev")]
        if let decisions = violation.history.count(violation.cell(".items_prev").replacing(".items_prev", with: ".decisions"), violation.year) {
            finding.readings = [LocalizedText(zh: "同年处理决定\(decisions)件。", en: "There were \(decisions) decisions in the year.")]
        }
        return finding
    }
}
