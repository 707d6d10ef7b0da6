public import Analyses
import Disclosure
import Output

/// The findings of one body as a letter to it: those to be explained, and apart from them those that are confirmed.
public struct Notice: Sendable {
    /// The body's name.
    public let entity: String
    /// The code of its region; `nil` when it is not known.
    public let regionCode: String?
    /// Findings that nobody has decided about.
    public let open: [Finding]
    /// Findings that are confirmed.
    public let confirmed: [Finding]

    /// A letter about the findings of a body; dismissed ones are left out.
    public init(entity: String, regionCode: String?, findings: [Finding]) {
        self.entity = entity
        self.regionCode = regionCode
        open = findings.filter { $0.verdict == .open }
        confirmed = findings.filter { $0.verdict == .confirmed }
    }

    /// A name for its file, without ending: letters, digits and signs that every file system takes, never empty, never hidden.
    public var fileName: String {
        let name = [regionCode, entity].compactMap { $0 }.joined(separator: "-")
        let safe = String(
            name.unicodeScalars.map { scalar -> Character in
                let isUnsafe =
                    scalar.value < 33 || "/\\:*?\"<>|".unicodeScalars.contains(scalar) || scalar.properties.generalCategory == .control
                    || scalar.properties.generalCategory == .format || scalar.properties.generalCategory == .surrogate
                return isUnsafe ? "_" : Character(scalar)
            }.prefix(60))
        let trimmed = safe.first == "." ? "_" + safe.dropFirst() : safe
        return trimmed.isEmpty ? "_" : trimmed
    }

    /// What the template is filled with; every text made visible.
    func values(_ language: Language, version: String) -> [String: Any] {
        let years = Set((open + confirmed).map(\.year)).sorted()
        return [
            "lang": language == .zh ? "zh-CN" : "en", "version": version, "entity": TerminalText.of(entity),
            "region_code": TerminalText.of(regionCode ?? ""),
            "years": years.map(String.init).joined(separator: language == .zh ? "、" : ", "), "t": NoticeWords.words(language),
            "has_open": !open.isEmpty, "open_count": String(open.count), "open": items(open, language),
            "has_confirmed": !confirmed.isEmpty, "confirmed_count": String(confirmed.count), "confirmed": items(confirmed, language),
        ]
    }

    private func items(_ findings: [Finding], _ language: Language) -> [[String: Any]] {
        findings.enumerated().map { index, finding in
            let words = FindingWords(finding: finding, language: language)
            let subject = finding.cells.first
            let against = words.against(subject).map(TerminalText.of)
            let corrections = words.suggestions.map(TerminalText.of)
            let place = subject.map { $0.row > 0 ? FindingCard.place($0, language) : String($0.year) } ?? String(finding.year)
            let item: [String: Any] = [
                "number": String(index + 1), "year": String(finding.year), "severity": Codes.severities[finding.severity.rawValue]![language],
                "kind": Codes.kinds[finding.kind.rawValue]![language], "message": TerminalText.of(finding.message[language]),
                "cell": TerminalText.of(subject?.name[language] ?? (language == .zh ? "全文" : "the report as a whole")), "place": place,
                "stands": TerminalText.of(subject.map { words.stands(in: $0) } ?? ""), "has_stands": subject != nil,
                "has_against": !against.isEmpty, "against": against, "question": TerminalText.of(words.question),
                "has_correction": !corrections.isEmpty, "correction": corrections, "fingerprint": String(finding.fingerprint.prefix(8)),
            ]
            return item
        }
    }
}

/// The fixed words of a letter in both languages, `{{t.…}}` in its template.
enum NoticeWords {
    static func words(_ language: Language) -> [String: String] { table.mapValues { $0[language] } }

    private static func t(_ zh: String, _ en: String) -> LocalizedText { LocalizedText(zh: zh, en: en) }

    private static let table: [String: LocalizedText] = [
        "title": t("政府信息公开年度报告数据核对函", "Questions on the annual disclosure report"), "to": t("致", "To"), "colon": t("：", ": "),
        "years": t("涉及年度", "Years"),
        "lead": t(
            "我们在核对贵单位政府信息公开工作年度报告时发现下列事项，请逐项核实并在“答复”栏填写。",
            "On checking your annual disclosure report we met the points below. Please look into each and answer in the space given."),
        "open": t("请核实说明的事项", "To be explained"), "confirmed": t("已核实有误、请更正的事项", "Confirmed, to be corrected"), "cell": t("单元格", "Cell"),
        "place": t("位置", "Place"), "stands": t("现填", "What stands there"), "found": t("发现的问题", "What was found"),
        "against": t("对照", "Held against"), "question": t("请回答", "Question"), "answer": t("答复", "Answer"),
        "correction": t("更正为", "Correction"),
        "signed": t("填表人：　　　　　　　审核人：　　　　　　　日期：", "Answered by:                      Checked by:                      Date:"),
        "footer": t("本函由程序根据公开报告自动核对生成，所列事项不等于定论。", "Made from the published report by a program; none of the points is a verdict."),
        "reference": t("编号", "Reference"),
    ]
}
