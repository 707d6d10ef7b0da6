public import Analyses
import Disclosure

extension ResultTable {
    /// The result of `analyze anomalies --explain` without rows.
    public static let explanationLayout = ResultTable(
        schema: "analyze.explanation/1", title: LocalizedText(zh: "说明", en: "Explanation"),
        columns: [
            .text(
                "item", zh: "项目", en: "Item",
                codes: [
                    "message": LocalizedText(zh: "异常", en: "finding"), "cell": LocalizedText(zh: "单元格", en: "cell"),
                    "reading": LocalizedText(zh: "推断", en: "reading"), "suggestion": LocalizedText(zh: "建议", en: "suggestion"),
                    "verdict": LocalizedText(zh: "裁定", en: "verdict"),
                ]),
            .text("text", zh: "内容", en: "Text", codes: Codes.indicators),
            .number("value", zh: "数值", en: "Value"),
            .text("source", zh: "来源", en: "Source", .extra),
        ])

    /// The result of `analyze anomalies --explain`: the finding, its cells, and every reading that was tried, one a row.
    ///
    /// - Parameter verdictNote: why a reader decided about it as they did.
    public static func explanation(_ finding: Finding, verdictNote: String? = nil) -> ResultTable {
        var table = explanationLayout
        table.append([.text("message"), .localized(finding.message), .number(finding.observed), .text(finding.rule)])
        for cell in finding.cells {
            let place = cell.row == 0 ? cell.source : "\(cell.source) [\(cell.table):\(cell.row):\(cell.column)]"
            table.append([
                .text("cell"),
                .localized(
                    LocalizedText(zh: "\(cell.year) \(cell.name.zh) (\(cell.indicator))", en: "\(cell.year) \(cell.name.en) (\(cell.indicator))")),
                .decimal(cell.value), .text(place),
            ])
        }
        for reading in finding.readings { table.append([.text("reading"), .localized(reading), .null, .null]) }
        for suggestion in finding.suggestions {
            table.append([.text("suggestion"), .text(suggestion.indicator), .decimal(suggestion.to), .null])
        }
        if finding.verdict != .open, let word = Codes.verdicts[finding.verdict.rawValue] {
            let note = verdictNote.flatMap { $0.isEmpty ? nil : $0 }
            let text = LocalizedText(zh: word.zh + (note.map { "：\($0)" } ?? ""), en: word.en + (note.map { ": \($0)" } ?? ""))
            table.append([.text("verdict"), .localized(text), .null, .null])
        }
        return table
    }
}

extension Finding.CellReference {
    /// The cell's name for people; the Fujian form has the year itself in the head of its column.
    var name: LocalizedText {
        LocalizedText(zh: label.replacing("N年度", with: "\(year)年度"), en: Codes.labels[label]?.en ?? label)
    }
}
