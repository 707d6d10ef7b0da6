import Disclosure

/// Words of older forms for what the form of the year calls otherwise (信息不存在 is 本机关不掌握), and applications counted in another measure word.
struct NarrativeCategoryDetector: AnomalyDetector {
    private static let former: [(cue: Cue, text: String, now: String)] = [
        ("信息不存在", "信息不存在", "（四）无法提供 1.本机关不掌握相关政府信息"), ("不同意公开", "不同意公开", "（三）不予公开"), ("同意部分公开", "同意部分公开", "（二）部分公开"),
        ("不属于本机关公开", "不属于本机关公开", "（四）无法提供 1.本机关不掌握相关政府信息"), ("不属于本行政机关公开", "不属于本行政机关公开", "（四）无法提供 1.本机关不掌握相关政府信息"),
        ("非政府信息", "非政府信息", "（五）不予处理"), ("申请内容不明确", "申请内容不明确", "（四）无法提供 3.补正后申请内容仍不明确"),
    ]
    private static let measures: [Unicode.Scalar] = ["条", "份", "宗", "起", "个", "例"]

    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years where history.editions(year).contains(where: \.hasStatutoryTables) {
            guard let prose = try history.prose(year) else { continue }
            if let finding = category(prose, history, year) { findings.append(finding) }
            if let finding = measure(prose, history, year) { findings.append(finding) }
        }
        return findings
    }

    private func category(_ prose: NarrativeProse, _ history: BodyHistory, _ year: Int) -> Finding? {
        for (passage, scalars) in zip(prose.passages, prose.texts) where scalars[...].holds(anyOf: Self.former.map(\.cue)) {
            for token in StatedNumber.scan(scalars) where token.measure != nil && !token.isPercent {
                let lead = scalars[max(0, token.start - 16)..<token.start]
                guard
                    let found = Self.former.first(where: { former in
                        lead.end(ofLast: former.cue).map { lead[$0...].allSatisfy { "的答复共数为有".unicodeScalars.contains($0) } } ?? false
                    })
                else { continue }
                var finding = history.finding(
                    .narrative, rule: "text.category", definition: "outcomes are named as on the form", severity: .info, year: year, subject: [],
                    message: LocalizedText(
                        zh: "正文用了旧表分类“\(found.text)”\(token.value)件，现行表格中应归入“\(found.now)”。",
                        en: "The prose counts \(token.value) in a category of older forms that the form of \(year) does not have."))
                finding.observed = token.value.doubleValue
                finding.certainty = .exact
                finding.readings = [
                    LocalizedText(
                        zh: "正文第\(passage.paragraph)段：“\(found.text)”对应“\(found.now)”",
                        en: "Prose, paragraph \(passage.paragraph): \(found.text), now \(found.now)")
                ]
                return finding
            }
        }
        return nil
    }

    private func measure(_ prose: NarrativeProse, _ history: BodyHistory, _ year: Int) -> Finding? {
        for mention in prose.mentions where mention.quantity == .received && mention.value > 0 {
            let scalars = ChineseText(mention.excerpt).scalars
            guard let token = StatedNumber.scan(scalars).first(where: { $0.integer == mention.value }), let measure = token.measure,
                Self.measures.contains(measure)
            else { continue }
            var finding = history.finding(
                .narrative, rule: "text.measure", definition: "applications are counted in 件", severity: .info, year: year, subject: [],
                message: LocalizedText(
                    zh: "正文以“\(String(Character(measure)))”计申请\(mention.value)，表格以“件”计，按件数核对。",
                    en: "The prose counts \(mention.value) applications in another unit than the form's; they were compared as cases."))
            finding.observed = Double(mention.value)
            finding.certainty = .exact
            finding.readings = [prose.passages[mention.passage].quotation(mention.excerpt)]
            return finding
        }
        return nil
    }
}
