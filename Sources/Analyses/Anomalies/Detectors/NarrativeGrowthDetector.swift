import Disclosure

/// Growth of the applications that the prose prints, recomputed from last year's report with every pair of readings.
struct NarrativeGrowthDetector: AnomalyDetector {
    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years where history.years.contains(year - 1) {
            guard let prose = try history.prose(year) else { continue }
            for (passage, scalars) in zip(prose.passages, prose.texts) {
                guard scalars[...].holds(anyOf: ["同比", "较去年", "较上年", "比上年"]) else { continue }
                findings += check(passage, scalars, history, year)
            }
        }
        return findings
    }

    private func check(_ passage: Passage, _ scalars: [Unicode.Scalar], _ history: BodyHistory, _ year: Int) -> [Finding] {
        let tokens = StatedNumber.scan(scalars)
        return tokens.enumerated().compactMap { index, token -> Finding? in
            guard token.isPercent else { return nil }
            let lead = scalars[max(0, token.start - 40)..<token.start]
            guard let sentence = lead.lastIndex(of: "。").map({ lead[($0 + 1)...] }) ?? Optional(lead), sentence.holds("申请"),
                !sentence.holds(anyOf: ["复议", "诉讼", "网站", "信函", "占"])
            else { return nil }
            let near = scalars[max(0, token.start - 6)..<token.start]
            let falls = near.holds(anyOf: ["下降", "减少", "回落", "降低"])
            guard falls || near.holds(anyOf: ["增长", "上升", "增加"]) else { return nil }
            var finding = compare(falls ? -token.value.doubleValue : token.value.doubleValue, token, history, year)
            finding?.readings.insert(passage.quotation(scalars, around: token.start..<token.end), at: 0)
            return finding
        }
    }

    private func compare(_ stated: Double, _ token: StatedNumber, _ history: BodyHistory, _ year: Int) -> Finding? {
        let now = history.tables(year).readings(of: .handled)
        let before = history.tables(year - 1).readings(of: .handled)
        var candidates: [(zh: String, en: String, percent: Double)] = []
        for one in now {
            for other in before where other.value > 0 {
                candidates.append(
                    (
                        "\(other.value)→\(one.value)", "\(other.value) → \(one.value)", 100 * (Double(one.value) / Double(other.value) - 1)
                    ))
            }
        }
        guard let nearest = candidates.min(by: { ($0.percent - stated).magnitude < ($1.percent - stated).magnitude }) else { return nil }
        let half = 0.5 * (0..<token.printedScale).reduce(1.0) { value, _ in value / 10 }
        let gap = (nearest.percent - stated).magnitude
        guard gap > half + 1e-9 else { return nil }
        // A twentieth of a point, or the last digit off by one, is worth knowing only.
        let isSmall = gap <= max(0.05, 2 * half) + 1e-9
        var finding = history.finding(
            .narrative, rule: "text.growth", definition: "growth = current / prev(current) - 1", severity: isSmall ? .info : .warning, year: year,
            subject: [token.value.description],
            message: LocalizedText(
                zh: "正文称申请同比\(stated < 0 ? "下降" : "增长")\(token.value)%，按两年报告重算最接近的是\(percent(nearest.percent))%（\(nearest.zh)）。",
                en:
                    "The prose says applications changed by \(percent(stated)) %; the nearest from the two reports is \(percent(nearest.percent)) % (\(nearest.en))."
            ))
        finding.observed = stated
        finding.expected = nearest.percent
        finding.certainty = .detected
        finding.readings = candidates.map { LocalizedText(zh: "\($0.zh)：\(percent($0.percent))%", en: "\($0.en): \(percent($0.percent)) %") }
        return finding
    }

    private func percent(_ value: Double) -> String { ExactDecimal(mantissa: Int64((value * 100).rounded()), scale: 2).description }
}
