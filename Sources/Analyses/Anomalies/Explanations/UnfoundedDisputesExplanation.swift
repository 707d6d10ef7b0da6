import Disclosure

/// Reviews and lawsuits although nobody applied.
struct UnfoundedDisputesExplanation: SingleExplanation {
    let rules = ["t3.nontrivial"]

    func finding(of violation: RuleViolation) throws -> Finding? {
        let ids = violation.cells
        let counts = ids.compactMap { violation.history.count($0, violation.year) }
        let disputes = counts.dropFirst().reduce(0, +)
        guard counts.count == ids.count else { return nil }
        var finding = violation.finding(
            .implausible, .warning, zh: "本年新收申请为0，复议诉讼却有\(disputes)件。",
            en: "No applications were received, yet there were \(disputes) reviews and lawsuits.")
        finding.observed = Double(disputes)
        finding.high = 5
        finding.cells = try violation.history.references(ids, violation.year)
        return finding
    }
}
