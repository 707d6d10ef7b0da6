import Disclosure

/// Cells that the reader took from a file with a doubt: which of them, why, and what the file has there.
///
/// One finding for each kind of doubt in a report, so that a damaged file is a handful of findings, not one for each of its cells.
struct ReadingDetector: AnomalyDetector {
    func findings(in history: BodyHistory) throws -> [Finding] {
        try history.years.flatMap { year -> [Finding] in
            guard let report = try history.report(year), !report.notes.isEmpty else { return [] }
            return try Self.doubts.compactMap { try finding($0, report.notes, history, year) }
        }
    }

    /// A kind of note that says which cells are not certain.
    private struct Doubt {
        let kind: String
        let severity: Finding.Severity
        let meaning: LocalizedText

        init(_ kind: String, _ severity: Finding.Severity = .warning, zh: String, en: String) {
            self.kind = kind
            self.severity = severity
            meaning = LocalizedText(zh: zh, en: en)
        }
    }

    private static let doubts = [
        Doubt("uncertain_cells", zh: "数值个数与表样不符，无法判断各属哪一格", en: "the values are more or fewer than the cells, and which is which cannot be told"),
        Doubt("ambiguous_cells", zh: "数字粘连，可有多种读法", en: "the figures stand without separators and can be read in several ways"),
        Doubt("glued_cells", zh: "数字粘连，且任何读法都不满足勾稽关系", en: "the figures stand without separators, and the sums hold in no reading"),
        Doubt("misplaced_cells", zh: "数字粘连，可能缺格或混入相邻行的数", en: "the figures stand without separators; some may be lost or belong to another row"),
        Doubt("irregular_row", zh: "该行单元格与相邻各行或表头不齐，可能缺格、多格或移位", en: "the row is built unlike its neighbors or its header"),
        Doubt("padded_row", zh: "该行单元格多于表样，哪些是补空不能确定", en: "the row has more cells than the form, and which are padding is not certain"),
        Doubt("missing_total", zh: "该行有数而无总计，与其他各行不同", en: "the row has figures but no total, unlike the others"),
        Doubt("missing_value", zh: "两个数值只有一个，按第一个读取", en: "only one of two values is there; it is read as the first"),
        Doubt("missing_row", zh: "表样中的行没有找到", en: "a row of the form was not found"),
        Doubt("lost_code", zh: "行标签前的代码缺失，可能并入了前一个数值", en: "the code before the label is missing and may stand joined to the value before it"),
        Doubt("repaired_text", zh: "数字中有杂字符、空格或多余的零", en: "there are stray characters, white space or a needless zero in the number"),
        Doubt("text_in_cell", .info, zh: "单元格中是文字，不是数", en: "the cell holds a text, not a number"),
        Doubt("several_numbers", zh: "一格中有几个数，无法判断各属哪一格", en: "several numbers stand in one cell, and which is which cannot be told"),
        Doubt("split_cells", zh: "一格中的几个数按行内合计分到各格", en: "several numbers stood in one cell and were parted by the row's sum"),
        Doubt("negative_form", zh: "括号或三角号表示负数，与该格不合", en: "a number in brackets or behind a triangle does not fit as a negative one"),
        Doubt("remark_with_number", zh: "附注中的数可能才是应填的数", en: "a remark in the cell may hold the number that is meant"),
        Doubt("unexplained_mark", .info, zh: "数值带有文中没有说明的记号", en: "a mark stands beside the number that nothing explains"),
        Doubt("cut_off", zh: "文件在最后一个数之后中断", en: "the file ends with the value, of which more may have stood there"),
        Doubt("partial_form", .info, zh: "文件只有表格的一部分", en: "the file holds only a part of the form"),
        Doubt("hidden_part", .info, zh: "文件中有隐藏内容", en: "something in the file is hidden"),
        Doubt("formula_without_value", zh: "公式没有保存结果", en: "formulas have no stored value"),
        Doubt("unit_conflict", zh: "单元格自带的单位与指标不符", en: "the cell's own unit does not fit the indicator"),
        Doubt("columns_reordered", zh: "表头的列序与表样不同", en: "the head has its columns in another order than the form"),
        Doubt("stated_unit", .info, zh: "表中写明的单位与表样不同，已折算", en: "the file states another unit than the form, and the number was converted"),
        Doubt("split_number", zh: "一个数的各位分在几格，按行内合计拼合", en: "the digits of a number stood in cells of their own and were joined by the row's sum"),
        Doubt("label_by_position", zh: "行标签不可辨认，按位置认定", en: "the label was not legible; the row was told by its place"),
        Doubt("row_out_of_order", .info, zh: "该行不在表样规定的位置", en: "the row does not stand in the form's order"),
        Doubt("doubled_row", zh: "同一行出现两次而数值不同", en: "the row stands in the file twice, with different values"),
        Doubt("extra_row", .info, zh: "表样中没有的行", en: "a row that the form does not have"),
        Doubt("body_conflict", zh: "文件名、文件夹、标题或对照表写明的主体不一致", en: "file, folder, title or map name different bodies"),
        Doubt("body_by_context", .info, zh: "主体不是报告自己写明的", en: "the body is not named by the report itself"),
        Doubt("reading", zh: "文件有损坏", en: "the file is damaged"),
    ]

    private func finding(_ doubt: Doubt, _ notes: [ReadingNote], _ history: BodyHistory, _ year: Int) throws -> Finding? {
        var notes = notes.filter { $0.kind == doubt.kind }
        // That cells stood without separators is no doubt by itself.
        if doubt.kind == "glued_cells" { notes.removeAll { $0.indicators.isEmpty } }
        guard !notes.isEmpty else { return nil }
        var seen: Set<String> = []
        let cells = notes.flatMap(\.indicators).filter { seen.insert($0).inserted }
        var finding = history.finding(
            .format, rule: "format.reading.\(doubt.kind)", definition: doubt.kind, severity: doubt.severity, year: year, subject: [],
            message: message(doubt, notes, cells: cells.count))
        finding.certainty = .detected
        finding.cells = try history.references(cells, year)
        finding.readings = notes.map(\.text)
        return finding
    }

    private func message(_ doubt: Doubt, _ notes: [ReadingNote], cells: Int) -> LocalizedText {
        let example = notes[0].text
        guard cells > 0 else { return LocalizedText(zh: "\(doubt.meaning.zh)：\(example.zh)", en: "\(doubt.meaning.en): \(example.en)") }
        return LocalizedText(
            zh: "\(cells)个单元格的读取没有把握（\(doubt.meaning.zh)），请对照原件。",
            en: "\(cells) cell\(cells == 1 ? " is" : "s are") not certain (\(doubt.meaning.en)): compare with the file.")
    }
}
