import Disclosure

/// More documents in public than last year's and the newly disclosed together.
struct PublicStockExplanation: SingleExplanation {
    let rules = ["y2y.disclosed_total.*"]

    func finding(of violation: RuleViolation) throws -> Finding? {
        guard let now = violation.count(".disclosed_total"), let before = violation.count(".disclosed_total", lag: -1),
            let new = violation.count(".newly_disclosed")
        else { return nil }
        let name = violation.name(".disclosed_total")
        var finding = violation.finding(
            .stockFlow, .warning, zh: "“\(name.zh)”\(violation.year)年为\(now)，多于上年\(before)加本年新公开\(new)。",
            en: "\(name.en) is \(now) in \(violation.year), more than last year's \(before) and the \(new) newly disclosed.")
        finding.observed = Double(now)
        finding.expected = Double(before + new)
        finding.high = Double(before + new)
        finding.certainty = .candidates
        finding.cells = [
            try violation.reference(".disclosed_total"), try violation.reference(".newly_disclosed"),
            try violation.reference(".disclosed_total", lag: -1),
        ]
        return finding
    }
}
