import Disclosure

/// How much of a form a document holds, and what is missing.
struct PartialForm {
    private let reading: FormReading
    private let isList: Bool

    init(_ reading: FormReading, isList: Bool) {
        self.reading = reading
        self.isList = isList
    }

    /// Whether at least half of the rows are there; of lists, rows of which come and go, a quarter.
    var isMost: Bool { reading.found >= 3 && reading.found * (isList ? 4 : 2) >= reading.expected }

    /// Whether what is there is certain enough to be read as a part: two rows under their own labels, whole.
    var isReadable: Bool { reading.labeled >= (isList ? 3 : 2) }

    /// What is there and what is not, when a table is missing or most rows are; `nil` otherwise.
    var note: ReadingNote? {
        guard !isList || !isMost else { return nil }
        let tables = Self.sections.compactMap { section, zh, en -> (zh: String, en: String, isWhole: Bool)? in
            let missing = reading.missing.count { $0.section == section }
            guard missing > 0 else { return nil }
            let all = FormRow.of(reading.form.edition).rows.count { $0.section == section && !$0.isExtension }
            return missing == all
                ? ("\(zh)全部", "all of \(en)", true) : ("\(zh)\(all)行中的\(missing)行", "\(missing) of the \(all) rows of \(en)", false)
        }
        guard !isMost || tables.contains(where: \.isWhole) else { return nil }
        return ReadingNote(
            kind: .partialForm,
            message: LocalizedText(
                zh: "表样\(reading.expected)行中只有\(reading.found)行，缺\(tables.map(\.zh).joined(separator: "、"))",
                en: "\(reading.found) of the form's \(reading.expected) rows are there; missing: \(tables.map(\.en).joined(separator: ", "))"))
    }

    private static let sections: [(FormSection, String, String)] = [
        (.proactive, "主动公开表", "the table of disclosure"), (.applications, "申请情况表", "the table of applications"),
        (.remedies, "复议诉讼表", "the table of reviews and lawsuits"), (.statistics, "统计表", "the list"), (.legacy, "统计表", "the list"),
    ]

    /// What may be lost of the last row of a document that ends with it; `nil` when nothing of the form is missing.
    static func cutOff(_ row: FormRow, _ source: SourceRow, _ missing: [FormRow]) -> ReadingNote? {
        let lacksCells = source.kind == .table && source.values.count < row.slots.count
        guard !missing.isEmpty || lacksCells, let value = source.values.last else { return nil }
        return ReadingNote(
            kind: .cutOff,
            message: LocalizedText(
                zh: "文件在“\(row.label)”的“\(value.text)”之后中断，该数可能不完整" + (lacksCells ? "，其后各格缺失" : ""),
                en: "the file ends with \(value.text) of the row \(row.label), which may be cut off"
                    + (lacksCells ? "; the cells behind it are missing" : "")),
            indicators: (lacksCells ? row.slots : row.slots.suffix(1)).map(\.id), place: value.place)
    }
}
