import Disclosure

/// The title, the period and the decided year at odds with each other.
struct ReportYearDetector: AnomalyDetector {
    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years {
            guard let report = try history.report(year) else { continue }
            if let finding = untitled(report, history, year) { findings.append(finding) }
            var odd: [(source: EvidenceSource, year: Int)] = []
            // Where two of title, period and preface agree, plans for the next year may well be what the text names most.
            let agreed = report.evidence.count {
                $0.subject == .year && $0.value == String(year) && $0.source.statesYear
            }
            for evidence in report.evidence where evidence.subject == .year {
                // A file name is no part of the report.
                guard evidence.source != .path, evidence.source != .publication, evidence.source != .text || agreed < 2,
                    let stated = Int(evidence.value), stated != year
                else { continue }
                odd.append((evidence.source, stated))
            }
            guard let first = odd.first else { continue }
            var finding = history.finding(
                .edition, rule: "year.conflict", definition: "title, period and text name one year", severity: .warning, year: year, subject: [],
                message: LocalizedText(
                    zh: "报告年度为\(year)年，但\(first.source.name.zh)写作\(first.year)年。",
                    en: "The report is of \(year), but its \(first.source.name.en) says \(first.year)."))
            finding.certainty = .candidates
            finding.observed = Double(first.year)
            finding.expected = Double(year)
            finding.readings = report.evidence.filter { $0.subject == .year }.map {
                LocalizedText(
                    zh: "\($0.source.name.zh)：\($0.value)（\($0.text)）", en: "\($0.source.name.en): \($0.value) (\($0.text))")
            }
            findings.append(finding)
        }
        return findings
    }

    /// A title without a year, which leaves it to the period and the rest.
    private func untitled(_ report: Report, _ history: BodyHistory, _ year: Int) -> Finding? {
        let voices = report.evidence.filter { $0.subject == .year }
        guard !report.title.isEmpty, !voices.isEmpty, !voices.contains(where: { $0.source == .title || $0.source == .entityMap }) else {
            return nil
        }
        var finding = history.finding(
            .edition, rule: "year.untitled", definition: "the title names the year", severity: .info, year: year, subject: [],
            message: LocalizedText(
                zh: "标题没有写明年度，按\(voices[0].source.name.zh)认定为\(year)年。",
                en: "The title names no year; \(year) was taken from the \(voices[0].source.name.en)."))
        finding.certainty = .exact
        finding.readings = voices.map {
            LocalizedText(zh: "\($0.source.name.zh)：\($0.value)（\($0.text)）", en: "\($0.source.name.en): \($0.value) (\($0.text))")
        }
        return finding
    }
}
