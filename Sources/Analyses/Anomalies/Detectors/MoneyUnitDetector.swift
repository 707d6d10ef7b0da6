import Disclosure
import Statistics

/// Fees in the wrong unit: ten thousand times those of other years.
struct MoneyUnitDetector: AnomalyDetector {
    func findings(in history: BodyHistory) throws -> [Finding] {
        try history.years.compactMap { try fees(history, $0) }
    }

    private func fees(_ history: BodyHistory, _ year: Int) throws -> Finding? {
        let id = "disclosure.fees.amount"
        guard let now = history.value(id, year), now > 0 else { return nil }
        let others = history.years.filter { $0 != year }.compactMap { history.value(id, $0) }.filter { $0 > 0 }
        guard let usual = others.count > 1 ? usual(now, others) : history.value(id, year - 1), usual > 0 else { return nil }
        let ratio = now / usual
        guard ratio >= Self.farFactor || ratio <= 1 / Self.farFactor else { return nil }
        let text = ExactRecord.text
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
}
