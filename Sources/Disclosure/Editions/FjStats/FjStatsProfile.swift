extension Edition {
    /// The Fujian 统计表 with 本年度 and 历年累计 (2011–2018).
    public static let fjStats = Edition(
        EditionProfile(
            id: "fj_stats", name: LocalizedText(zh: "福建统计表", en: "Fujian form"), reportYears: 2011...2018, provinces: ["35"],
            tables: [FjStatsForm.table],
            english: ListEnglish.rows,
            signs: .init(
                ["历年累计"], fewest: 1, withAnyOf: ["计量单位", "指标名称", "年度历年累计"], unless: .init(sign: "代码", without: "申请数")),
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
            filling: .runningTotals, checks: { _ in FjStatsChecks.text }))
}
