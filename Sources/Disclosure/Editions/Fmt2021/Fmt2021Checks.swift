import Rules

/// Table 2 of the form of 2021: documents in force, decisions, fees.
enum Fmt2021Checks {
    private typealias Term = LinearRule.Term

    private static let documents = [("rules", "规章"), ("normative_docs", "规范性文件")]

    static let proactive: [Identity] =
        documents.flatMap { documents2021($0, $1) } + [
            Identity(
                "t2.fee_magnitude", .fmt2021, .heuristic, "disclosure.fees.amount / usual(disclosure.fees.amount) in (0.01, 100)",
                label: LocalizedText(zh: "收费金额与上年相差不到百倍", en: "Fees are within a factor of a hundred of last year's"), source: "元与万元相差一万倍"),
            Identity(
                LinearRule("t2.fee_nonneg", [Term("disclosure.fees.amount")], .atLeast), .fmt2021, .domain, exact: true,
                label: LocalizedText(zh: "收费金额不为负", en: "Fees are not negative"), source: "金额"),
            Identity(
                "s6.fee_statement", .fmt2021, .format, "section 6 mentions 信息处理费 (amount or 未收取)",
                label: LocalizedText(zh: "第六部分说明收取信息处理费情况", en: "Section 6 states the processing fees"), source: "格式要求"),
            Identity(
                "s6.overdue_fee", .fmt2021, .heuristic,
                "outcome.other_handling.overdue_fee.total > 0 -> section 6 mentions 信息处理费",
                label: LocalizedText(zh: "有逾期未缴费的，第六部分应说明信息处理费", en: "Overdue fees are explained in section 6"), source: "国办函〔2020〕109号"),
            Identity(
                "y2y.edition_bridge", .fmt2021, .bridge,
                "prev(fmt2019 outcome.other_handling.c) comparable with outcome.other_handling.c (derived)",
                label: LocalizedText(zh: "“其他处理”跨版式可比", en: "Other handling compares across the editions"), source: "标签相同"),
        ]

    private static func documents2021(_ row: String, _ name: String) -> [Identity] {
        let id = "disclosure.\(row)"
        return [
            Identity(
                LinearRule(
                    "y2y.in_force.\(row)",
                    [
                        Term("\(id).in_force"), Term("\(id).in_force", coefficient: -1, lag: -1), Term("\(id).made", coefficient: -1),
                        Term("\(id).repealed"),
                    ], .equals), .fmt2021, .stockFlow,
                label: LocalizedText(
                    zh: "\(name)：现行有效 = 上年现行有效 + 制发 − 废止",
                    en: "\(EnglishLabels.row("disclosure.\(row)")!): in force is last year's, plus made, less repealed"),
                source: "存量与流量；自动失效、集中清理时可以不等"),
            Identity(
                LinearRule(
                    "t2.made_le_in_force.\(row)",
                    [Term("\(id).made"), Term("\(id).in_force", coefficient: -1), Term("\(id).repealed", coefficient: -1)], .atMost),
                .fmt2021, .nearlyStructural,
                label: LocalizedText(
                    zh: "\(name)：制发不大于现行有效加废止", en: "\(EnglishLabels.row("disclosure.\(row)")!): what was made is in force or repealed"),
                source: "本年制发的或有效或已废止"),
            Identity(
                LinearRule(
                    "t2.repealed_le_stock.\(row)",
                    [Term("\(id).repealed"), Term("\(id).in_force", coefficient: -1, lag: -1), Term("\(id).made", coefficient: -1)], .atMost),
                .fmt2021, .stockFlow,
                label: LocalizedText(
                    zh: "\(name)：废止不大于上年现行有效加制发", en: "\(EnglishLabels.row("disclosure.\(row)")!): no more is repealed than there was"),
                source: "存量与流量"),
        ]
    }
}
