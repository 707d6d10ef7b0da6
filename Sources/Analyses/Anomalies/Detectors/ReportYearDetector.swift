import Disclosure

/// The title, the period and the decided year at odds with each other.
struct ReportYearDetector: AnomalyDetector {
    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years {
            guard let report = try history.report(year) else { continue }
            var odd: [(source: String, year: Int)] = []
            for evidence in report.evidence where evidence.subject == .year {
                // A file name is no part of the report.
                guard evidence.source != "path", let stated = Int(evidence.value), stated != year else { continue }
                odd.append((evidence.source, stated))
            }
            guard let first = odd.first else { continue }
            var finding = history.finding(
                .edition, rule: "year.conflict", definition: "title, period and text name one year", severity: .warning, year: year, subject: [],
                message: LocalizedText(
                    zh: "报告年度为\(year)年，但\(Self.name(first.source))写作\(first.year)年。",
                    en: "The report is of \(year), but its \(first.source) says \(first.year)."))
            finding.certainty = .candidates
            finding.observed = Double(first.year)
            finding.expected = Double(year)
            finding.readings = report.evidence.filter { $0.subject == .year }.map {
                LocalizedText(zh: "\(Self.name($0.source))：\($0.value)", en: "\($0.source): \($0.value)")
            }
            findings.append(finding)
        }
        return findings
    }

    private static func name(_ source: String) -> String {
        switch source {
        case "title": "标题"
        case "period": "统计期限"
        case "text": "正文"
        default: source
        }
    }
}
