public import Analyses
public import Disclosure
import FilePaths

/// One side of a comparison: a report with its place among the versions of its year.
public struct ComparedReport: Sendable {
    /// The report.
    public let report: Report
    /// 1 for the first file of the body and year, 2 for the next.
    public let version: Int

    /// A report as one side of a comparison.
    public init(_ report: Report, version: Int) {
        self.report = report
        self.version = version
    }

    /// Year, version, form and file in one line.
    var description: LocalizedText {
        let edition = report.edition.flatMap { Codes.editions[$0.rawValue] } ?? LocalizedText(zh: "无表格", en: "no form")
        return LocalizedText(
            zh: "\(report.year) 年第 \(version) 版（\(edition.zh)，\(report.source.path)）",
            en: "\(report.year), version \(version) (\(edition.en), \(report.source.path))")
    }
}

extension ResultTable {
    /// The result of `analyze diff`: the prose, whole and by section, the paragraphs that changed between versions of a year, then the cells
    /// that `isIncluded` keeps.
    ///
    /// - Parameter showsAll: also the sections whose wording stayed.
    public static func diff(
        _ comparison: ReportComparison, before: ComparedReport, after: ComparedReport, showsAll: Bool = false,
        where isIncluded: (ReportComparison.CellChange) -> Bool
    ) -> ResultTable {
        var table = diffLayout
        table.title = title(before, after)
        let shared: [ResultValue] = [
            .text(after.report.body.name), .text(after.report.body.regionCode), .integer(before.report.year), .integer(after.report.year),
            .integer(before.version), .integer(after.version),
        ]
        for prose in comparison.prose where showsAll || prose.section == nil || prose.similarity != 1 {
            let label = prose.section.flatMap { sections[$0] } ?? LocalizedText(zh: "正文全文", en: "whole prose")
            table.append(
                [.text("prose")] + shared + [.null, .null, .null, .localized(label), .null, .null, .null, .null, .null, .null]
                    + [.number(prose.similarity)] + [ResultValue](repeating: .null, count: 11))
        }
        // Between two years nearly every paragraph is another one.
        if before.report.year == after.report.year {
            for passage in comparison.passages { table.append([.text("passage")] + shared + values(passage, before, after)) }
        }
        for cell in comparison.cells where isIncluded(cell) { table.append([.text("cell")] + shared + values(cell, before, after)) }
        table.notes = notes(comparison, before, after)
        return table
    }

    /// The result of `analyze diff` without rows.
    public static let diffLayout = ResultTable(
        schema: "analyze.diff/1", title: LocalizedText(zh: "比较", en: "Comparison"),
        columns: [
            .text("kind", zh: "类别", en: "Kind", .machine), .text("entity", zh: "主体", en: "Entity", .machine),
            .text("region_code", zh: "区划代码", en: "Region", .machine), .number("from_year", zh: "前年度", en: "From year", .plain, .machine),
            .number("to_year", zh: "后年度", en: "To year", .plain, .machine), .number("from_version", zh: "前版次", en: "From version", .plain, .machine),
            .number("to_version", zh: "后版次", en: "To version", .plain, .machine),
            .text("from_edition", zh: "前表格", en: "From edition", .machine, codes: Codes.editions),
            .text("to_edition", zh: "后表格", en: "To edition", .machine, codes: Codes.editions),
            .text("indicator", zh: "指标", en: "Indicator", .extra), .text("label", zh: "名称", en: "Label", codes: Codes.labels),
            .text("unit", zh: "单位", en: "Unit", .extra, codes: Codes.units),
            .text(
                "change", zh: "变化", en: "Change", codes: Codes.changes,
                tints: ["filled": .green, "cleared": .yellow, "marked": .yellow, "only_before": .dim, "only_after": .dim, "same": .dim]),
            .number("from", zh: "前", en: "From"), .number("to", zh: "后", en: "To"), .number("difference", zh: "差", en: "Difference"),
            .number("percent", zh: "变化率", en: "Percent", .percent(1)), .number("similarity", zh: "文字相似度", en: "Similarity", .fixed(3)),
            .text("from_state", zh: "前状态", en: "From state", .machine, codes: Codes.states),
            .text("to_state", zh: "后状态", en: "To state", .machine, codes: Codes.states), .text("from_raw", zh: "前原文", en: "From raw", .machine),
            .text("to_raw", zh: "后原文", en: "To raw", .machine), .text("from_source", zh: "前来源", en: "From source", .machine),
            .text("to_source", zh: "后来源", en: "To source", .machine), .number("table", zh: "表", en: "Table", .plain, .machine),
            .number("row", zh: "行", en: "Row", .plain, .machine), .number("column", zh: "列", en: "Column", .plain, .machine),
            .number("page", zh: "页", en: "Page", .plain, .machine), .text("label_en", zh: "英文名称", en: "English label", .machine),
        ])

    private static func values(_ cell: ReportComparison.CellChange, _ before: ComparedReport, _ after: ComparedReport) -> [ResultValue] {
        let side = cell.after ?? cell.before!
        let indicator = Catalog.standard.indicator(side.cell.indicator, edition: side.edition)
        let place = side.cell.place
        return [
            .text(cell.before?.edition.rawValue), .text(cell.after?.edition.rawValue), .text(side.cell.indicator), .text(indicator?.label),
            .text(indicator?.unit), .text(cell.change.rawValue), .decimal(cell.before?.cell.value), .decimal(cell.after?.cell.value),
            .decimal(cell.difference), .number(cell.percent), .null, .text(cell.before?.cell.state.name), .text(cell.after?.cell.state.name),
            .text(cell.before?.cell.raw), .text(cell.after?.cell.raw), .text(cell.before.map { _ in before.report.source.path.shown }),
            .text(cell.after.map { _ in after.report.source.path.shown }), .integer(place.table), .integer(place.row), .integer(place.column),
            .integer(place.page), .text(indicator?.labelEnglish),
        ]
    }

    private static func values(_ passage: ReportComparison.PassageChange, _ before: ComparedReport, _ after: ComparedReport) -> [ResultValue] {
        let text = (passage.after ?? passage.before)!
        let shown = LocalizedText(zh: "第 \(text.paragraph) 段：\(excerpt(text.text))", en: "paragraph \(text.paragraph): \(excerpt(text.text))")
        let change: ReportComparison.Change = passage.after == nil ? .onlyBefore : .onlyAfter
        return [
            .null, .null, .null, .localized(shown), .null, .text(change.rawValue), .null, .null, .null, .null, .null, .null, .null,
            .text(passage.before?.text), .text(passage.after?.text), .text(passage.before.map { _ in before.report.source.path.shown }),
            .text(passage.after.map { _ in after.report.source.path.shown }), .null, .integer(text.paragraph), .null, .integer(text.page), .null,
        ]
    }

    private static func excerpt(_ text: String) -> String { text.count > 40 ? text.prefix(39) + "…" : text }

    private static func title(_ before: ComparedReport, _ after: ComparedReport) -> LocalizedText {
        let (one, other) = (before.report.year, after.report.year)
        let name = after.report.body.name
        return one == other
            ? LocalizedText(
                zh: "\(name) \(one) 年：第 \(before.version) 版与第 \(after.version) 版",
                en: "\(name) \(one): version \(before.version) and version \(after.version)")
            : LocalizedText(zh: "\(name)：\(one) 年与 \(other) 年", en: "\(name): \(one) and \(other)")
    }

    private static func notes(_ comparison: ReportComparison, _ before: ComparedReport, _ after: ComparedReport) -> [LocalizedText] {
        let paired = comparison.cells.filter { $0.before != nil && $0.after != nil }
        let different = paired.count { $0.change != .same }
        let onlyBefore = comparison.cells.count { $0.after == nil }
        let onlyAfter = comparison.cells.count { $0.before == nil }
        let gone = comparison.passages.count { $0.after == nil }
        let new = comparison.passages.count { $0.before == nil }
        var notes = [
            LocalizedText(
                zh: "前：\(before.description.zh)；后：\(after.description.zh)。", en: "From \(before.description.en) to \(after.description.en)."),
            LocalizedText(
                zh: "正文有 \(gone) 段只在前一份，\(new) 段只在后一份（含只改数字的段落）。",
                en:
                    "\(gone) paragraph\(gone == 1 ? " is" : "s are") in the first only, \(new) in the second only, those with a changed figure among them."
            ),
            LocalizedText(zh: "可比的 \(paired.count) 格中 \(different) 格不同。", en: "\(different) of \(paired.count) comparable cells differ."),
            LocalizedText(
                zh: "文字相似度：除去数字、空白和标点后，五字片段集合的 Jaccard 系数（0 至 1）。",
                en:
                    "Similarity of prose: Jaccard index of the sets of five-character shingles, digits, white space and punctuation left out (0 to 1)."
            ),
        ]
        if onlyBefore + onlyAfter > 0 {
            notes.insert(
                LocalizedText(
                    zh: "只在前一份有 \(onlyBefore) 格，只在后一份有 \(onlyAfter) 格。",
                    en: "\(onlyBefore) cells are in the first only, \(onlyAfter) in the second only."), at: 3)
        }
        return notes
    }

    private static let sections: [Int: LocalizedText] = [
        1: LocalizedText(zh: "一、总体情况", en: "1 general"), 2: LocalizedText(zh: "二、主动公开", en: "2 proactive disclosure"),
        3: LocalizedText(zh: "三、依申请公开", en: "3 disclosure on request"), 4: LocalizedText(zh: "四、复议诉讼", en: "4 review and litigation"),
        5: LocalizedText(zh: "五、问题及改进", en: "5 problems and improvements"), 6: LocalizedText(zh: "六、其他事项", en: "6 other matters"),
    ]
}
