import Rules

/// Table 2 of the form of 2019: public documents, items and decisions, procurement.
enum Fmt2019Checks {
    private typealias Term = LinearRule.Term

    private static let documents = [("rules", "规章"), ("normative_docs", "规范性文件")]
    private static let items = [("licensing", "行政许可"), ("other_services", "其他对外管理服务事项"), ("punishment", "行政处罚"), ("coercion", "行政强制")]

    static let proactive: [Identity] =
        documents.flatMap { documents2019($0, $1) } + items.flatMap { items2019($0, $1) } + feesAndProcurement2019

    private static func documents2019(_ row: String, _ name: String) -> [Identity] {
        let id = "disclosure.\(row)"
        return [
            Identity(
                LinearRule("t2.new_le_total.\(row)", [Term("\(id).newly_disclosed"), Term("\(id).disclosed_total", coefficient: -1)], .atMost),
                .fmt2019, .structural, exact: true,
                label: LocalizedText(
                    zh: "\(name)：本年新公开不大于对外公开总数", en: "\(EnglishLabels.row("disclosure.\(row)")!): newly disclosed is part of the disclosed total"),
                source: "总数包含本年新增"),
            Identity(
                LinearRule("t2.disclosed_le_made.\(row)", [Term("\(id).newly_disclosed"), Term("\(id).made", coefficient: -1)], .atMost),
                .fmt2019, .heuristic,
                label: LocalizedText(
                    zh: "\(name)：本年新公开不大于本年新制作", en: "\(EnglishLabels.row("disclosure.\(row)")!): newly disclosed is not more than newly made"),
                source: "旧文件可以后公开，故仅提示"),
            Identity(
                LinearRule(
                    "y2y.disclosed_total.\(row)",
                    [
                        Term("\(id).disclosed_total"), Term("\(id).disclosed_total", coefficient: -1, lag: -1),
                        Term("\(id).newly_disclosed", coefficient: -1),
                    ], .atMost), .fmt2019, .stockFlow,
                label: LocalizedText(
                    zh: "\(name)：对外公开总数不大于上年总数加本年新公开",
                    en: "\(EnglishLabels.row("disclosure.\(row)")!): the disclosed total grows by what is newly disclosed"),
                source: "存量与流量"),
        ]
    }

    private static func items2019(_ row: String, _ name: String) -> [Identity] {
        [rollForward(row, name), nonNegative(row, name), notConflated(row, name)]
    }

    private static func rollForward(_ row: String, _ name: String) -> Identity {
        Identity(
            LinearRule(
                "y2y.items.\(row)",
                [
                    Term("disclosure.\(row).items_prev"), Term("disclosure.\(row).items_change"),
                    Term("disclosure.\(row).items_prev", coefficient: -1, lag: 1),
                ], .equals), .fmt2019, .definitional,
            label: LocalizedText(
                zh: "\(name)：上年项目加本年增减等于下年的上一年项目", en: "\(EnglishLabels.row("disclosure.\(row)")!): items and their change are next year's items"),
            source: "“上一年项目数量”的定义")
    }

    private static func nonNegative(_ row: String, _ name: String) -> Identity {
        Identity(
            LinearRule("t2.items_nonneg.\(row)", [Term("disclosure.\(row).items_prev"), Term("disclosure.\(row).items_change")], .atLeast),
            .fmt2019, .structural, exact: true,
            label: LocalizedText(zh: "\(name)：项目数不为负", en: "\(EnglishLabels.row("disclosure.\(row)")!): a stock of items is not negative"),
            source: "存量")
    }

    private static func notConflated(_ row: String, _ name: String) -> Identity {
        let id = "disclosure.\(row)"
        return Identity(
            "t2.not_conflated.\(row)", .fmt2019, .heuristic,
            "if \(id).items_change != 0 then \(id).items_prev + \(id).items_change != \(id).decisions",
            label: LocalizedText(
                zh: "\(name)：处理决定不等于项目加增减（否则疑把决定数当项目数填报）",
                en: "\(EnglishLabels.row("disclosure.\(row)")!): decisions are not the items after the change"),
            source: "项目与处理决定是两回事")
    }

    private static let feesAndProcurement2019: [Identity] = [
        rollForward("fees", "行政事业性收费"), nonNegative("fees", "行政事业性收费"),
        Identity(
            "t2.fees_change_is_count", .fmt2019, .heuristic,
            "abs(disclosure.fees.items_change) <= max(50, 2 * disclosure.fees.items_prev)",
            label: LocalizedText(zh: "收费项目增减应是项目数而非金额", en: "The change of fee items is a count, not money"), source: "计数格里填了金额"),
        Identity(
            "t2.procurement", .fmt2019, .heuristic,
            "disclosure.procurement.projects = 0 and disclosure.procurement.amount = 0 or disclosure.procurement.projects != 0 and disclosure.procurement.amount != 0",
            label: LocalizedText(zh: "采购项目与金额同时为零或同时不为零", en: "Procurement projects and amount are both zero or both not"), source: "合理性"),
        Identity(
            "t2.procurement_unit_price", .fmt2019, .heuristic,
            "disclosure.procurement.amount / disclosure.procurement.projects in [0.1, 10000]",
            label: LocalizedText(zh: "每个采购项目的金额在一千元到一亿元之间", en: "A project costs between a thousand and a hundred million yuan"),
            source: "元与万元混淆"),
    ]
}
