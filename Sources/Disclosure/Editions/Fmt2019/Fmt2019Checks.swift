/// Table 2 of the form of 2019: public documents, items and decisions, procurement.
enum Fmt2019Checks {
    static let text =
        documents + items.map { row, zh in stock(row, zh) + decisions(row, zh) }.joined() + stock("fees", "行政事业性收费") + feesAndProcurement

    private static let items = [("licensing", "行政许可"), ("other_services", "其他对外管理服务事项"), ("punishment", "行政处罚"), ("coercion", "行政强制")]

    private static let documents = [("rules", "规章"), ("normative_docs", "规范性文件")].map { row, zh in
        let id = "disclosure.\(row)"
        let en = EnglishLabels.row(id)!
        return """
            t2.new_le_total.\(row): \(id).newly_disclosed <= \(id).disclosed_total
                # \(en): newly disclosed is part of the disclosed total | \(zh)：本年新公开不大于对外公开总数
                # structural: 总数包含本年新增
            t2.disclosed_le_made.\(row): \(id).newly_disclosed <= \(id).made soft
                # \(en): newly disclosed is not more than newly made | \(zh)：本年新公开不大于本年新制作
                # heuristic: 旧文件可以后公开，故仅提示
            y2y.disclosed_total.\(row): \(id).disclosed_total <= prev(\(id).disclosed_total) + \(id).newly_disclosed soft
                # \(en): the disclosed total grows by what is newly disclosed | \(zh)：对外公开总数不大于上年总数加本年新公开
                # stock-flow: 存量与流量

            """
    }.joined()

    private static func stock(_ row: String, _ zh: String) -> String {
        let id = "disclosure.\(row)"
        let en = EnglishLabels.row(id)!
        return """
            y2y.items.\(row): \(id).items_prev + \(id).items_change = next(\(id).items_prev) soft
                # \(en): items and their change are next year's items | \(zh)：上年项目加本年增减等于下年的上一年项目
                # definitional: “上一年项目数量”的定义
            t2.items_nonneg.\(row): \(id).items_prev + \(id).items_change >= 0
                # \(en): a stock of items is not negative | \(zh)：项目数不为负
                # structural: 存量

            """
    }

    private static func decisions(_ row: String, _ zh: String) -> String {
        let id = "disclosure.\(row)"
        let en = EnglishLabels.row(id)!
        return """
            t2.not_conflated.\(row): if \(id).decisions > 0 and \(id).items_change != 0 or \(id).decisions > 20 then \(id).items_prev + \(id).items_change != \(id).decisions soft
                # \(en): decisions are not the items after the change | \(zh)：处理决定不等于项目加增减（否则疑把决定数当项目数填报）
                # heuristic: 项目与处理决定是两回事；没有增减的，数小时多属巧合
            t2.items_change.\(row): \(id).items_change <= max(100, \(id).items_prev) soft
                # \(en): items do not more than double in a year | \(zh)：项目数一年内增加不超过一倍
                # heuristic: 合理性

            """
    }

    private static let feesAndProcurement = """
        t2.fees_change_is_count: abs(disclosure.fees.items_change) <= max(50, 2 * disclosure.fees.items_prev) soft
            # The change of fee items is a count, not money | 收费项目增减应是项目数而非金额
            # heuristic: 计数格里填了金额
        t2.procurement: disclosure.procurement.projects = 0 and disclosure.procurement.amount = 0 or disclosure.procurement.projects != 0 and disclosure.procurement.amount != 0 soft
            # Procurement projects and amount are both zero or both not | 采购项目与金额同时为零或同时不为零
            # heuristic: 合理性
        t2.procurement_unit_price: disclosure.procurement.amount / disclosure.procurement.projects in [0.1, 10000] soft
            # A project costs between a thousand and a hundred million yuan | 每个采购项目的金额在一千元到一亿元之间
            # heuristic: 元与万元混淆
        """
}
