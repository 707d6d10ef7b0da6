import Disclosure

/// A report on a form that was not in force for its year, or that cites another form's document.
struct EditionDetector: AnomalyDetector {
    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years {
            guard let edition = history.editions(year).first else { continue }
            if !edition.reportYears.contains(year) { findings.append(obsolete(edition, history, year)) }
            if let finding = try document(edition, history, year) { findings.append(finding) }
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

    /// Paragraphs that belong to the preface.
    private static let preface = 12
}
