import Disclosure
import DocumentReading

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
    func reading(form: FormRows) throws(ReportParsingError) -> FormReading {
        let glued = text.segments.count { $0.isGlued }
        var values: [[String]?] = text.segments.map(\.pieces)
        var notes: [ReadingNote] = []
        var ambiguous: [Int: [[String]]] = [:]
        if glued * 2 > text.segments.count {
            if form.isList {
                guard form.edition == .fjStats else {
                    throw .gluedCells(edition: form.edition, detail: "\(glued) rows stand without separators, and no sums tell where their cells end")
                }
                do {
                    values = try FujianGluedCells.solve(text.segments, prose: text.prose).map { $0.map(String.init) }
                } catch {
                    throw .gluedCells(edition: form.edition, detail: error.message)
                }
            } else {
                let solution = StatutoryGluedCells(text.segments, prose: text.prose)
                for (index, reading) in solution.readings.enumerated() {
                    switch reading {
                    case .unique(let cells): values[index] = cells
                    case .ambiguous(let ways): ambiguous[index] = ways
                    }
                }
                if !solution.identitiesHold {
                    notes.append(
                        ReadingNote(
                            kind: "glued_cells",
                            message: "the columns of Table 3 add up in no reading of the glued cells; every row stands on its own sum"))
                }
            }
            notes.append(
                ReadingNote(
                    kind: "glued_cells",
                    message: "\(glued) rows stood without separators and were split by sums and by the numbers that the prose states"))
        }
        let rows = zip(text.segments, values).enumerated().compactMap { index, pair -> (row: FormRow, source: SourceRow)? in
            ambiguous[index] == nil ? (pair.0.row, row(pair.0, pair.1 ?? [])) : nil
        }
        var reading = FormReading(rows: rows, form: form, uncertain: ambiguous.map { GluedRow(segment: text.segments[$0], ways: $1) })
        reading.notes += notes
        return reading
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
        let listed = ways.prefix(8).map { $0.joined(separator: "/") }.joined(separator: " or ")
        let more = ways.count > 8 ? " or … (\(ways.count) ways)" : ""
        return (
            cells,
            ReadingNote(
                kind: "ambiguous_cells",
                message: "\(segment.row.label) \(segment.text) may be " + (listed.isEmpty ? "read in no way" : listed + more),
                indicators: uncertain, place: segment.place(column: 1))
        )
    }
}
