extension Edition {
    /// The Guizhou annex appended to reports on the form of 2019.
    public static let gzAnnex2019 = Edition(
        EditionProfile(
            id: "gz_annex2019", name: LocalizedText(zh: "贵州附表", en: "Guizhou annex"), reportYears: 2019...2020, provinces: ["52"], isAnnex: true,
            tables: [GzAnnex2019Form.table], english: ListEnglish.rows,
            signs: .init(["信息发布情况", "政务公开监督员", "面向公众开放会议次数", "重大决策征集公众意见次数"], fewest: 2),
            layout: .statistics, statedTotals: [.init(.disclosed, ["stats.disclosed.total"])],
            concepts: [
                "disclosed": "stats.disclosed.total"
            ],
            filling: .statistics, checks: { _ in GzAnnex2019Checks.text }))
}
