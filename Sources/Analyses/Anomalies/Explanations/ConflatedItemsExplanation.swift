import Disclosure

/// Just as many decisions as items after the change: decisions filed as items.
struct ConflatedItemsExplanation: SingleExplanation {
    let rules = ["t2.not_conflated.*"]

    /// Coincidences likelier than this are worth a note only.
    private static let leastSurprise = 0.05

    /// How likely a number of decisions meets a number of items by chance, where both vary by about a third.
    private static func coincidence(_ count: Int) -> Double {
        min(1, 1 / (2.5066 * (Double(count) + 0.1 * Double(count) * Double(count)).squareRoot()))
    }

    func finding(of violation: RuleViolation) throws -> Finding? {
        guard let items = violation.count(".items_prev"), let change = violation.count(".items_change"), let decisions = violation.count(".decisions")
        else { return nil }
        let probability = Self.coincidence(decisions)
        let sum = change < 0 ? "\(items)−\(-change)" : "\(items)+\(change)"
        var finding = violation.finding(
            .implausible, probability <= Self.leastSurprise ? .warning : .info,
            zh: "“\(violation.name(".decisions").zh)”\(decisions)恰等于上一年项目加本年增减（\(sum)），疑项目数与处理决定数混填。",
            en:
                "The \(decisions) decisions of \(violation.row(".decisions")) are just the items after the change (\(sum)): items and decisions were probably mixed up."
        )
        // Two numbers that should differ and do not: there is nothing between them.
        finding.violations = []
        finding.mechanism = .itemsForDecisions
        finding.certainty = .candidates
        finding.observed = Double(decisions)
        finding.score = 1 / probability
        finding.cells = try [".decisions", ".items_prev", ".items_change"].map { try violation.reference($0) }
        finding.readings = [
            LocalizedText(
                zh: "若项目数确为\(items)，处理决定数与项目数恰好相等的机会约为\(Int(1 / probability))分之一。",
                en: "If there really were \(items) items, just as many decisions would be a coincidence of about one in \(Int(1 / probability)).")
        ]
        return finding
    }
}
