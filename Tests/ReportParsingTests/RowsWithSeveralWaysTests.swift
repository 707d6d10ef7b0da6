import Disclosure
import Testing

@testable import ReportParsing

/// A row of running text whose values can be cut in several ways is a row like any other: what all ways agree on is certain.
@Suite struct RowsWithSeveralWaysTests {
    private func reading(_ ways: [[String]]) throws -> (reading: FormReading, row: FormRow) {
        let form = FormRow.of(.fmt2021)
        let row = try #require(form.rows.first { $0.section == .applications })
        let text = "1230004"
        let values = row.slots.indices.map {
            SourceValue(text: text, token: .text, place: CellPlace(table: 0, row: 5, column: $0 + 1, page: 2))
        }
        let source = SourceRow(kind: .line, labels: [row.label], values: values, ways: ways, line: 5, page: 2, block: 3)
        return (FormReading(rows: [(row, source)], form: form), row)
    }

    @Test func whatAllWaysAgreeOnIsCertain() throws {
        let (reading, row) = try reading([["12", "3", "0", "0", "0", "4", "19"], ["1", "23", "0", "0", "0", "4", "28"]])
        #expect(reading.form.cells.map(\.indicator) == row.slots.map(\.id) && reading.found == 1)
        #expect(reading.form.cells.map(\.state) == [.text, .text, .number, .number, .number, .number, .text])
        #expect(reading.form.cells.map(\.raw) == ["1230004", "1230004", "0", "0", "0", "4", "1230004"])
        let note = try #require(reading.notes.first)
        #expect(note.kind == .ambiguousCells && note.indicators == [0, 1, 6].map { row.slots[$0].id })
        #expect(note.message.en.hasSuffix("1230004 may be 12/3/0/0/0/4/19 or 1/23/0/0/0/4/28"))
        #expect(note.place == CellPlace(table: 0, row: 5, column: 1, page: 2))
    }

    @Test func withoutAWayNoCellIsCertain() throws {
        let (reading, row) = try reading([])
        #expect(reading.form.cells.allSatisfy { $0.state == .text })
        #expect(reading.notes.first?.kind == .uncertainCells && reading.notes.first?.indicators == row.slots.map(\.id))
    }
}
