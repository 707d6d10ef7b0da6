import Disclosure

/// Procurement projects that cost almost nothing, or more than any: money in the wrong unit.
struct ProcurementPriceExplanation: SingleExplanation {
    let rules = ["t2.procurement_unit_price"]

    func finding(of violation: RuleViolation) throws -> Finding? {
        // Projects without an amount are another rule's.
        guard let amount = violation.history.value(violation.cell(".amount"), violation.year), let projects = violation.count(".projects"),
            amount != 0, projects != 0
        else { return nil }
        let price = amount * 10_000 / Double(projects)
        let (total, each) = (ExactRecord.text(amount), ExactRecord.text(price.rounded()))
        var finding = violation.finding(
            .unit, .warning, zh: "政府集中采购\(projects)个项目共\(total)万元，每个项目\(each)元，疑单位有误。",
            en: "\(projects) procurement projects for \(total) (10,000 yuan) make \(each) yuan each; the unit is probably wrong.")
        finding.observed = price
        finding.low = 1_000
        finding.high = 100_000_000
        finding.certainty = .candidates
        finding.mechanism = .factor10000
        finding.cells = [try violation.reference(".amount"), try violation.reference(".projects")]
        if let from = ExactRecord.decimal(amount), let to = price > 100_000_000 ? from.scaledDown(by: 4) : from.scaledUp(by: 4) {
            finding.suggest(violation.cell(".amount"), from: from, to: to)
        }
        return finding
    }
}
