import Disclosure
import DocumentReading

/// Marks beside numbers that the document explains somewhere: `34*` where a line begins `*含…` or says `注：*`.
enum FootnoteMarks {
    private static let marks: [Character] = ["*", "※", "†", "‡", "#"]

    /// The notes, those about a mark that is explained without doubt.
    static func explained(_ notes: [ReadingNote], in document: Document) -> [ReadingNote] {
        guard notes.contains(where: { $0.kind == .unexplainedMark }) else { return notes }
        let explained = Self.explained(document)
        return notes.map { note in
            guard note.kind == .unexplainedMark, let mark = note.message.zh.reversed().first(where: { marks.contains(half($0)) }),
                explained.contains(half(mark))
            else { return note }
            var remark = note
            let text = note.message.zh.split(separator: "：", maxSplits: 1).last.map(String.init) ?? ""
            remark.kind = .remark
            remark.message = LocalizedText(zh: "数值带有附注：\(text)", en: "a remark stands beside the number: \(text)")
            return remark
        }
    }

    private static func half(_ character: Character) -> Character { character == "＊" ? "*" : character == "＃" ? "#" : character }

    /// The marks with which a text begins, or which stand behind 注.
    private static func explained(_ document: Document) -> Set<Character> {
        var found: Set<Character> = []
        func look(_ text: String) {
            guard text.utf8.count > 3, text.contains(where: { marks.contains(half($0)) }) else { return }
            let folded = LabelNormalization.folded(text)
            for mark in marks where !found.contains(mark) {
                let isOpening = folded.hasPrefix(String(mark)) && folded.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
                if isOpening || ["注:\(mark)", "注\(mark)", ";\(mark)", "。\(mark)"].contains(where: { folded.contains($0) }) { found.insert(mark) }
            }
        }
        for block in document.blocks {
            switch block {
            case .paragraph(let paragraph): look(paragraph.text)
            case .table(let table): for row in table.rows { for cell in row.cells { look(cell.text) } }
            }
        }
        return found
    }
}
