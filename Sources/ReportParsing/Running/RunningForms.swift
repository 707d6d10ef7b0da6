import Disclosure
import DocumentReading
import Rules

/// The forms that stand in running text, with the paragraphs that hold them.
struct RunningForms {
    struct Found {
        let block: Int
        let text: RunningText
    }

    private(set) var forms: [Edition: Found] = [:]
    /// The blocks that hold them.
    var blocks: Set<Int> { Set(forms.values.map(\.block)) }

    init(_ document: Document, editions: [Edition]) {
        for (index, block) in document.blocks.enumerated() {
            guard case .paragraph(let paragraph) = block, paragraph.text.utf8.count > 300 else { continue }
            for edition in editions {
                guard let text = RunningText(paragraph, form: FormRow.of(edition)) else { continue }
                if text.segments.count > forms[edition]?.text.segments.count ?? 0 { forms[edition] = Found(block: index, text: text) }
            }
        }
    }
}

extension RunningForms.Found {
    /// Reads the form: values between white space as they stand, glued ones by solving for their borders.
    func reading(form: FormRows) -> FormReading {
        let glued = text.segments.count { $0.isGlued }
        let isGlued = glued * 2 > text.segments.count
        guard isGlued || text.segments.contains(where: { $0.texts.count > 1 }) else {
            var reading = FormReading(rows: text.segments.map { ($0.row, row($0, $0.pieces)) }, form: form)
            reading.notes += remarks
            return reading
        }
        let solution = GluedForm(text.segments, edition: form.edition, prose: text.prose)
        var settled: [(row: FormRow, source: SourceRow)] = []
        var open: [(row: FormRow, source: SourceRow)] = []
        for (segment, reading) in zip(text.segments, solution.readings) {
            switch reading {
            case _ where !isGlued && segment.texts.count == 1: settled.append((segment.row, row(segment, segment.pieces)))
            case .settled(let cells): settled.append((segment.row, row(segment, cells)))
            case .open(let ways): open.append((segment.row, row(segment, segment.row.slots.map { _ in segment.text }, ways: ways)))
            }
        }
        var reading = FormReading(rows: settled + open.sorted { $0.row.index < $1.row.index }, form: form)
        reading.notes += remarks
        reading.notes += notes(solution, glued: isGlued ? glued : 0) + RunningDoubts(text, readings: solution.readings, form: form).notes
        return reading
    }

    /// The rows among whose values remarks stood.
    private var remarks: [ReadingNote] {
        text.segments.filter(\.holdsRemarks).map { segment in
            ReadingNote(
                kind: .remark,
                message: LocalizedText(
                    zh: "“\(segment.row.label)”的数值带有附注", en: "remarks stand among the values of \(segment.row.label)"),
                indicators: segment.row.slots.map(\.id), place: segment.place(column: 1))
        }
    }

    private func notes(_ solution: GluedForm, glued: Int) -> [ReadingNote] {
        var notes: [ReadingNote] = []
        if !solution.doubted.isEmpty {
            let sums = solution.broken.prefix(4).map(\.id).joined(separator: ", ") + (solution.broken.count > 4 ? ", …" : "")
            notes.append(
                ReadingNote(
                    kind: .gluedCells,
                    message: LocalizedText(
                        zh: "粘连的单元格怎样拆分都不满足这些关系：\(sums)", en: "these rules hold in no reading of the glued cells: \(sums)"),
                    indicators: solution.doubted.sorted()))
        }
        if glued > 0 {
            notes.append(
                ReadingNote(
                    kind: .gluedCells,
                    message: LocalizedText(
                        zh: "\(glued)行没有分隔，按勾稽关系和正文中的数拆分",
                        en: "\(glued) rows stood without separators and were split by sums and by the numbers that the prose states")))
        }
        return notes
    }

    private func row(_ segment: RunningText.Segment, _ pieces: [String], ways: [[String]]? = nil) -> SourceRow {
        SourceRow(
            kind: .line, labels: segment.row.label.isEmpty ? [] : [segment.row.label],
            values: pieces.enumerated().map { offset, piece in
                SourceValue(text: piece, token: NumberToken.parse(piece), place: segment.place(column: offset + 1))
            }, ways: ways, line: segment.line, page: segment.page, block: block)
    }
}
