@testable import Disclosure

extension Edition {
    /// A format of 2031 that does not exist.
    static let fmt2031 = Edition(
        EditionProfile(
            id: "fmt2031", name: LocalizedText(zh: "2031 年格式", en: "form 2031"), reportYears: 2031...9999,
            document: .init("国办公开办函〔2031〕1号", replaces: ["国办公开办函〔2021〕30号"]), tables: Fmt2031Form.tables, derived: SubtotalCells.of,
            english: StatutoryEnglish.rows.merging(Fmt2031Form.english) { $1 }, englishColumns: Fmt2031Form.englishColumns,
            signs: .init(["已公布算法数", "未公布算法数", "在用算法总数", "申请人主动撤回申请"], fewest: 2), layout: .statutory,
            statedTotals: StatutoryQuantities.statedTotals,
            concepts: StatutoryQuantities.concepts.filter { !$0.key.hasSuffix("_decisions") }.merging([
                "other_handling": "sum(outcome.other_handling.*.total)"
            ]) { $1 },
            ratios: StatutoryQuantities.ratios.merging([
                "other_handling_rate": Ratio.Sides("sum(outcome.other_handling.*.total)", by: "outcome.total.total")
            ]) { $1 },
            filling: .statutory, checks: { StatutoryChecks.text($0) + "\n" + Fmt2031Checks.text }))
}
