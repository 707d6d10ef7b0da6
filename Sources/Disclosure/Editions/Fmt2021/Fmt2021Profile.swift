extension Edition {
    /// The format of 国办公开办函〔2021〕30号 (2021 on).
    public static let fmt2021 = Edition(
        EditionProfile(
            id: "fmt2021", name: LocalizedText(zh: "2021 年格式", en: "form 2021"), reportYears: 2021...9999,
            document: .init("国办公开办函〔2021〕30号", replaces: ["国办公开办函〔2019〕60号"], misquotedAs: ["国办发〔2021〕30号"]), tables: Fmt2021Form.tables,
            derived: Fmt2021Form.derived, english: StatutoryEnglish.rows,
            signs: .init(
                ["本年制发件数", "本年废止件数", "现行有效件数", "本年处理决定数量", "本年收费金额", "逾期不补正", "逾期未按收费通知"], fewest: 2, oneSuffices: true),
            layout: .statutory, statedTotals: StatutoryQuantities.statedTotals,
            concepts: StatutoryQuantities.concepts.merging([
                "other_handling": "sum(outcome.other_handling.*.total)",
                "fee_amount": "disclosure.fees.amount",
                "normative_in_force": "disclosure.normative_docs.in_force",
            ]) { $1 },
            ratios: StatutoryQuantities.ratios.merging([
                "other_handling_rate": Ratio.Sides("sum(outcome.other_handling.*.total)", by: "outcome.total.total"),
                "normative_repeal_rate": Ratio.Sides(
                    "disclosure.normative_docs.repealed", by: "prev(disclosure.normative_docs.in_force)"),
                "normative_net_increase": Ratio.Sides("disclosure.normative_docs.made - disclosure.normative_docs.repealed"),
            ]) { $1 },
            asksForFeeStatement: true, filling: .statutory,
            checks: { StatutoryChecks.text($0) + "\n" + Fmt2021Checks.text }))
}
