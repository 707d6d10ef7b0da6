/// The form of 国办公开办函〔2021〕30号: Table 2 asks for documents in force, decisions and fees, Table 3 for three rows of other handling.
enum Fmt2021Form {
    static let tables = proactive + [ApplicationsTable.table(otherHandling: otherHandling)] + RemediesTable.blocks

    /// The cells that only the prose has: subtotals, and the fee that section 6 states.
    static func derived(_ edition: Edition) -> [Indicator] {
        SubtotalCells.of(edition) + [
            Indicator(
                id: "processing_fee.amount", edition: edition, section: .fees, row: "六、其他需要报告的事项", column: "收取信息处理费", unit: "元", kind: .money,
                isDerived: true)
        ]
    }

    private static let proactive: [FormTable] = [
        FormTable(
            "t2.documents", section: .proactive, heading: "第二十条第（一）项",
            columns: [.init("made", "本年制发件数"), .init("repealed", "本年废止件数"), .init("in_force", "现行有效件数", .stock)],
            rows: [.init("disclosure.rules", "规章"), .init("disclosure.normative_docs", "行政规范性文件")]),
        FormTable(
            "t2.licensing", section: .proactive, heading: "第二十条第（五）项", columns: [decisionsOfYear],
            rows: [.init("disclosure.licensing", "行政许可")]),
        FormTable(
            "t2.enforcement", section: .proactive, heading: "第二十条第（六）项", columns: [decisionsOfYear],
            rows: [.init("disclosure.punishment", "行政处罚"), .init("disclosure.coercion", "行政强制")]),
        FormTable(
            "t2.fees", section: .proactive, heading: "第二十条第（八）项",
            columns: [.init("amount", "本年收费金额（单位：万元）", unit: "万元", .money)],
            rows: [.init("disclosure.fees", "行政事业性收费")]),
    ]

    private static let decisionsOfYear = FormTable.Column("decisions", "本年处理决定数量")

    private static let groups = ApplicationsTable.results + ["（六）其他处理"]
    private static let otherHandling: [FormTable.Row] = [
        .init("outcome.other_handling.overdue_correction", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", under: groups),
        .init("outcome.other_handling.overdue_fee", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", under: groups),
        .init("outcome.other_handling.misc", "3.其他", under: groups),
    ]
}
