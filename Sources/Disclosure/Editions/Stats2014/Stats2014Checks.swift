import Rules

/// The statistics of 2014: children of totals, parts of wholes, plausibility.
enum Stats2014Checks {
    static let all: [Identity] = sums + parts + plausibility

    private static func cells(_ stem: String, _ names: [String]) -> [String] { names.map { "stats.\(stem).\($0)" } }

    private static func sum(_ id: String, _ parts: [String], _ total: String, zh: String, en: String) -> Identity {
        Identity(
            LinearRule("s14.\(id)", parts, equals: ["stats.\(total)"]), .stats2014, .structural, exact: true, label: LocalizedText(zh: zh, en: en),
            source: "编号的下级指标")
    }

    private static func atMost(
        _ id: String, _ part: String, _ whole: String, _ basis: Identity.Basis, exact: Bool, zh: String, en: String, source: String
    ) -> Identity {
        Identity(
            LinearRule("s14.\(id)", [.init("stats.\(part)"), .init("stats.\(whole)", coefficient: -1)], .atMost), .stats2014, basis, exact: exact,
            label: LocalizedText(zh: zh, en: en), source: source)
    }

    private static let sums: [Identity] = [
        sum(
            "by_channel", cells("applications", ["by_person", "by_fax", "by_web", "by_letter"]), "applications.received",
            zh: "各渠道申请之和等于收到申请数", en: "Channels add up to the applications received"),
        sum(
            "closed", cells("applications", ["closed_on_time", "closed_extended"]), "applications.closed", zh: "按时与延期办结之和等于办结数",
            en: "On time and extended add up to closed"),
        sum(
            "answers",
            cells(
                "answers",
                ["already_public", "granted", "partial", "refused", "not_this_agency", "not_exist", "told_to_amend", "other_channel"]),
            "answers.total", zh: "八类答复之和等于申请答复数", en: "The eight answers add up to all answers"),
        sum(
            "refused",
            cells(
                "answers.refused", ["state_secret", "trade_secret", "privacy", "security_stability", "not_gov_info", "other_law"]),
            "answers.refused", zh: "六类理由之和等于不同意公开答复数", en: "The six grounds add up to the refusals"),
        sum("review", cells("review", ["upheld", "corrected", "other"]), "review.total", zh: "三类结果之和等于行政复议数量", en: "Results add up to the reviews"),
        sum(
            "litigation", cells("litigation", ["upheld", "corrected", "other"]), "litigation.total", zh: "三类结果之和等于行政诉讼数量",
            en: "Results add up to the lawsuits"),
        sum(
            "staff", cells("org", ["staff_full_time", "staff_part_time"]), "org.staff", zh: "专职与兼职之和等于工作人员数",
            en: "Full time and part time add up to the staff"),
    ]

    private static let parts: [Identity] = [
        atMost(
            "led_press", "response.press_conferences_led", "response.press_conferences", .subset, exact: true, zh: "主要负责同志参加的新闻发布会不多于总次数",
            en: "Press conferences led are part of all", source: "其中"),
        atMost(
            "led_interview", "response.interviews_led", "response.interviews", .subset, exact: true, zh: "主要负责同志参加的在线访谈不多于总次数",
            en: "Interviews led are part of all", source: "其中"),
        atMost(
            "norm_le_total", "disclosed.normative_docs", "disclosed.total", .subset, exact: true, zh: "主动公开规范性文件不多于主动公开信息",
            en: "Normative documents are part of what is disclosed", source: "其中"),
        atMost(
            "norm_le_made", "disclosed.normative_docs", "normative_docs_made", .heuristic, exact: false, zh: "主动公开规范性文件不多于制发总数",
            en: "Normative documents disclosed are not more than made", source: "旧文件可以后公开"),
        Identity(
            LinearRule(
                "s14.channels_ge_total",
                cells("disclosed", ["via_gazette", "via_website", "via_weibo", "via_wechat", "via_other"]).map { LinearRule.Term($0) }
                    + [.init("stats.disclosed.total", coefficient: -1)], .atLeast), .stats2014, .subset,
            label: LocalizedText(zh: "各渠道之和不小于主动公开信息数", en: "Channels add up to at least the total"), source: "同一信息在总数中计一次"),
        Identity(
            "s14.channel_le_total", .stats2014, .subset, "max(stats.disclosed.via_*) <= stats.disclosed.total",
            rules: cells("disclosed", ["via_gazette", "via_website", "via_weibo", "via_wechat", "via_other"]).map {
                LinearRule("s14.channel_le_total", [.init($0), .init("stats.disclosed.total", coefficient: -1)], .atMost)
            }, label: LocalizedText(zh: "任一渠道不大于主动公开信息数", en: "No channel exceeds the total"), source: "每个渠道是一部分信息"),
    ]

    private static let plausibility: [Identity] = [
        Identity(
            LinearRule(
                "s14.closed_vs_answers", [.init("stats.answers.total"), .init("stats.applications.closed", coefficient: -1)], .atLeast),
            .stats2014, .heuristic, label: LocalizedText(zh: "答复数不小于办结数", en: "Answers are at least the applications closed"),
            source: "一件申请可有几种答复"),
        Identity(
            "s14.closed_le_received", .stats2014, .heuristic,
            "stats.applications.closed <= stats.applications.received + carried (not printed)",
            label: LocalizedText(zh: "办结数不大于收到数加结转", en: "Closed is at most received and carried in"), source: "本版式没有结转行"),
        Identity(
            "s14.trainees", .stats2014, .heuristic, "if stats.training.classes = 0 then stats.training.trainees = 0",
            label: LocalizedText(zh: "没有培训班则没有受训人员", en: "Without classes there are no trainees"), source: "合理性"),
        Identity(
            "s14.budget_unit", .stats2014, .heuristic, "stats.org.budget <= 10000",
            label: LocalizedText(zh: "专项经费单位为万元", en: "The budget is in units of 10,000 yuan"), source: "元与万元混淆"),
    ]
}
