import Disclosure

/// Procurement projects without an amount, or an amount without projects.
struct ProcurementExplanation: SingleExplanation {
    let rules = ["t2.procurement"]

    func finding(of violation: RuleViolation) throws -> Finding? {
        guard let amount = violation.history.value(violation.cell(".amount"), violation.year), let projects = violation.count(".projects") else {
            return nil
        }
        let text = ExactRecord.text(amount)
        var finding = violation.finding(
            .implausible, .warning, zh: "政府集中采购项目\(projects)个，金额\(text)万元，应同时为零或同时不为零。",
            en: "\(projects) procurement projects for \(text) (10,000 yuan): both or neither should be zero.")
        finding.cells = [try violation.reference(".amount"), try violation.reference(".projects")]
        finding.certainty = .candidates
        return finding
    }
}
