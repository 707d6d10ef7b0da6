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
                    "violation": LocalizedText(zh: "不符", en: "violation"), "note": LocalizedText(zh: "备注", en: "note"),
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
        for violation in finding.violations {
            let difference = violation.difference.map { NumberStyle.general.text($0) }
            table.append([
                .text("violation"),
                .localized(
                    LocalizedText(
                        zh: "\(violation.entity) \(violation.year)：\(violation.rule)" + (difference.map { "，相差 \($0)" } ?? ""),
                        en: "\(violation.entity) \(violation.year): \(violation.rule)" + (difference.map { ", off by \($0)" } ?? ""))),
                .number(violation.difference), .text(violation.rule),
            ])
        }
        let words = RepairWords(finding)
        for (index, repair) in finding.repairs.enumerated() {
            let (name, breaks) = (words.name(index), words.breaks(repair))
            for change in repair.changes {
                let label = words.label(change)
                table.append([
                    .text("suggestion"),
                    .localized(
                        LocalizedText(
                            zh: (name.map { "\($0.zh)：" } ?? "") + "\(label.zh) (\(change.indicator))" + (breaks.map { "；\($0.zh)" } ?? ""),
                            en: (name.map { "\($0.en): " } ?? "") + "\(label.en) (\(change.indicator))" + (breaks.map { "; \($0.en)" } ?? ""))),
                    .decimal(change.to), .null,
                ])
            }
        }
        if let note = finding.note { table.append([.text("note"), .localized(note), .null, .null]) }
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
