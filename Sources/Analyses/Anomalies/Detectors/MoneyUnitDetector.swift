import Disclosure
import Statistics

/// Money in the wrong unit: fees ten thousand times last year's, projects that cost almost nothing, budgets above any office's.
struct MoneyUnitDetector: AnomalyDetector {
    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        let rules = CatalogRules(history)
        for year in history.years {
            if let finding = try fees(history, year) { findings.append(finding) }
            if let finding = try procurement(history, year, rules) { findings.append(finding) }
            if rules.fails("s14.budget_unit", year), let finding = try budget(history, year) { findings.append(finding) }
        }
        return findings
    }

    private func fees(_ history: BodyHistory, _ year: Int) throws -> Finding? {
        let id = "disclosure.fees.amount"
        guard let now = history.value(id, year), now > 0 else { return nil }
        let others = history.years.filter { $0 != year }.compactMap { history.value(id, $0) }.filter { $0 > 0 }
        guard let usual = others.count > 1 ? usual(now, others) : history.value(id, year - 1), usual > 0 else { return nil }
        let ratio = now / usual
        guard ratio >= Self.farFactor || ratio <= 1 / Self.farFactor else { return nil }
        let isUnit = (1_000...100_000).contains(max(ratio, 1 / ratio))
        let basis = others.count > 1 ? LocalizedText(zh: "其他年份一般为", en: "usually") : LocalizedText(zh: "上年", en: "last year")
        var finding = history.finding(
            .unit, rule: "t2.fee_magnitude", definition: "1/100 < amount / usual(amount) < 100", severity: isUnit ? .error : .warning, year: year,
            subject: [],
            message: LocalizedText(
                zh: "收费金额\(text(now))万元，\(basis.zh)\(text(usual))万元，相差\(text(max(ratio, 1 / ratio).rounded()))倍\(isUnit ? "，疑元与万元混淆" : "")。",
                en:
                    "Fees are \(text(now)) (10,000 yuan) against \(text(usual)) \(basis.en), a factor of \(text(max(ratio, 1 / ratio).rounded()))\(isUnit ? ": probably yuan taken for units of 10,000 yuan" : "")."
            ))
        finding.observed = now
        finding.low = usual / 100
        finding.high = usual * 100
        finding.score = max(ratio, 1 / ratio)
        finding.certainty = .candidates
        finding.cells = [try history.reference(id, year)]
        if others.count < 2 { finding.cells.append(try history.reference(id, year - 1)) }
        if isUnit {
            finding.mechanism = .factor10000
            let meant = ratio > 1 ? now / 10_000 : now * 10_000
            finding.expected = meant
            if let from = ExactRecord.decimal(now), let to = ratio > 1 ? from.scaledDown(by: 4) : from.scaledUp(by: 4) {
                finding.suggest(id, from: from, to: to)
            }
        }
        return finding
    }

    /// A factor between two years that fees do not move by.
    private static let farFactor = 100.0

    /// What the years usually say that lie far on one side of a value: they must be more than half of the others, lest a year look wrong beside two wrong ones. Of two years the later is
    /// named, for nobody can tell.
    private func usual(_ now: Double, _ others: [Double]) -> Double? {
        for side in [others.filter { now / $0 >= Self.farFactor }, others.filter { $0 / now >= Self.farFactor }] where 2 * side.count > others.count {
            return (Median.of(side) ?? 0)
        }
        return nil
    }

    private func procurement(_ history: BodyHistory, _ year: Int, _ rules: CatalogRules) throws -> Finding? {
        let ids = ["disclosure.procurement.amount", "disclosure.procurement.projects"]
        guard let amount = history.value(ids[0], year), let projects = history.count(ids[1], year) else { return nil }
        if rules.fails("t2.procurement", year) {
            var finding = history.finding(
                .implausible, rule: "t2.procurement", definition: "projects = 0 <-> amount = 0", severity: .warning, year: year, subject: [],
                message: LocalizedText(
                    zh: "政府集中采购项目\(projects)个，金额\(text(amount))万元，应同时为零或同时不为零。",
                    en: "\(projects) procurement projects for \(text(amount)) (10,000 yuan): both or neither should be zero."))
            finding.cells = try history.references(ids, year)
            finding.certainty = .candidates
            return finding
        }
        guard rules.fails("t2.procurement_unit_price", year) else { return nil }
        let price = amount * 10_000 / Double(projects)
        var finding = history.finding(
            .unit, rule: "t2.procurement_unit_price", definition: "1e3 <= amount / projects <= 1e8", severity: .warning, year: year, subject: [],
            message: LocalizedText(
                zh: "政府集中采购\(projects)个项目共\(text(amount))万元，每个项目\(text(price.rounded()))元，疑单位有误。",
                en:
                    "\(projects) procurement projects for \(text(amount)) (10,000 yuan) make \(text(price.rounded())) yuan each; the unit is probably wrong."
            ))
        finding.observed = price
        finding.low = 1_000
        finding.high = 100_000_000
        finding.certainty = .candidates
        finding.mechanism = .factor10000
        finding.cells = try history.references(ids, year)
        if let from = ExactRecord.decimal(amount), let to = price > 100_000_000 ? from.scaledDown(by: 4) : from.scaledUp(by: 4) {
            finding.suggest(ids[0], from: from, to: to)
        }
        return finding
    }

    private func budget(_ history: BodyHistory, _ year: Int) throws -> Finding? {
        let id = "stats.org.budget"
        guard let budget = history.value(id, year) else { return nil }
        var finding = history.finding(
            .unit, rule: "s14.budget_unit", definition: "budget <= 10000", severity: .warning, year: year, subject: [],
            message: LocalizedText(
                zh: "政府信息公开专项经费\(text(budget))万元，疑将元填作万元。", en: "A disclosure budget of \(text(budget)) (10,000 yuan) is probably in yuan."))
        finding.observed = budget
        finding.high = 10_000
        finding.mechanism = .factor10000
        finding.certainty = .candidates
        finding.cells = [try history.reference(id, year)]
        if let from = ExactRecord.decimal(budget), let to = from.scaledDown(by: 4) {
            finding.suggest(id, from: from, to: to)
        }
        return finding
    }

    private func text(_ value: Double) -> String { ExactRecord.decimal(value)?.description ?? "\(value)" }
}
