/// The rules of every form with the three statutory tables: their sums, how years follow each other, regions against those within them.
enum StatutoryChecks {
    static func text(_ edition: Edition) -> String {
        let rows = edition.profile.tables.first { $0.section == .applications }?.rows ?? []
        return [applications(rows), remedies, carryOver, StatutoryProseChecks.text, crossReport(edition)].joined(separator: "\n")
    }

    /// Table 3: row sums, outcome sums, the balance printed on the form, and the domain of its cells.
    private static func applications(_ rows: [FormTable.Row]) -> String {
        let outcomes = rows.map(\.id).filter { $0.hasPrefix("outcome.") && $0 != "outcome.total" }
        let sums = rows.map { row in
            """
            t3.row_sum.\(row.id): \(Applicant.parts.map { "\(row.id).\($0.rawValue)" }.joined(separator: " + ")) = \(row.id).total
                # \(row.labelEnglish): the six applicant columns add up to the total | \(row.label)：六类申请人之和等于总计
                # structural: 列标签“总计”
            """
        }
        let balances = columns { id, zh, en in
            """
            t3.outcome_sum.\(id): \(outcomes.map { "\($0).\(id)" }.joined(separator: " + ")) = outcome.total.\(id)
                # \(en): the outcomes add up to their total | \(zh)：各项办理结果之和等于（七）总计
                # structural: 行标签“（七）总计”
            t3.balance.\(id): applications.received.\(id) + applications.carried_in.\(id) = outcome.total.\(id) + applications.carried_out.\(id)
                # \(en): received and carried in are concluded or carried out | \(zh)：第一项加第二项之和，等于第三项加第四项之和
                # official: （本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）
            """
        }
        let domains = columns { id, zh, en in
            """
            t3.nonneg.\(id): min(applications.*.\(id)) >= 0 and min(outcome.**.\(id)) >= 0
                # \(en): counts are whole and not negative | \(zh)列均为非负整数
                # domain: 件数
            """
        }
        return (sums + [balances, domains]).joined(separator: "\n")
    }

    /// Table 4: the three sums, the domain of its cells, and how review and litigation stand to applications.
    private static let remedies =
        [("review", "行政复议"), ("litigation.direct", "未经复议直接起诉"), ("litigation.after_review", "复议后起诉")].map { id, zh in
            """
            t4.sum.\(id): \(id).upheld + \(id).corrected + \(id).other + \(id).pending = \(id).total
                # \(EnglishLabels.row(id)!): the four results add up to the total | \(zh)：四类结果之和等于总计
                # structural: 列标签“总计”

            """
        }.joined() + """
            t4.nonneg: min(review.*) >= 0 and min(litigation.*.*) >= 0
                # Table 4: counts are whole and not negative | 复议诉讼表均为非负整数
                # domain: 件数
            t4.pending_vs_next: next(review.total) >= review.pending soft
                # Pending reviews are decided next year | 尚未审结的复议应计入下年
                # heuristic: 各地做法不一
            t3.scope_review: review.total <= applications.received.total + applications.carried_in.total + prev(outcome.total.total) soft
                # Reviews are not more than the applications of two years | 复议不多于两年的申请
                # heuristic: 争议由办理申请引起
            t3.nontrivial: if applications.received.total = 0 then review.total + litigation.direct.total + litigation.after_review.total <= 5 soft
                # Without applications there are few disputes | 没有申请时不应有较多争议
                # heuristic: 合理性
            """

    /// What is carried out of a year is carried into the next, column by column.
    private static let carryOver = columns { id, zh, en in
        """
        y2y.carry.\(id): prev(applications.carried_out.\(id)) = applications.carried_in.\(id) soft
            # \(en): last year's carried out is this year's carried in | \(zh)：上年“结转下年度继续办理”等于本年“上年结转”
            # definitional: 两项的定义；机构调整、统计口径变化时可以不等
        """
    }

    /// A region against the bodies below it, and what the form and the law ask of every report.
    private static func crossReport(_ edition: Edition) -> String {
        let cells = Set(edition.profile.tables.flatMap { table in table.indicators(edition: edition).map(\.id) })
        let decisions = ["disclosure.licensing.decisions", "disclosure.punishment.decisions"].filter(cells.contains)
        return decisions.isEmpty
            ? applicationsOfRegions + demands
            : applicationsOfRegions + """
                rollup.t2: \(decisions.map { "\($0) >= children(\($0))" }.joined(separator: " and ")) soft
                    # A region's decisions are at least the sum of the governments' right below | 上级处理决定数不小于所辖县级政府之和
                    # roll-up: 汇总

                """ + demands
    }

    private static let applicationsOfRegions = """
        rollup.city: applications.received.total >= children(applications.received.total) soft
            # A region's applications are at least the sum of the governments' right below | 上级数不小于所辖县级政府之和
            # roll-up: 缺少下级报告时只能说不小于；垂直管理部门不在其内

        """

    private static let demands = """
        native blank.policy: no blank cell in T2/T3/T4 (blank != 0 is unknown)
            # No cell is left blank | 表格不留空白
            # format: 检查惯例
        native authority.rules: entity level in {county, township, department below 设区的市} -> disclosure.rules.* = 0
            # Bodies without the authority make no rules | 无规章制定权的机关规章为零
            # domain: 立法法
        """

    /// The lines of every column of Table 3.
    private static func columns(_ lines: (_ id: String, _ zh: String, _ en: String) -> String) -> String {
        Applicant.allCases.map { lines($0.rawValue, $0.label, $0.columnEnglish) }.joined(separator: "\n")
    }
}
