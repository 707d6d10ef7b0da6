import Disclosure
import Rules

/// Counts that are negative, not whole, or too large to be one. Only 本年增/减 has a sign, only money has decimals.
struct DomainDetector: AnomalyDetector {
    private static let cells = PerEdition { edition in Form.of(edition).indicators.filter { !$0.isDerived } }

    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years {
            for edition in history.editions(year) {
                for cell in Self.cells[edition] {
                    guard let value = history.value(cell.id, year) else { continue }
                    if value.magnitude > Double(RuleSystem.largestValue) {
                        findings.append(try excess(cell, value, history: history, year: year))
                        continue
                    }
                    let isNegative = value < 0 && cell.kind != .change
                    let isFraction = value != value.rounded() && !cell.isAmount
                    guard isNegative || isFraction else { continue }
                    findings.append(try finding(cell, value, isNegative: isNegative, history: history, year: year))
                }
            }
        }
        return findings
    }

    private func finding(_ cell: Indicator, _ value: Double, isNegative: Bool, history: BodyHistory, year: Int) throws -> Finding {
        let text = ExactRecord.text(value)
        var finding = history.finding(
            .identity, rule: Self.rule(cell), definition: isNegative ? "value >= 0" : "value is whole", severity: .error, year: year,
            subject: [cell.id],
            message: isNegative
                ? LocalizedText(
                    zh: "“\(history.shortLabel(cell.id, year))”填为\(text)，不应为负数。", en: "\(history.english(cell.id)) is \(text); it cannot be negative."
                )
                : LocalizedText(
                    zh: "“\(history.shortLabel(cell.id, year))”填为\(text)，件数应为整数，疑为金额。",
                    en: "\(history.english(cell.id)) is \(text); a count is a whole number, so this may be money."))
        finding.cells = [try history.reference(cell.id, year)]
        finding.observed = value
        if isNegative {
            finding.mechanism = .sign
            finding.expected = -value
            finding.low = 0
            if let positive = ExactRecord.decimal(-value) {
                finding.suggest(cell.id, from: ExactRecord.decimal(value), to: positive)
            }
            finding.certainty = .candidates
        } else {
            finding.mechanism = .moneyInCount
            finding.certainty = .candidates
        }
        return finding
    }

    /// A number that nothing could count to. Exact sums over it would leave 64 bits; they count as not to be told.
    private func excess(_ cell: Indicator, _ value: Double, history: BodyHistory, year: Int) throws -> Finding {
        let reference = try history.reference(cell.id, year)
        let text = reference.raw.isEmpty ? "\(value)" : reference.raw
        var finding = history.finding(
            .implausible, rule: "domain.magnitude", definition: "|value| <= 1e15", severity: .error, year: year, subject: [cell.id],
            message: LocalizedText(
                zh: "“\(history.shortLabel(cell.id, year))”填为\(text)，超出任何可能的数量；涉及它的合计无法核对。",
                en: "\(history.english(cell.id)) is \(text), more than anything could be counted to; sums over it cannot be told."))
        finding.cells = [reference]
        finding.observed = value
        finding.high = Double(RuleSystem.largestValue)
        finding.certainty = .exact
        return finding
    }

    /// The rule of the list that covers the cell.
    private static func rule(_ cell: Indicator) -> String {
        switch cell.section {
        case .applications: "t3.nonneg.\(CellAddress.split(cell.id).column)"
        case .remedies: "t4.nonneg"
        case .proactive where cell.kind == .money: "t2.fee_nonneg"
        default: "domain.\(cell.section.rawValue)"
        }
    }
}
