/// The Fujian 统计表: sums of the year (and of the running totals), and running totals that only grow.
///
/// Rows that a year's form does not print are absent, not blank: they take no part in a sum.
enum FjStatsChecks {
    static let text = """
        fj.channels: \(sum("disclosed", ["via_website", "via_gazette"], "total"))
            # Channels add up to what was disclosed | 各方式公开之和等于主动公开数
            # structural: 编号的下级指标；历年累计同样成立
        fj.applications: \(sum("applications", ["by_person", "by_fax", "by_email", "by_web", "by_letter", "by_letter_fax", "by_other"], "received"))
            # Channels add up to the applications | 各渠道申请之和等于受理总数
            # structural: 编号的下级指标；历年累计同样成立
        fj.answers: \(sum("answers", ["granted", "partial", "refused", "other"], "total"))
            # Answers add up to all answers | 各类答复之和等于答复总数
            # structural: 编号的下级指标；历年累计同样成立
        fj.cumulative: \(everyRow { "\($0).cumulative = prev(\($0).cumulative) + \($0)" })
            # The running total is last year's plus this year's value | 历年累计 = 上年历年累计 + 本年度
            # stock-flow: “历年累计”的定义
        fj.cumulative_monotone: \(everyRow { "\($0).cumulative >= prev(\($0).cumulative)" })
            # A running total never falls | 历年累计不减少
            # stock-flow: “历年累计”的定义
        fj.cumulative_part: \(everyRow { "\($0) <= \($0).cumulative" })
            # A year's figure is part of the running total | 本年度数不大于历年累计
            # subset: “历年累计”包含本年度
        """

    private static func everyRow(_ rule: (String) -> String) -> String { FjStatsForm.table.rows.map { rule($0.id) }.joined(separator: " and ") }

    /// A sum of the year, and the same of the running totals.
    private static func sum(_ stem: String, _ parts: [String], _ total: String) -> String {
        ["", ".cumulative"].map { column in
            "\(parts.map { "legacy.\(stem).\($0)\(column)" }.joined(separator: " + ")) = legacy.\(stem).\(total)\(column)"
        }.joined(separator: " and ")
    }
}
