/// Table 4: review and litigation, one row of fifteen cells, the same in 2019 and 2021.
enum RemediesTable {
    static let blocks: [FormTable] = [
        block("review", "行政复议"),
        block("litigation.direct", "行政诉讼/未经复议直接起诉"),
        block("litigation.after_review", "行政诉讼/复议后起诉"),
    ]

    private static func block(_ id: String, _ label: String) -> FormTable {
        let groups = label.split(separator: "/").map(String.init)
        return FormTable(
            "t4.\(id)", section: .remedies,
            columns: [
                .init("upheld", "结果维持"), .init("corrected", "结果纠正"), .init("other", "其他结果"), .init("pending", "尚未审结", .stock),
                .init("total", "总计"),
            ],
            rows: [.init(id, groups.last!, under: groups.dropLast().map { $0 })])
    }
}
