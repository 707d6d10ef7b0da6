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
            var reading = FormReading(rows: text.segments.map { ($0.row, row($0, $0.pieces)) }, form: form, uncertain: [])
            reading.notes += remarks
            return reading
        }
        let solution = GluedForm(text.segments, edition: form.edition, prose: text.prose)
        var settled: [(row: FormRow, source: SourceRow)] = []
        var open: [GluedRow] = []
        for (segment, reading) in zip(text.segments, solution.readings) {
            switch reading {
            case _ where !isGlued && segment.texts.count == 1: settled.append((segment.row, row(segment, segment.pieces)))
            case .settled(let cells): settled.append((segment.row, row(segment, cells)))
            case .open(let ways): open.append(GluedRow(segment: segment, ways: ways))
            }
        }
        var reading = FormReading(rows: settled, form: form, uncertain: open)
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

    private func row(_ segment: RunningText.Segment, _ pieces: [String]) -> SourceRow {
        SourceRow(
            kind: .line, labels: segment.row.label.isEmpty ? [] : [segment.row.label],
            values: pieces.enumerated().map { offset, piece in
                SourceValue(text: piece, token: NumberToken.parse(piece), place: segment.place(column: offset + 1))
            }, line: segment.line, page: segment.page, block: block)
    }
}

/// A row whose glued cells can be read in several ways: the cells on which all ways agree are certain, the others keep the row's text.
struct GluedRow {
    let segment: RunningText.Segment
    let ways: [[String]]

    func read() -> (cells: [Cell], note: ReadingNote) {
        var uncertain: [String] = []
        let cells = segment.row.slots.enumerated().map { index, slot -> Cell in
            let place = segment.place(column: index + 1)
            let texts = Set(ways.map { $0[index] })
            if texts.count == 1, case .number(let number, let unit, _) = NumberToken.parse(texts.first!),
                let value = NumberToken.value(number, unit: unit, indicatorUnit: slot.unit)
            {
                return Cell(indicator: slot.id, state: .number, value: value, raw: texts.first!, place: place)
            }
            uncertain.append(slot.id)
            return Cell(indicator: slot.id, state: .text, raw: segment.text, place: place)
        }
        let listed = ways.prefix(8).map { $0.joined(separator: "/") }
        let text = "\(segment.row.label) \(segment.text)"
        let message =
            ways.isEmpty
            ? LocalizedText(zh: "\(text) 没有可行的读法", en: "\(text) may be read in no way")
            : LocalizedText(
                zh: "\(text) 可读作 " + listed.joined(separator: " 或 ") + (ways.count > 8 ? " 或…（共\(ways.count)种）" : ""),
                en: "\(text) may be " + listed.joined(separator: " or ") + (ways.count > 8 ? " or … (\(ways.count) ways)" : ""))
        let kind = ways.isEmpty ? ReadingDoubt.uncertainCells : .ambiguousCells
        return (cells, ReadingNote(kind: kind, message: message, indicators: uncertain, place: segment.place(column: 1)))
    }
}
