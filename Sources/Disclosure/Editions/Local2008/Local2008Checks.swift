import Rules

/// The municipal form of 2008: sums that the form itself computed.
enum Local2008Checks {
    static let all: [Identity] = [
        sum(
            "channels", ["by_person", "by_fax", "by_email", "by_web", "by_letter", "by_other"].map { "applications.\($0)" },
            "applications.received", zh: "各渠道申请之和等于申请总次数", en: "Channels add up to the applications"),
        sum(
            "refused", ["state_secret", "trade_secret", "privacy", "in_process", "security", "other_law"].map { "answers.refused.\($0)" },
            "answers.refused", zh: "六类理由之和等于不予公开答复总数", en: "The six grounds add up to the refusals"),
        sum(
            "answers",
            ["granted", "partial", "not_gov_info", "not_exist", "not_this_agency", "unclear", "repeat", "refused"].map { "answers.\($0)" },
            "answers.total", zh: "各类答复之和等于答复总数", en: "Answers add up to all answers"),
        sum("fees", ["fees.proactive", "fees.request"], "fees.total", zh: "两类收费之和等于收取费用总数", en: "The two kinds of fees add up"),
        sum("staff", ["staff_full_time", "staff_part_time"], "staff", zh: "全职与兼职之和等于专职人员数", en: "Full time and part time add up to the staff"),
    ]

    private static func sum(_ id: String, _ parts: [String], _ total: String, zh: String, en: String) -> Identity {
        Identity(
            LinearRule("l08.\(id)", parts.map { "legacy.\($0)" }, equals: ["legacy.\(total)"]), .local2008, .structural, exact: true,
            label: LocalizedText(zh: zh, en: en), source: "原表自动计算")
    }
}
