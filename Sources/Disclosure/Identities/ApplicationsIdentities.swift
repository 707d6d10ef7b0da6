import Rules

/// Table 3: row sums, outcome sums, the balance printed on the form, and the domain of its cells.
enum ApplicationsIdentities {
    static func of(_ edition: Edition) -> [Identity] {
        guard let table = edition.profile.tables.first(where: { $0.section == .applications }) else { return [] }
        let outcomes = table.rows.filter { $0.id.hasPrefix("outcome.") && $0.id != "outcome.total" }
        return table.rows.map { rowSum($0, edition) } + Applicant.allCases.flatMap { [outcomeSum($0, outcomes, edition), balance($0, edition)] }
            + Applicant.allCases.map { domain($0, table, edition) }
    }

    private static func rowSum(_ row: FormTable.Row, _ edition: Edition) -> Identity {
        Identity(
            LinearRule(
                "t3.row_sum.\(row.id)", Applicant.parts.map { "\(row.id).\($0.rawValue)" }, equals: ["\(row.id).\(Applicant.total.rawValue)"]),
            edition, .structural, exact: true,
            label: LocalizedText(zh: "\(row.label)：六类申请人之和等于总计", en: "\(row.labelEnglish): the six applicant columns add up to the total"),
            source: "列标签“总计”")
    }

    private static func outcomeSum(_ applicant: Applicant, _ outcomes: [FormTable.Row], _ edition: Edition) -> Identity {
        let column = applicant.rawValue
        return Identity(
            LinearRule("t3.outcome_sum.\(column)", outcomes.map { "\($0.id).\(column)" }, equals: ["outcome.total.\(column)"]),
            edition, .structural, exact: true,
            label: LocalizedText(zh: "\(applicant.label)：各项办理结果之和等于（七）总计", en: "\(applicant.columnEnglish): the outcomes add up to their total"),
            source: "行标签“（七）总计”")
    }

    private static func balance(_ applicant: Applicant, _ edition: Edition) -> Identity {
        let column = applicant.rawValue
        return Identity(
            LinearRule(
                "t3.balance.\(column)", ["applications.received.\(column)", "applications.carried_in.\(column)"],
                equals: ["outcome.total.\(column)", "applications.carried_out.\(column)"]),
            edition, .official, exact: true,
            label: LocalizedText(
                zh: "\(applicant.label)：第一项加第二项之和，等于第三项加第四项之和",
                en: "\(applicant.columnEnglish): received and carried in are concluded or carried out"),
            source: "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）")
    }

    private static func domain(_ applicant: Applicant, _ table: FormTable, _ edition: Edition) -> Identity {
        let column = applicant.rawValue
        return Identity(
            "t3.nonneg.\(column)", edition, .domain, exact: true, "min(applications.*.\(column)) >= 0 and min(outcome.**.\(column)) >= 0",
            rules: table.rows.map { LinearRule("t3.nonneg.\(column)", [.init("\($0.id).\(column)")], .atLeast) },
            label: LocalizedText(zh: "\(applicant.label)列均为非负整数", en: "\(applicant.columnEnglish): counts are whole and not negative"), source: "件数")
    }
}
