import Rules

/// The Guizhou annex.
enum GzAnnex2019Checks {
    static let all: [Identity] = [
        Identity(
            LinearRule("gz.staff", ["stats.org.staff_full_time", "stats.org.staff_part_time"], equals: ["stats.org.staff"]), .gzAnnex2019,
            .structural, exact: true, label: LocalizedText(zh: "专职与兼职之和等于工作人员数", en: "Full time and part time add up to the staff"),
            source: "编号的下级指标"),
        atMost(
            "led_press", "response.press_conferences_led", "response.press_conferences", zh: "主要负责同志参加的新闻发布会不多于总次数",
            en: "Press conferences led are part of all"),
        atMost(
            "led_interview", "response.interviews_led", "response.interviews", zh: "主要负责同志参加的在线访谈不多于总次数", en: "Interviews led are part of all"),
        Identity(
            LinearRule(
                "gz.channels_ge_total",
                ["gazette", "website", "weibo", "wechat", "app", "other"].map { LinearRule.Term("stats.disclosed.via_\($0)") }
                    + [.init("stats.disclosed.total", coefficient: -1)], .atLeast), .gzAnnex2019, .subset,
            label: LocalizedText(zh: "各渠道之和不小于主动公开信息数", en: "Channels add up to at least the total"), source: "相同信息记1条"),
        atMost(
            "opinions", "consultation.opinions_rejected", "consultation.opinions", zh: "不予采纳意见不多于征集到的意见",
            en: "Opinions rejected are part of those collected"),
        atMost(
            "supervisor_opinions", "supervisors.opinions_adopted", "supervisors.opinions", zh: "采纳的监督意见不多于提出的",
            en: "Opinions adopted are part of those made"),
        Identity(
            "gz.rounds", .gzAnnex2019, .heuristic, "if stats.consultation.decisions = 0 then stats.consultation.opinions = 0",
            label: LocalizedText(zh: "没有征集则没有意见", en: "Without consultations there are no opinions"), source: "合理性"),
        Identity(
            "gz.text_total", .gzAnnex2019, .narrative, "text(\"主动公开信息N条\") = stats.disclosed.total",
            label: LocalizedText(zh: "正文主动公开信息数与附表一致", en: "Items disclosed in the prose agree with the annex"), source: "常见写法"),
        Identity(
            "gz.text_channels", .gzAnnex2019, .narrative,
            "text(\"门户网站发布N条\", \"政务微信N条\", \"政务微博N条\") = stats.disclosed.via_website / via_wechat / via_weibo",
            label: LocalizedText(zh: "正文各渠道信息数与附表一致", en: "Items by channel in the prose agree with the annex"), source: "常见写法"),
    ]

    private static func atMost(_ id: String, _ part: String, _ whole: String, zh: String, en: String) -> Identity {
        Identity(
            LinearRule("gz.\(id)", [.init("stats.\(part)"), .init("stats.\(whole)", coefficient: -1)], .atMost), .gzAnnex2019, .subset, exact: true,
            label: LocalizedText(zh: zh, en: en), source: "其中")
    }
}
