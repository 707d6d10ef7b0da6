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
        finding.violations = differing.reversed().map { entry in
            Finding.Violation(
                rule: "y2y.carry.\(entry.column.rawValue)", entity: history.body.name, year: year, left: Double(entry.out),
                right: Double(entry.into),
                difference: Double(entry.out - entry.into))
        }
        try offerRepairs(of: &finding, differing, history: history, year: year)
        finding.readings = [
            LocalizedText(zh: "口径变化（本级改为全市）或机构调整时可以不等。", en: "A change of scope (own to area) or a reorganization can explain the difference.")
        ]
        return finding
    }

    /// The two ways to join the years: this year begins with what was carried out, or last year ended with what is carried in.
    ///
    /// Where both years balance in themselves neither is wrong by its form: figures were restated, and more than three cells are no repair.
    private func offerRepairs(
        of finding: inout Finding, _ differing: [(column: Applicant, out: Int, into: Int)], history: BodyHistory, year: Int
    ) throws {
        let columns = differing.reversed().map { (id: $0.column.rawValue, out: ExactDecimal($0.out), into: ExactDecimal($0.into)) }
        let opening = columns.map { finding.change("applications.carried_in.\($0.id)", from: $0.into, to: $0.out) }
        let closing = columns.map { finding.change("applications.carried_out.\($0.id)", from: $0.out, to: $0.into, year: year - 1) }
        let balances = CatalogRules(history).balances(of: columns.map(\.id), [year, year - 1])
        let isRestated = balances.allSatisfy { !$0.isEmpty }
        if isRestated { finding.mechanism = .restated }
        guard !isRestated || columns.count <= Restatement.mostCells else { return }
        finding.repairs = zip([opening, closing], balances).map { .init($0, mechanism: finding.mechanism, breaks: $1) }
    }
}
