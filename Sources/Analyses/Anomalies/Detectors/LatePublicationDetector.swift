import Disclosure

/// Reports published after the day that the regulations set: since the report of 2019 for departments 31 January, else 31 March.
///
/// The day is the earliest that page, signature or path give. Townships are named by neither deadline and are held to the later one.
struct LatePublicationDetector: AnomalyDetector {
    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years {
            guard let report = try history.report(year),
                let published = report.evidence.first(where: { $0.subject == .publication })
            else { continue }
            let month = history.body.kind == .department && year >= 2019 ? 1 : 3
            let deadline = "\(year + 1)-0\(month)-31"
            // A day within the year reported on is no day of publication.
            guard published.value > "\(year)-12-31", published.value > deadline else { continue }
            var finding = history.finding(
                .format, rule: "format.late", definition: "published by 31 January (departments) or 31 March", severity: .warning, year: year,
                subject: [],
                message: LocalizedText(
                    zh: "\(year)年度报告于\(published.value)发布，晚于规定的\(deadline)。",
                    en: "The report of \(year) was published on \(published.value), after \(deadline)."))
            // A page that was moved shows the day of the move.
            finding.certainty = published.source == .signature ? .exact : .candidates
            finding.readings = [LocalizedText(zh: "依据：\(published.text)", en: "Seen in: \(published.text)")]
            findings.append(finding)
        }
        return findings
    }
}
