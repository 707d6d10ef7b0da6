import Disclosure

/// 四、结转下年度 of last year against 二、上年结转 of this year, column by column; all columns of one year are one finding.
struct CarryOverExplanation: Explanation {
    let rules = ["y2y.carry.*"]

    private struct Column {
        let violation: RuleViolation
        let applicant: Applicant
        let out, into: Int

        init?(_ violation: RuleViolation) {
            guard let applicant = Applicant(rawValue: CellAddress.split(violation.id).column),
                let out = violation.history.count("applications.carried_out.\(applicant.rawValue)", violation.year - 1),
                let into = violation.history.count("applications.carried_in.\(applicant.rawValue)", violation.year)
            else { return nil }
            (self.violation, self.applicant, self.out, self.into) = (violation, applicant, out, into)
        }

        var closing: String { "applications.carried_out.\(applicant.rawValue)" }
        var opening: String { "applications.carried_in.\(applicant.rawValue)" }
    }

    func findings(of violations: [RuleViolation]) throws -> [Finding] {
        let differing = violations.compactMap(Column.init)
        guard let main = differing.last else { return [] }
        let (history, year) = (main.violation.history, main.violation.year)
        let details = differing.map { "\($0.applicant.label)\($0.out)→\($0.into)" }.joined(separator: "、")
        let english = differing.map { "“\($0.applicant.labelEnglish)” \($0.out) → \($0.into)" }.joined(separator: ", ")
        // A total that agrees leaves a shift between applicant types: of little consequence.
        var finding = main.violation.finding(
            .carryOver, main.applicant == .total ? .warning : .info, zh: "\(year - 1)年结转下年度继续办理的申请与\(year)年上年结转的不一致：\(details)。",
            en: "Applications carried out of \(year - 1) are not those carried into \(year): \(english).")
        finding.observed = Double(main.into)
        finding.expected = Double(main.out)
        finding.certainty = .candidates
        finding.cells = try differing.reversed().flatMap { column in
            [try history.reference(column.opening, year), try history.reference(column.closing, year - 1)]
        }
        finding.violations = differing.reversed().map(\.violation.sides)
        offerRepairs(of: &finding, differing.reversed(), history, year)
        finding.readings = [
            LocalizedText(zh: "口径变化（本级改为全市）或机构调整时可以不等。", en: "A change of scope (own to area) or a reorganization can explain the difference.")
        ]
        return [finding]
    }

    /// The two ways to join the years: this year begins with what was carried out, or last year ended with what is carried in.
    ///
    /// Where both years balance in themselves neither is wrong by its form: figures were restated, and more than three cells are no repair.
    private func offerRepairs(of finding: inout Finding, _ columns: [Column], _ history: BodyHistory, _ year: Int) {
        let opening = columns.map { finding.change($0.opening, from: ExactDecimal($0.into), to: ExactDecimal($0.out)) }
        let closing = columns.map { finding.change($0.closing, from: ExactDecimal($0.out), to: ExactDecimal($0.into), year: year - 1) }
        let balances = CatalogRules(history).balances(of: columns.map(\.applicant.rawValue), [year, year - 1])
        let isRestated = balances.allSatisfy { !$0.isEmpty }
        if isRestated { finding.mechanism = .restated }
        guard !isRestated || columns.count <= Restatement.mostCells else { return }
        finding.repairs = zip([opening, closing], balances).map { .init($0, mechanism: finding.mechanism, breaks: $1) }
    }
}
