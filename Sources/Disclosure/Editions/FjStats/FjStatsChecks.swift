import Rules

/// The Fujian 统计表: sums of the year (and of the running totals), and running totals that only grow.
///
/// Rows that a year's form does not print are absent, not blank: they take no part in a sum.
enum FjStatsChecks {
    static let all: [Identity] = [
        sum(
            "channels", ["disclosed.via_website", "disclosed.via_gazette"], "disclosed.total", zh: "各方式公开之和等于主动公开数",
            en: "Channels add up to what was disclosed"),
        sum(
            "applications", ["by_person", "by_fax", "by_email", "by_web", "by_letter", "by_letter_fax", "by_other"].map { "applications.\($0)" },
            "applications.received", zh: "各渠道申请之和等于受理总数", en: "Channels add up to the applications"),
        sum(
            "answers", ["granted", "partial", "refused", "other"].map { "answers.\($0)" }, "answers.total", zh: "各类答复之和等于答复总数",
            en: "Answers add up to all answers"),
        Identity(
            "fj.cumulative", .fjStats, .stockFlow, exact: true,
            rules: rows.map { row in
                LinearRule(
                    "fj.cumulative", [.init("\(row).cumulative"), .init("\(row).cumulative", coefficient: -1, lag: -1), .init(row, coefficient: -1)],
                    .equals)
            }, label: LocalizedText(zh: "历年累计 = 上年历年累计 + 本年度", en: "The running total is last year's plus this year's value"), source: "“历年累计”的定义"),
        Identity(
            "fj.cumulative_monotone", .fjStats, .stockFlow, exact: true,
            rules: rows.map { row in
                LinearRule("fj.cumulative_monotone", [.init("\(row).cumulative"), .init("\(row).cumulative", coefficient: -1, lag: -1)], .atLeast)
            }, label: LocalizedText(zh: "历年累计不减少", en: "A running total never falls"), source: "“历年累计”的定义"),
    ]

    private static let rows = FjStatsForm.table.rows.map(\.id)

    private static func sum(_ id: String, _ parts: [String], _ total: String, zh: String, en: String) -> Identity {
        let year = LinearRule("fj.\(id)", parts.map { "legacy.\($0)" }, equals: ["legacy.\(total)"])
        let cumulative = LinearRule("fj.\(id)", parts.map { "legacy.\($0).cumulative" }, equals: ["legacy.\(total).cumulative"])
        return Identity(
            year.id, .fjStats, .structural, exact: true, rules: [year, cumulative], label: LocalizedText(zh: zh, en: en),
            source: "编号的下级指标；历年累计同样成立")
    }
}
