extension Edition {
    /// Provincial and municipal forms under the regulations of 2007 (report years 2008–2013).
    public static let local2008 = Edition(
        EditionProfile(
            id: "local2008", name: LocalizedText(zh: "2008 年地方表", en: "local form 2008"), reportYears: 2008...2013, tables: [Local2008Form.table],
            english: ListEnglish.rows,
            signs: .init(["本月累计", "年度累计", "本期实际", "免予公开范围", "全文电子化", "申请总次数", "依申请公开信息目录数"], fewest: 2, yieldsTo: .any),
            layout: .listing(heads: ["指标名称", "计量单位"]), statedTotals: [.init(.disclosed, ["legacy.disclosed.total"])],
            concepts: [
                "received": "legacy.applications.received",
                "granted": "legacy.answers.granted",
                "partial": "legacy.answers.partial",
                "refused": "legacy.answers.refused",
                "concluded": "legacy.answers.total",
                "disclosed": "legacy.disclosed.total",
                "review": "legacy.review.total",
                "litigation": "legacy.litigation.total",
            ],
            filling: .codedList, checks: { _ in Local2008Checks.text }))
}
