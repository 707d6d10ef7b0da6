/// Subtotals of the statutory tables that no cell prints but the prose quotes.
enum SubtotalCells {
    private static let groups = [
        ("outcome.denied", "（三）不予公开（小计）"), ("outcome.unable", "（四）无法提供（小计）"), ("outcome.not_processed", "（五）不予处理（小计）"),
        ("outcome.other_handling", "（六）其他处理（小计）"),
    ]

    /// Those of the groups that the form of an edition prints in several rows.
    static func of(_ edition: Edition) -> [Indicator] {
        let rows = edition.profile.tables.filter { $0.section == .applications }.flatMap(\.rows)
        func derived(_ id: String, _ section: FormSection, _ row: String, _ column: String, _ kind: Indicator.Kind) -> Indicator {
            Indicator(id: id, edition: edition, section: section, row: row, column: column, unit: "件", kind: kind, isDerived: true)
        }
        return groups.filter { group in rows.contains { $0.id.hasPrefix(group.0 + ".") } }.flatMap { id, label in
            Applicant.allCases.map { derived("\(id).\($0.rawValue)", .applications, "三、本年度办理结果/\(label)", $0.path, .flow) }
        } + [
            derived("litigation.total", .remedies, "行政诉讼", "总计（合计）", .flow),
            derived("litigation.pending", .remedies, "行政诉讼", "尚未审结（合计）", .stock),
            derived("litigation.corrected", .remedies, "行政诉讼", "结果纠正（合计）", .flow),
        ]
    }
}
