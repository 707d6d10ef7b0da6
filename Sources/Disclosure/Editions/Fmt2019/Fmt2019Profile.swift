extension Edition {
    /// The format of 国办公开办函〔2019〕60号 (2019–2020).
    public static let fmt2019 = Edition(
        EditionProfile(
            id: "fmt2019", name: LocalizedText(zh: "2019 年格式", en: "form 2019"), reportYears: 2019...2020, document: .init("国办公开办函〔2019〕60号"),
            tables: Fmt2019Form.tables, extensions: [Fmt2019Form.hubeiExtension], derived: Fmt2019Form.derived, english: StatutoryEnglish.rows,
            signs: .init(
                ["本年新制作数量", "本年制作数量", "本年新公开数量", "对外公开总数量", "上一年项目数量", "本年增/减", "采购项目数量", "采购总金额"], fewest: 2,
                shared: StatutoryQuantities.applicationLabels, fewestShared: 3),
            layout: .statutory, statedTotals: StatutoryQuantities.statedTotals,
            concepts: StatutoryQuantities.concepts.merging([
                "other_handling": "outcome.other_handling.total",
                "fee_items": "disclosure.fees.items_prev",
            ]) { $1 },
            ratios: StatutoryQuantities.ratios.merging([
                "other_handling_rate": Ratio.Sides("outcome.other_handling.total", by: "outcome.total.total")
            ]) { $1 },
            filling: .statutory, checks: { StatutoryChecks.text($0) + "\n" + Fmt2019Checks.text }))
}
