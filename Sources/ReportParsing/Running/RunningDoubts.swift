import Disclosure

/// What makes the rows of running text doubtful whichever way they are cut.
struct RunningDoubts {
    private(set) var notes: [ReadingNote] = []

    /// - Parameters: readings: what the rows came to, one entry a segment.
    init(_ text: RunningText, readings: [GluedForm.Reading], form: FormRows) {
        notes += text.doubled.map { row in
            ReadingNote(
                kind: .doubledRow,
                message: LocalizedText(zh: "“\(row.label)”出现两次，数值不同", en: "the row \(row.label) stands there twice with other values"),
                indicators: row.slots.map(\.id))
        }
        if !form.isList { notes += Self.besideLost(text, form: form) + Self.short(text, readings) }
    }

    /// Rows before one whose label was not found: its figures may stand among theirs.
    private static func besideLost(_ text: RunningText, form: FormRows) -> [ReadingNote] {
        let found = Set(text.segments.map(\.row.index))
        return text.segments.compactMap { segment in
            guard let lost = form.rowLost(behind: segment.row.index, found: found), !lost.isExtension, segment.isGlued else { return nil }
            return ReadingNote(
                kind: .misplacedCells,
                message: LocalizedText(
                    zh: "没有找到“\(lost.label)”一行，它的数可能混在“\(segment.row.label)”的数里",
                    en: "the row \(lost.label) was not found; its figures may stand among those of \(segment.row.label)"),
                indicators: segment.row.slots.map(\.id), place: segment.place(column: 1))
        }
    }

    /// Rows that have too few figures for their cells however they are cut, with the rows before them: a cell may have been lost, or have changed
    /// places.
    private static func short(_ text: RunningText, _ readings: [GluedForm.Reading]) -> [ReadingNote] {
        let isShort = zip(text.segments, readings).map { segment, reading in
            switch reading {
            case _ where segment.text.isEmpty: false
            case .settled(let cells): cells.contains("")
            case .open(let ways): !ways.isEmpty && ways.allSatisfy { $0.contains("") }
            }
        }
        return text.segments.indices.filter { isShort[$0] }.map { index in
            let segment = text.segments[index]
            let before = index > 0 && text.segments[index - 1].row.section == segment.row.section ? [text.segments[index - 1]] : []
            return ReadingNote(
                kind: .misplacedCells,
                message: LocalizedText(
                    zh: "“\(segment.row.label)”的数少于单元格，可能缺格或错位",
                    en: "\(segment.row.label) has fewer figures than cells; one may be lost or have moved"),
                indicators: (before + [segment]).flatMap { $0.row.slots.map(\.id) }, place: segment.place(column: 1))
        }
    }
}
