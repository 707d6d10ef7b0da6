import Disclosure

/// Section 6 must state the processing fees, and must when applications lapsed for an unpaid fee.
struct FeeStatementDetector: AnomalyDetector {
    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years where history.editions(year).contains(where: \.profile.asksForFeeStatement) {
            guard let prose = try history.prose(year) else { continue }
            let stated = prose.texts.contains { $0[...].holds("处理费") }
            guard !stated else { continue }
            let overdue = history.count("outcome.other_handling.overdue_fee.total", year) ?? 0
            var finding = history.finding(
                .format, rule: overdue > 0 ? "s6.overdue_fee" : "s6.fee_statement",
                definition: overdue > 0 ? "overdue_fee > 0 -> section 6 mentions 信息处理费" : "section 6 mentions 信息处理费",
                severity: overdue > 0 ? .warning : .info, year: year, subject: [],
                message: overdue > 0
                    ? LocalizedText(
                        zh: "有\(overdue)件申请因逾期未缴费不再处理，正文却没有说明信息处理费收取情况。",
                        en: "\(overdue) applications lapsed for an unpaid fee, but the prose does not mention processing fees.")
                    : LocalizedText(zh: "正文没有说明信息处理费收取情况。", en: "The prose does not state the processing fees, as the form asks."))
            finding.certainty = .exact
            if overdue > 0 { finding.cells = try history.references(["outcome.other_handling.overdue_fee.total"], year) }
            findings.append(finding)
        }
        return findings
    }
}
