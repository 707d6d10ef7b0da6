/// The form of 国办公开办函〔2019〕60号: Table 2 asks for items and their change, Table 3 for other handling in one row.
enum Fmt2019Form {
    static let tables =
        proactive + [ApplicationsTable.table(otherHandling: [.init("outcome.other_handling", "（六）其他处理", under: ApplicationsTable.results)])]
        + RemediesTable.blocks

    /// The cells that only the prose has.
    static func derived(_ edition: Edition) -> [Indicator] { SubtotalCells.of(edition) }

    private static let proactive: [FormTable] = [
        FormTable(
            "t2.documents", section: .proactive, heading: "第二十条第（一）项",
            columns: [
                .init("made", "本年新制作数量"), .init("newly_disclosed", "本年新公开数量"), .init("disclosed_total", "对外公开总数量", .stock),
            ],
            rows: [.init("disclosure.rules", "规章"), .init("disclosure.normative_docs", "规范性文件")]),
        FormTable(
            "t2.licensing", section: .proactive, heading: "第二十条第（五）项", columns: items + [decisions],
            rows: [.init("disclosure.licensing", "行政许可"), .init("disclosure.other_services", "其他对外管理服务事项")]),
        FormTable(
            "t2.enforcement", section: .proactive, heading: "第二十条第（六）项", columns: items + [decisions],
            rows: [.init("disclosure.punishment", "行政处罚"), .init("disclosure.coercion", "行政强制")]),
        FormTable(
            "t2.fees", section: .proactive, heading: "第二十条第（八）项", columns: items, rows: [.init("disclosure.fees", "行政事业性收费")]),
        FormTable(
            "t2.procurement", section: .proactive, heading: "第二十条第（九）项",
            columns: [.init("projects", "采购项目数量", unit: "个"), .init("amount", "采购总金额", unit: "万元", .money)],
            rows: [.init("disclosure.procurement", "政府集中采购")]),
    ]

    /// The row that Hubei printed in addition in the block of documents of the form of 2019.
    static let hubeiExtension = FormTable(
        "t2.other_documents", section: .proactive, heading: "第二十条第（一）项", columns: proactive[0].columns,
        rows: [.init("disclosure.other_docs", "其他主动公开文件")])

    private static let items: [FormTable.Column] = [
        .init("items_prev", "上一年项目数量", unit: "项", .stock), .init("items_change", "本年增/减", unit: "项", .change),
    ]
    private static let decisions = FormTable.Column("decisions", "处理决定数量")
}
