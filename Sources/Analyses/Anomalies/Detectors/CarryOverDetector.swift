import Disclosure

/// 四、结转下年度 of last year against 二、上年结转 of this year, column by column; all columns of one year are one finding.
struct CarryOverDetector: AnomalyDetector {
    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        let rules = CatalogRules(history)
        for year in history.years where history.editions(year).contains(where: \.hasStatutoryTables) {
            var differing: [(column: Applicant, out: Int, into: Int)] = []
            for column in Applicant.allCases {
                guard rules.fails("y2y.carry.\(column.rawValue)", year),
                    let out = history.count("applications.carried_out.\(column.rawValue)", year - 1),
                    let into = history.count("applications.carried_in.\(column.rawValue)", year)
                else { continue }
                differing.append((column, out, into))
            }
            guard let main = differing.last else { continue }
            findings.append(try finding(differing, main, history: history, year: year))
        }
        return findings
    }

    private func finding(
        _ differing: [(column: Applicant, out: Int, into: Int)], _ main: (column: Applicant, out: Int, into: Int), history: BodyHistory,
        year: Int
    ) throws -> Finding {
        let details = differing.map { "\($0.column.label)\($0.out)→\($0.into)" }.joined(separator: "、")
        let english = differing.map { "“\($0.column.labelEnglish)” \($0.out) → \($0.into)" }.joined(separator: ", ")
        // A total that agrees leaves a shift between applicant types: of little consequence.
        let severity: Finding.Severity = main.column == .total ? .warning : .info
        var finding = history.finding(
            .carryOver, rule: "y2y.carry.\(main.column.rawValue)", definition: "prev(carried_out) = carried_in", severity: severity, year: year,
            subject: [],
            message: LocalizedText(
                zh: "\(year - 1)年结转下年度继续办理的申请与\(year)年上年结转的不一致：\(details)。",
                en: "Applications carried out of \(year - 1) are not those carried into \(year): \(english)."))
        finding.observed = Double(main.into)
        finding.expected = Double(main.out)
        finding.certainty = .candidates
        finding.cells =
            try differing.reversed().flatMap { entry in
                [
                    try history.reference("applications.carried_in.\(entry.column.rawValue)", year),
                    try history.reference("applications.carried_out.\(entry.column.rawValue)", year - 1),
                ]
            }
        finding.suggestions = differing.reversed().map {
            .init(indicator: "applications.carried_in.\($0.column.rawValue)", from: ExactDecimal($0.into), to: ExactDecimal($0.out))
        }
        finding.readings = [
            LocalizedText(zh: "口径变化（本级改为全市）或机构调整时可以不等。", en: "A change of scope (own to area) or a reorganization can explain the difference.")
        ]
        return finding
    }
}
