import Disclosure

/// What a report says about itself that does not fit: the base document, an obsolete form, the form's instructions left in.
enum FilingChecks {
    static func notes(forms: [FilledForm], passages: [Passage], year: Int) -> [ReadingNote] {
        var notes: [ReadingNote] = []
        guard let edition = forms.first?.edition else { return [] }
        if !edition.reportYears.contains(year) {
            let isObsolete = year > edition.reportYears.upperBound
            notes.append(
                ReadingNote(
                    kind: .obsoleteTemplate,
                    message: LocalizedText(
                        zh: "\(year)年度的报告用的是\(isObsolete ? "已停用" : "以后")的表样 \(edition.rawValue)",
                        en: "a report of \(year) on \(isObsolete ? "an obsolete" : "a later") form, \(edition.rawValue)")))
        }
        for mistake in BaseDocument.mistakes(in: passages, year: year) {
            notes.append(
                ReadingNote(
                    kind: .wrongDocument,
                    message: LocalizedText(
                        zh: "文中引用\(mistake.cited)，\(year)年度应为\(mistake.expected)",
                        en: "the text cites \(mistake.cited); for \(year) it is \(mistake.expected)"),
                    place: CellPlace(table: 0, row: mistake.passage.paragraph, column: 1, page: mistake.passage.page)))
        }
        for passage in passages {
            let text = LabelNormalization.folded(passage.text)
            if text.holds("该部分以表格形式报告") || text.holds("文字描述,收取信息处理费情况在此处报告") {
                notes.append(
                    ReadingNote(
                        kind: .templateText,
                        message: LocalizedText(zh: "文中残留表样的填写说明", en: "an instruction of the form was left in the text"),
                        place: CellPlace(table: 0, row: passage.paragraph, column: 1, page: passage.page)))
            }
        }
        return notes
    }
}
