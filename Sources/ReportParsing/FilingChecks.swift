import Disclosure

/// What a report says about itself that does not fit: the base document, an obsolete form, the form's instructions left in.
enum FilingChecks {
    static func notes(forms: [FilledForm], passages: [Passage], year: Int) -> [ReadingNote] {
        var notes: [ReadingNote] = []
        guard let edition = forms.first?.edition else { return [] }
        if !edition.reportYears.contains(year) {
            let when = year > edition.reportYears.upperBound ? "an obsolete" : "a later"
            notes.append(
                ReadingNote(kind: "obsolete_template", message: "a report of \(year) on \(when) form, \(edition.rawValue)"))
        }
        let expected = Edition.allCases.first { $0.hasStatutoryTables && $0.reportYears.contains(year) }?.baseDocument
        for passage in passages {
            let text = LabelNormalization.folded(passage.text)
            for document in baseDocuments where text.holds(document.folded) {
                if let expected, document.name != expected, !(document.name == "国办公开办函〔2019〕60号" && year >= 2021 && text.holds("30号")) {
                    notes.append(
                        ReadingNote(
                            kind: "wrong_document", message: "the text cites \(document.name); for \(year) it is \(expected)",
                            place: CellPlace(table: 0, row: passage.paragraph, column: 1, page: passage.page)))
                }
            }
            if text.holds("该部分以表格形式报告") || text.holds("文字描述,收取信息处理费情况在此处报告") {
                notes.append(
                    ReadingNote(
                        kind: "template_text", message: "an instruction of the form was left in the text",
                        place: CellPlace(table: 0, row: passage.paragraph, column: 1, page: passage.page)))
            }
        }
        return notes
    }

    /// Documents that reports cite as their base, the mistaken number 国办发〔2021〕30号 among them.
    private static let baseDocuments: [(name: String, folded: String)] = [
        "国办公开办函〔2019〕60号", "国办公开办函〔2021〕30号", "国办发〔2021〕30号", "国办发〔2014〕32号",
    ].map { ($0, LabelNormalization.folded($0)) }
}
