import Disclosure

/// Column headers that are one character off the official ones: told as a note, the columns go by position.
enum HeaderLabels {
    static func notes(_ source: [SourceRow], form: FormRows) -> [ReadingNote] {
        guard !form.isList else { return [] }
        let official = words(of: form.edition)
        var seen: Set<String> = []
        var notes: [ReadingNote] = []
        for row in source {
            for label in row.labels where label.count >= 4 && label.count <= 14 && !official.contains(label) && seen.insert(label).inserted {
                guard
                    let meant = official.first(where: { word in
                        (word.count == label.count || min(word.count, label.count) >= 6) && LabelNormalization.differByOne(word, label)
                    }), form.byKey[LabelNormalization.core(label)] == nil
                else { continue }
                let place = CellPlace(table: row.table, row: row.line, column: 1, page: row.page)
                notes.append(ReadingNote(kind: "label_variant", message: "\(label) stands for \(meant)", place: place))
            }
        }
        return notes
    }

    private static func words(of edition: Edition) -> Set<String> {
        var words: Set<String> = ["信息内容", "申请人情况", "法人或其他组织", "法人或者其他组织", "行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉"]
        for table in Form.of(edition).tables {
            for column in table.columns {
                for part in column.label.split(separator: "/") where column.label.contains("法人") || !column.label.contains("/") {
                    words.insert(LabelNormalization.folded(part))
                }
                words.insert(LabelNormalization.folded(column.label))
                words.insert(LabelNormalization.core(LabelNormalization.folded(column.label)))
            }
        }
        return words
    }
}
