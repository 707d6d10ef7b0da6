import Disclosure

/// Column headers that are one character off the official ones: told as a note, the columns go by position.
enum HeaderLabels {
    static func notes(_ source: [SourceRow], form: FormRows) -> [ReadingNote] {
        guard !form.isList else { return [] }
        let official = words[form.edition]
        var seen: Set<LabelKey> = []
        var notes: [ReadingNote] = []
        for row in source {
            for label in row.labels where label.utf8.count >= 12 && label.utf8.count <= 42 {
                let key = LabelKey(label)
                guard !official.all.contains(key), seen.insert(key).inserted else { continue }
                let count = label.unicodeScalars.count
                guard
                    let meant = official.byLength.first(where: { word, length in
                        (length == count || min(length, count) >= 6) && LabelNormalization.differByOne(word, label)
                    })?.word, form.byKey[LabelKey(LabelNormalization.core(label))] == nil
                else { continue }
                let place = CellPlace(table: row.table, row: row.line, column: 1, page: row.page)
                notes.append(
                    ReadingNote(
                        kind: .labelVariant, message: LocalizedText(zh: "“\(label)”即“\(meant)”", en: "\(label) stands for \(meant)"), place: place))
            }
        }
        return notes
    }

    /// The words of a form's headers, with their lengths in characters.
    private struct Words: Sendable {
        let all: Set<LabelKey>
        let byLength: [(word: String, length: Int)]
    }

    private static let words = PerEdition { edition in
        let words = words(of: edition).sorted()
        return Words(all: Set(words.map { LabelKey($0) }), byLength: words.map { ($0, $0.unicodeScalars.count) })
    }

    private static func words(of edition: Edition) -> Set<String> {
        var words: Set<String> = ["信息内容", "申请人情况", "法人或其他组织", "法人或者其他组织", "行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉"]
        for table in Form.of(edition).tables {
            for column in table.columns {
                for part in column.label.split(separator: "/") where column.label.holds("法人") || !column.label.holds("/") {
                    words.insert(LabelNormalization.folded(part))
                }
                words.insert(LabelNormalization.folded(column.label))
                words.insert(LabelNormalization.core(LabelNormalization.folded(column.label)))
            }
        }
        return words
    }
}
