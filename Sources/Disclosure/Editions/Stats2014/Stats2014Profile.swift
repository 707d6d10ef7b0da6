extension Edition {
    /// 政府信息公开情况统计表 of 国办发〔2014〕32号 (2014–2018).
    public static let stats2014 = Edition(
        EditionProfile(
            id: "stats2014", name: LocalizedText(zh: "2014 年统计表", en: "form 2014"), reportYears: 2014...2018, document: .init("国办发〔2014〕32号"),
            tables: [Stats2014Form.table], english: ListEnglish.rows,
            signs: .init(
                ["收到申请数", "申请办结数", "申请答复数", "主动公开规范性文件数", "制发规范性文件总数", "政务微博公开政府信息数"], fewest: 3, yieldsTo: .editions(["gz_annex2019"])),
            layout: .statistics, statedTotals: [.init(.disclosed, ["stats.disclosed.total"])],
            concepts: [
                "received": "stats.applications.received",
                "granted": "stats.answers.granted",
                "partial": "stats.answers.partial",
                "refused": "stats.answers.refused",
                "concluded": "stats.answers.total",
                "disclosed": "stats.disclosed.total",
                "normative_made": "stats.normative_docs_made",
                "review": "stats.review.total",
                "litigation": "stats.litigation.total",
            ],
            filling: .statistics, checks: { _ in Stats2014Checks.text }))
}
