extension Concept {
    /// The concepts that join cells of different editions, or keep them apart: the registry. Which cells they are, the profile of each edition says.
    public static let all: [Concept] = [
        Concept(
            "received", "收到政府信息公开申请", "applications received",
            .yes, note: "unit 条 before 2014 and 件 after; whether the body alone or its area is counted decides more than the edition"),
        Concept(
            "granted", "予以公开", "granted",
            .mostly, note: "until 2018 information already public was an answer of its own"),
        Concept(
            "partial", "部分公开", "partially granted",
            .mostly),
        Concept(
            "refused", "不予公开", "refused",
            .no, note: "the list of grounds changed with the regulations of 2019"),
        statutory("unable", "无法提供", "unable to provide"),
        statutory("not_processed", "不予处理", "not processed"),
        Concept(
            "other_handling", "其他处理", "other handling",
            .yes,
            note: "one row in the form of 2019 and three in that of 2021"),
        Concept(
            "concluded", "办理结果总计", "concluded",
            .from2019, note: "before 2019 one application could have several answers"),
        statutory("carried_out", "结转下年度继续办理", "carried over to the next year"),
        Concept(
            "disclosed", "主动公开政府信息数", "items disclosed proactively", unit: "条",
            .until2018, note: "asked for until 2018; in Guizhou also in the annex of 2020"),
        statutory("licensing_decisions", "行政许可处理决定数量", "licensing decisions"),
        statutory("punishment_decisions", "行政处罚处理决定数量", "punishment decisions"),
        statutory("coercion_decisions", "行政强制处理决定数量", "coercion decisions"),
        Concept(
            "fee_items", "行政事业性收费项目数", "items of administrative fees", unit: "项", .no,
            neverJoined: ["fee_amount"], note: "items, never joined with the amount"),
        Concept(
            "fee_amount", "行政事业性收费金额", "amount of administrative fees", unit: "万元", .no,
            neverJoined: ["fee_items"], note: "万元, never joined with the items"),
        Concept(
            "normative_made", "制发规范性文件数", "normative documents issued",
            .from2019, note: "新制作 in the form of 2019, 制发 in that of 2021: joined with care"),
        Concept(
            "normative_in_force", "现行有效规范性文件数", "normative documents in force", .no,
            note: "对外公开总数量 of the form of 2019 is another stock"),
        Concept(
            "review", "行政复议总计", "administrative reviews",
            .yes, breaks: [2024], note: "since 2024 review precedes litigation when a refusal is contested"),
        Concept(
            "litigation", "行政诉讼总计", "administrative lawsuits",
            .yes, breaks: [2024], note: "since 2024 review precedes litigation when a refusal is contested"),
    ]

    private static func statutory(_ id: String, _ label: String, _ english: String) -> Concept { Concept(id, label, english, .yes) }
}
