import Disclosure

/// 对外公开总数量 filed as the year's own documents (5, 5, 5): a stock that starts anew every year.
struct StockNotAccumulatedDetector: AnomalyDetector {
    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years {
            for row in ["rules", "normative_docs"] {
                let ids = ["disclosed_total", "newly_disclosed", "made"].map { "disclosure.\(row).\($0)" }
                guard let total = history.count(ids[0], year), let new = history.count(ids[1], year), total > 0, total == new else { continue }
                let before = history.count(ids[0], year - 1) ?? 0
                var finding = history.finding(
                    .implausible, rule: "t2.stock_not_accumulated.\(row)", definition: "disclosed_total > newly_disclosed",
                    severity: before > 0 ? .warning : .info, year: year, subject: [],
                    message: LocalizedText(
                        zh: "“\(history.shortLabel(ids[0], year))”\(total)等于本年新公开\(new)\(before > 0 ? "，而上年总数已有\(before)" : "")，疑只填了本年数而未累计。",
                        en:
                            "\(history.english(ids[0])) is \(total), just what was newly disclosed\(before > 0 ? ", though last year's total was \(before)" : ""): the stock was probably not accumulated."
                    ))
                finding.certainty = .candidates
                finding.observed = Double(total)
                finding.cells = try history.references(ids, year)
                if before > 0 {
                    finding.expected = Double(before + new)
                    finding.low = Double(before)
                    finding.suggest(ids[0], from: ExactDecimal(total), to: ExactDecimal(before + new))
                }
                findings.append(finding)
            }
        }
        return findings
    }
}
