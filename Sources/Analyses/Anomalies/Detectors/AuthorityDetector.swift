import Disclosure

/// 规章 reported by a body that has no authority to make any: counties, townships, and departments below a city.
struct AuthorityDetector: AnomalyDetector {
    func findings(in history: BodyHistory) throws -> [Finding] {
        guard lacksAuthority(history.body) else { return [] }
        var findings: [Finding] = []
        for year in history.years {
            let ids = ["made", "newly_disclosed", "disclosed_total", "repealed", "in_force"].map { "disclosure.rules.\($0)" }
            let filled = ids.filter { (history.value($0, year) ?? 0) > 0 }
            guard let first = filled.first, let value = history.count(first, year) else { continue }
            var finding = history.finding(
                .implausible, rule: "authority.rules", definition: "bodies without authority make no rules", severity: .warning, year: year,
                subject: [],
                message: LocalizedText(
                    zh: "“\(history.shortLabel(first, year))”填为\(value)，而\(Self.name(history.body))没有规章制定权，疑将规范性文件填作规章。",
                    en:
                        "\(history.english(first)) is \(value), but a \(history.body.kind == .department ? "department" : history.body.level.rawValue) cannot make rules; these are probably normative documents."
                ))
            finding.certainty = .candidates
            finding.observed = Double(value)
            finding.expected = 0
            finding.cells = try history.references(filled, year)
            findings.append(finding)
        }
        return findings
    }

    private func lacksAuthority(_ body: Body) -> Bool {
        switch body.level {
        case .county, .township: body.kind != .zone
        case .prefecture: body.kind == .department
        case .nation, .province, .unknown: false
        }
    }

    private static func name(_ body: Body) -> String {
        switch (body.level, body.kind) {
        case (_, .department): "部门"
        case (.township, _): "乡镇（街道）"
        default: "县级机关"
        }
    }
}
