/// Table 2 of the form of 2021: documents in force, decisions, fees.
enum Fmt2021Checks {
    static let text =
        [("rules", "规章"), ("normative_docs", "规范性文件")].map { row, zh in
            let id = "disclosure.\(row)"
            let en = EnglishLabels.row(id)!
            return """
                y2y.in_force.\(row): \(id).in_force + \(id).repealed = prev(\(id).in_force) + \(id).made soft
                    # \(en): in force is last year's, plus made, less repealed | \(zh)：现行有效 = 上年现行有效 + 制发 − 废止
                    # stock-flow: 存量与流量；自动失效、集中清理时可以不等
                t2.made_le_in_force.\(row): \(id).made <= \(id).in_force + \(id).repealed soft
                    # \(en): what was made is in force or repealed | \(zh)：制发不大于现行有效加废止
                    # structural-ish: 本年制发的或有效或已废止
                t2.repealed_le_stock.\(row): \(id).repealed <= prev(\(id).in_force) + \(id).made soft
                    # \(en): no more is repealed than there was | \(zh)：废止不大于上年现行有效加制发
                    # stock-flow: 存量与流量

                """
        }.joined() + """
            t2.fee_magnitude: disclosure.fees.amount / usual(disclosure.fees.amount) in (0.01, 100) soft
                # Fees are within a factor of a hundred of last year's | 收费金额与上年相差不到百倍
                # heuristic: 元与万元相差一万倍
            t2.fee_nonneg: disclosure.fees.amount >= 0
                # Fees are not negative | 收费金额不为负
                # domain: 金额
            native s6.fee_statement: section 6 mentions 信息处理费 (amount or 未收取)
                # Section 6 states the processing fees | 第六部分说明收取信息处理费情况
                # format: 格式要求
            native s6.overdue_fee: outcome.other_handling.overdue_fee.total > 0 -> section 6 mentions 信息处理费
                # Overdue fees are explained in section 6 | 有逾期未缴费的，第六部分应说明信息处理费
                # heuristic: 国办函〔2020〕109号
            native y2y.edition_bridge: prev(fmt2019 outcome.other_handling.c) comparable with outcome.other_handling.c (derived)
                # Other handling compares across the editions | “其他处理”跨版式可比
                # bridge: 标签相同
            """
}
