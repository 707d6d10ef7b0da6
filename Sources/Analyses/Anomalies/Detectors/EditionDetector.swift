import Disclosure

/// A report on a form that was not in force for its year, or that cites another form's document.
struct EditionDetector: AnomalyDetector {
    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years {
            guard let edition = history.editions(year).first else { continue }
            if !edition.reportYears.contains(year) { findings.append(obsolete(edition, history, year)) }
            if let finding = try document(edition, history, year) { findings.append(finding) }
            if let finding = try contents(history, year) { findings.append(finding) }
        }
        return findings
    }

    private func obsolete(_ edition: Edition, _ history: BodyHistory, _ year: Int) -> Finding {
        let isOld = edition.reportYears.upperBound < year
        let name = edition.baseDocument ?? edition.rawValue
        var finding = history.finding(
            .edition, rule: "edition.year", definition: "edition in force in the year", severity: .warning, year: year, subject: [],
            message: LocalizedText(
                zh: "\(year)年度报告使用了\(name)的\(isOld ? "旧" : "新")版式，该版式适用于\(span(edition).zh)。",
                en: "The report of \(year) is on the \(isOld ? "old" : "newer") form of \(name), which was in force \(span(edition).en)."))
        finding.certainty = .exact
        finding.observed = Double(year)
        finding.low = Double(edition.reportYears.lowerBound)
        if edition.reportYears.upperBound < 9999 { finding.high = Double(edition.reportYears.upperBound) }
        return finding
    }

    private func span(_ edition: Edition) -> LocalizedText {
        let years = edition.reportYears
        return years.upperBound == 9999
            ? LocalizedText(zh: "\(years.lowerBound)年度起", en: "from \(years.lowerBound) on")
            : LocalizedText(zh: "\(years.lowerBound)—\(years.upperBound)年度", en: "\(years.lowerBound)–\(years.upperBound)")
    }

    /// The document that the preface cites, when it is neither that of the year nor that of the form that was filed.
    private func document(_ edition: Edition, _ history: BodyHistory, _ year: Int) throws -> Finding? {
        guard edition.hasStatutoryTables, let report = try history.report(year) else { return nil }
        let mistakes = BaseDocument.mistakes(in: report.passages.prefix(Self.preface), year: year)
        guard let mistake = mistakes.first(where: { $0.cited != edition.baseDocument }) else { return nil }
        var finding = history.finding(
            .edition, rule: "edition.document", definition: "cited document prescribes the form", severity: .info, year: year, subject: [],
            message: LocalizedText(
                zh: "\(year)年度报告引用\(mistake.cited)，而当年适用的是\(mistake.expected)。",
                en: "The report of \(year) cites \(mistake.cited); in force was \(mistake.expected)."))
        finding.certainty = .exact
        return finding
    }

    /// A preface that lists the contents of reports before 2019: fees and their reduction are no part since.
    private func contents(_ history: BodyHistory, _ year: Int) throws -> Finding? {
        guard year >= 2019, let prose = try history.prose(year) else { return nil }
        for (passage, text) in zip(prose.passages, prose.texts).prefix(Self.preface) {
            let scalars = text[...]
            guard scalars.holds(anyOf: ["收费及减免", "收费和减免", "收费减免情况"]), scalars.holds(anyOf: ["组成", "包括", "部分", "内容"]) else { continue }
            var finding = history.finding(
                .edition, rule: "edition.contents", definition: "the preface lists the contents of the form of the year", severity: .info, year: year,
                subject: [],
                message: LocalizedText(
                    zh: "\(year)年度报告的前言仍按2019年以前的内容列有收费及减免情况，当年格式没有这一部分。",
                    en: "The preface of the report of \(year) lists fees and their reduction, a part of reports before 2019 only."))
            finding.certainty = .exact
            finding.readings = [
                LocalizedText(
                    zh: "第\(passage.paragraph)段：\(passage.text.prefix(80))", en: "Paragraph \(passage.paragraph): \(passage.text.prefix(80))")
            ]
            return finding
        }
        return nil
    }

    /// Paragraphs that belong to the preface.
    private static let preface = 12
}
