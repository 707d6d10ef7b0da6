extension Concept {
    /// The concepts that join cells of different editions, or keep them apart: the registry.
    public static let all: [Concept] = [
        Concept(
            "received", "收到政府信息公开申请", "applications received",
            [
                .fjStats: "legacy.applications.received", .local2008: "legacy.applications.received",
                .stats2014: "stats.applications.received", .fmt2019: "applications.received.total", .fmt2021: "applications.received.total",
            ], .yes, note: "unit 条 before 2014 and 件 after; whether the body alone or its area is counted decides more than the edition"),
        Concept(
            "granted", "予以公开", "granted",
            [
                .fjStats: "legacy.answers.granted", .local2008: "legacy.answers.granted", .stats2014: "stats.answers.granted",
                .fmt2019: "outcome.granted.total", .fmt2021: "outcome.granted.total",
            ], .mostly, note: "until 2018 information already public was an answer of its own"),
        Concept(
            "partial", "部分公开", "partially granted",
            [
                .fjStats: "legacy.answers.partial", .local2008: "legacy.answers.partial", .stats2014: "stats.answers.partial",
                .fmt2019: "outcome.partial.total", .fmt2021: "outcome.partial.total",
            ], .mostly),
        Concept(
            "refused", "不予公开", "refused",
            [
                .fjStats: "legacy.answers.refused", .local2008: "legacy.answers.refused", .stats2014: "stats.answers.refused",
                .fmt2019: "sum(outcome.denied.*.total)", .fmt2021: "sum(outcome.denied.*.total)",
            ], .no, note: "the list of grounds changed with the regulations of 2019"),
        statutory("unable", "无法提供", "unable to provide", "sum(outcome.unable.*.total)"),
        statutory("not_processed", "不予处理", "not processed", "sum(outcome.not_processed.*.total)"),
        Concept(
            "other_handling", "其他处理", "other handling",
            [.fmt2019: "outcome.other_handling.total", .fmt2021: "sum(outcome.other_handling.*.total)"], .yes,
            note: "one row in the form of 2019 and three in that of 2021"),
        Concept(
            "concluded", "办理结果总计", "concluded",
            [
                .fjStats: "legacy.answers.total", .local2008: "legacy.answers.total", .stats2014: "stats.answers.total",
                .fmt2019: "outcome.total.total", .fmt2021: "outcome.total.total",
            ], .from2019, note: "before 2019 one application could have several answers"),
        statutory("carried_out", "结转下年度继续办理", "carried over to the next year", "applications.carried_out.total"),
        Concept(
            "disclosed", "主动公开政府信息数", "items disclosed proactively", unit: "条",
            [
                .fjStats: "legacy.disclosed.total", .local2008: "legacy.disclosed.total", .stats2014: "stats.disclosed.total",
                .gzAnnex2019: "stats.disclosed.total",
            ], .until2018, note: "asked for until 2018; in Guizhou also in the annex of 2020"),
        statutory("licensing_decisions", "行政许可处理决定数量", "licensing decisions", "disclosure.licensing.decisions"),
        statutory("punishment_decisions", "行政处罚处理决定数量", "punishment decisions", "disclosure.punishment.decisions"),
        statutory("coercion_decisions", "行政强制处理决定数量", "coercion decisions", "disclosure.coercion.decisions"),
        Concept(
            "fee_items", "行政事业性收费项目数", "items of administrative fees", unit: "项", [.fmt2019: "disclosure.fees.items_prev"], .no,
            neverJoined: ["fee_amount"], note: "items, never joined with the amount"),
        Concept(
            "fee_amount", "行政事业性收费金额", "amount of administrative fees", unit: "万元", [.fmt2021: "disclosure.fees.amount"], .no,
            neverJoined: ["fee_items"], note: "万元, never joined with the items"),
        Concept(
            "normative_made", "制发规范性文件数", "normative documents issued",
            [
                .stats2014: "stats.normative_docs_made", .fmt2019: "disclosure.normative_docs.made",
                .fmt2021: "disclosure.normative_docs.made",
            ], .from2019, note: "新制作 in the form of 2019, 制发 in that of 2021: joined with care"),
        Concept(
            "normative_in_force", "现行有效规范性文件数", "normative documents in force", [.fmt2021: "disclosure.normative_docs.in_force"], .no,
            note: "对外公开总数量 of the form of 2019 is another stock"),
        Concept(
            "review", "行政复议总计", "administrative reviews",
            [
                .fjStats: "legacy.review.total", .local2008: "legacy.review.total", .stats2014: "stats.review.total",
                .fmt2019: "review.total", .fmt2021: "review.total",
            ], .yes, breaks: [2024], note: "since 2024 review precedes litigation when a refusal is contested"),
        Concept(
            "litigation", "行政诉讼总计", "administrative lawsuits",
            [
                .fjStats: "legacy.litigation.total", .local2008: "legacy.litigation.total", .stats2014: "stats.litigation.total",
                .fmt2019: "litigation.direct.total + litigation.after_review.total",
                .fmt2021: "litigation.direct.total + litigation.after_review.total",
            ], .yes, breaks: [2024], note: "since 2024 review precedes litigation when a refusal is contested"),
    ]

    private static func statutory(_ id: String, _ label: String, _ english: String, _ cells: String) -> Concept {
        Concept(id, label, english, [.fmt2019: cells, .fmt2021: cells], .yes)
    }
}
