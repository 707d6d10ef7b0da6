import Disclosure
import DocumentReading
import FilePaths
import ReportRendering
import ReportSupport
import Testing

/// What is rendered comes back: every cell with its text, spans and grid column, every paragraph, in order.
@Suite struct DocumentRoundTripTests {
    struct PlacedCell: Equatable, CustomStringConvertible {
        var text: String
        var row: Int
        var column: Int
        var rows: Int
        var columns: Int
        var description: String { "\(text)@\(row),\(column)×\(rows),\(columns)" }
    }

    enum Part: Equatable {
        case paragraph(String)
        case table([PlacedCell])
    }

    private func expected(_ draft: ReportDraft, spans: Bool) -> [Part] {
        draft.elements.map { element in
            switch element {
            case .title(let text), .heading(let text), .paragraph(let text): return .paragraph(text)
            case .table(let table):
                var cells: [PlacedCell] = []
                for (row, (line, starts)) in zip(table.rows, table.startColumns).enumerated() {
                    for (cell, column) in zip(line, starts) {
                        cells.append(
                            .init(
                                text: cell.text, row: row, column: column, rows: spans ? cell.rowSpan : 1, columns: spans ? cell.columnSpan : 1))
                    }
                }
                return .table(spans ? cells : cells.filter { !$0.text.isEmpty })
            }
        }
    }

    private func found(_ document: Document, blanks: Bool) -> [Part] {
        document.blocks.map { block in
            switch block {
            case .paragraph(let paragraph): return .paragraph(paragraph.text)
            case .table(let table):
                return .table(
                    table.rows.enumerated().flatMap { row, line in
                        line.cells.filter { blanks || !$0.text.isEmpty }
                            .map {
                                .init(
                                    text: $0.text.allSatisfy(\.isWhitespace) ? "" : $0.text, row: row, column: $0.column, rows: $0.rowSpan,
                                    columns: $0.columnSpan)
                            }
                    })
            }
        }
    }

    @Test(arguments: Edition.allCases, ["html", "docx", "xlsx", "csv"])
    func everyCellAndSpanComesBack(edition: Edition, format: String) async throws {
        let rendering = try #require(Renderings.named(format))
        for seed in 0..<12 {
            for filling in GeneratedReport.Filling.allCases {
                let report = GeneratedReport(edition: edition, seed: UInt64(seed), filling: filling)
                let bytes = try rendering.bytes(of: report.draft)
                let document = try await DocumentReaders.read(bytes: bytes, path: "report")
                #expect(document.format == format)
                #expect(document.warnings.isEmpty)
                let spans = format != "csv"
                let (wanted, got) = (expected(report.draft, spans: spans), found(document, blanks: spans))
                guard wanted != got else { continue }
                #expect(wanted.count == got.count)
                for (wanted, got) in zip(wanted, got) where wanted != got {
                    guard case .table(let expected) = wanted, case .table(let read) = got else {
                        Issue.record("seed \(seed) \(filling): a block changed its kind or text")
                        break
                    }
                    let first = zip(expected, read).first { $0 != $1 }
                    Issue.record("seed \(seed) \(filling): \(expected.count) cells became \(read.count), first \(String(describing: first))")
                    break
                }
                return
            }
        }
    }
}
