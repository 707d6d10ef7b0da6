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

    private static let documents: [(number: Cue, edition: Edition)] = [
        ("60号", .fmt2019), ("30号", .fmt2021),
    ]

    /// The document that the preface cites, when it is that of another form than the one filed and of the year's.
    private func document(_ edition: Edition, _ history: BodyHistory, _ year: Int) throws -> Finding? {
        guard edition.hasStatutoryTables, let report = try history.report(year) else { return nil }
        for passage in report.passages.prefix(12) {
            let scalars = ChineseText(passage.text).scalars
            for (number, cited) in Self.documents where cited != edition && !cited.reportYears.contains(year) {
                for year2 in ["2019", "2021"] {
                    for bracket in ["〔\(year2)〕", "[\(year2)]", "(\(year2))", "【\(year2)】"] {
                        guard let end = scalars[...].end(ofLast: Cue("公开办函\(bracket)")), scalars[end...].begins(with: number) else { continue }
                        return self.document(edition, cited, history, year)
                    }
                }
            }
        }
        return nil
    }

    private func document(_ edition: Edition, _ cited: Edition, _ history: BodyHistory, _ year: Int) -> Finding {
        var finding = history.finding(
            .edition, rule: "edition.document", definition: "cited document prescribes the form", severity: .info, year: year, subject: [],
            message: LocalizedText(
                zh: "\(year)年度报告引用\(cited.baseDocument ?? "")，而当年适用的是\(edition.baseDocument ?? "")。",
                en: "The report of \(year) cites \(cited.baseDocument ?? ""); in force was \(edition.baseDocument ?? "")."))
        finding.certainty = .exact
        return finding
    }
}
