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
        var values = text.segments.map(\.pieces)
        var notes: [ReadingNote] = []
        if glued * 2 > text.segments.count {
            guard form.edition == .fjStats else {
                throw .gluedCells(
                    edition: form.edition,
                    detail: "the cells of \(glued) rows are glued together without separators, which this form's reading does not solve")
            }
            do {
                values = try FujianGluedCells.solve(text.segments, prose: text.prose).map { $0.map(String.init) }
            } catch {
                throw .gluedCells(edition: form.edition, detail: error.message)
            }
            notes.append(
                ReadingNote(
                    kind: "glued_cells",
                    message: "\(glued) rows stood without separators and were split by sums and by the number that the prose states"))
        }
        let rows = zip(text.segments, values).map { segment, pieces in
            SourceRow(
                kind: .line, labels: segment.row.label.isEmpty ? [] : [segment.row.label],
                values: pieces.enumerated().map { offset, piece in
                    SourceValue(text: piece, token: NumberToken.parse(piece), place: segment.place(column: offset + 1))
                }, line: segment.line, page: segment.page, block: block)
        }
        var reading = FormReading(rows: zip(text.segments, rows).map { ($0.row, $1) }, form: form)
        reading.notes += notes
        return reading
    }
}
