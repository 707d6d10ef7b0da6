/// Subtotals that no cell prints but the prose quotes, and the fee that section 6 states.
enum DerivedCells {
    static func of(_ edition: Edition) -> [Indicator] {
        var groups = [
            ("outcome.denied", "（三）不予公开（小计）"), ("outcome.unable", "（四）无法提供（小计）"),
            ("outcome.not_processed", "（五）不予处理（小计）"),
        ]
        if edition == .fmt2021 { groups.append(("outcome.other_handling", "（六）其他处理（小计）")) }
        func derived(_ id: String, _ table: String, _ row: String, _ column: String, _ unit: String, _ kind: Indicator.Kind) -> Indicator {
            Indicator(id: id, edition: edition, table: table, row: row, column: column, unit: unit, kind: kind, isDerived: true)
        }
        var cells = groups.flatMap { id, label in
            Applicant.allCases.map { derived("\(id).\($0.rawValue)", "t3", "三、本年度办理结果/\(label)", $0.path, "件", .flow) }
        }
        cells += [
            derived("litigation.total", "t4", "行政诉讼", "总计（合计）", "件", .flow),
            derived("litigation.pending", "t4", "行政诉讼", "尚未审结（合计）", "件", .stock),
            derived("litigation.corrected", "t4", "行政诉讼", "结果纠正（合计）", "件", .flow),
        ]
        if edition == .fmt2021 {
            cells.append(derived("processing_fee.amount", "section6", "六、其他需要报告的事项", "收取信息处理费", "元", .money))
        }
        return cells
    }
}
