import Disclosure

/// Instructions of the form that were left in the text, and places that were never filled in.
struct TemplateTextDetector: AnomalyDetector {
    /// What the forms of 2019 and 2021 print for those who fill them in, as it stands there.
    private static let instructions: [Cue] = [
        "该部分以表格形式报告", "收取信息处理费情况在此处报告", "此处填写", "(文字描述",
    ]
    /// The marks that stand for what is to be filled in.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "X", "x", "×", "*", "_", "〇", "○", "＿": true
        default: false
        }
    }

    /// Two marks and more between Chinese characters, digits or signs: 培训××期. In an address (xxgk) letters stand beside them.
    private static func holdsGap(_ text: [Unicode.Scalar]) -> Bool {
        var start: Int?
        for index in 0...text.count {
            if index < text.count, isMark(text[index]) {
                start = start ?? index
                continue
            }
            if let first = start, index - first >= 2 {
                let neighbors = (first > 0 ? [text[first - 1]] : []) + (index < text.count ? [text[index]] : [])
                let isInside = neighbors.contains { $0.value >= 0x4E00 && $0.value <= 0x9FFF }
                // 二〇〇九年 is a year.
                let isNumeral = neighbors.contains { "一二三四五六七八九".unicodeScalars.contains($0) }
                if isInside && !isNumeral && !neighbors.contains(where: { $0.value < 0x80 && $0.properties.isAlphabetic }) { return true }
            }
            start = nil
        }
        return false
    }

    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years {
            guard let prose = try history.prose(year) else { continue }
            let kinds: [(rule: String, holds: ([Unicode.Scalar]) -> Bool, name: LocalizedText)] = [
                ("format.template_text", { $0[...].holds(anyOf: Self.instructions) }, LocalizedText(zh: "表样说明", en: "an instruction of the form")),
                ("format.unfilled", Self.holdsGap, LocalizedText(zh: "未填写的占位符", en: "a place that was never filled in")),
            ]
            for (rule, holds, name) in kinds {
                let places = zip(prose.passages, prose.texts).filter { holds($0.1) }.map(\.0)
                guard let first = places.first else { continue }
                var finding = history.finding(
                    .format, rule: rule, definition: "no instruction or gap of the form in the text", severity: .warning, year: year, subject: [],
                    message: LocalizedText(
                        zh: "正文第\(first.paragraph)段残留\(name.zh)\(places.count > 1 ? "，共\(places.count)处" : "")。",
                        en: "Paragraph \(first.paragraph) still holds \(name.en)\(places.count > 1 ? ", as do \(places.count - 1) more" : "")."))
                finding.observed = Double(places.count)
                finding.expected = 0
                finding.certainty = .exact
                finding.readings = places.prefix(5).map {
                    LocalizedText(zh: "第\($0.paragraph)段：\($0.text.prefix(60))", en: "Paragraph \($0.paragraph): \($0.text.prefix(60))")
                }
                findings.append(finding)
            }
        }
        return findings
    }
}
