import Disclosure

/// Reports published after the day that the regulations set: since the report of 2019 for departments 31 January, else 31 March.
///
/// ``PublicationTiming`` says which day that is.
struct LatePublicationDetector: AnomalyDetector {
    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years {
            guard let timing = try history.report(year).flatMap(PublicationTiming.init), timing.daysLate > 0 else { continue }
            var finding = history.finding(
                .format, rule: "format.late", definition: "published by 31 January (departments) or 31 March", severity: .warning, year: year,
                subject: [],
                message: LocalizedText(
                    zh: "\(year)年度报告于\(timing.published)发布，晚于规定的\(timing.deadline)。",
                    en: "The report of \(year) was published on \(timing.published), after \(timing.deadline)."))
            // A page that was moved shows the day of the move.
            finding.certainty = timing.evidence.source == .signature ? .exact : .candidates
            finding.readings = [LocalizedText(zh: "依据：\(timing.evidence.text)", en: "Seen in: \(timing.evidence.text)")]
            findings.append(finding)
        }
        return findings
    }
}
