import Disclosure

/// 均为自然人: the prose says that only natural persons applied, which makes their column equal to the total.
struct NarrativeApplicantsDetector: AnomalyDetector {
    private static let cues: [Cue] = ["均为自然人", "均是自然人", "全部为自然人", "全为自然人", "均由自然人", "都是自然人"]
    private static let rows: [(stem: String, name: LocalizedText)] = [
        ("applications.received", LocalizedText(zh: "一、新收", en: "received")), ("outcome.total", LocalizedText(zh: "（七）总计", en: "concluded")),
    ]

    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years where history.editions(year).contains(where: \.hasStatutoryTables) {
            guard let prose = try history.prose(year),
                let index = prose.texts.firstIndex(where: { $0[...].holds("自然人") && $0[...].holds(anyOf: Self.cues) && $0[...].holds("申请") })
            else { continue }
            let passage = prose.passages[index]
            let pairs = Self.rows.compactMap { row -> (name: LocalizedText, stem: String, persons: Int, total: Int)? in
                guard let persons = history.count("\(row.stem).natural_person", year), let total = history.count("\(row.stem).total", year) else {
                    return nil
                }
                return (row.name, row.stem, persons, total)
            }
            guard let first = pairs.first, !pairs.contains(where: { $0.persons == $0.total }) else { continue }
            var finding = history.finding(
                .narrative, rule: "text.applicants_all", definition: "all by natural persons -> natural_person = total", severity: .warning,
                year: year,
                subject: [],
                message: LocalizedText(
                    zh: "正文称申请人均为自然人，表格中自然人\(first.persons)件，总计\(first.total)件。",
                    en: "The prose says that all applicants were natural persons; the table has \(first.persons) of theirs and \(first.total) in all."
                ))
            finding.observed = Double(first.total)
            finding.expected = Double(first.persons)
            finding.certainty = .candidates
            finding.cells = try history.references(["\(first.stem).natural_person", "\(first.stem).total"], year)
            finding.readings =
                [LocalizedText(zh: "正文第\(passage.paragraph)段", en: "Prose, paragraph \(passage.paragraph)")]
                + pairs.map {
                    LocalizedText(
                        zh: "读作\($0.name.zh)：自然人\($0.persons)，总计\($0.total)", en: "As \($0.name.en): \($0.persons) by natural persons of \($0.total)")
                }
            findings.append(finding)
        }
        return findings
    }
}
