import Disclosure
import FilePaths
import ReportParsing
import ReportRendering
import ReportSupport
import Testing

/// A report of which one table is there, in every format that has tables.
@Suite struct OneTableTests {
    @Test("What is there is read, what is not is named", arguments: ["html", "docx", "xlsx", "csv", "text-tabs", "text-pipes"], 0..<3)
    func alone(format: String, table: Int) async throws {
        for edition in Edition.allCases where edition.hasStatutoryTables {
            let report = GeneratedReport(edition: edition, seed: 41)
            let elements = report.draft.elements
            let tables = elements.indices.filter { if case .table = elements[$0] { true } else { false } }
            guard case .table(let layout) = elements[tables[table]] else { continue }
            let there = Set(layout.rows.flatMap { $0.compactMap(\.indicator) })
            let parts = [.title(report.draft.title), elements[tables[table]]]
            let bytes = try #require(Renderings.named(format)).bytes(of: parts)
            let outcome = await ReportFile.read(bytes: bytes, path: "report")[0]
            let read = try #require(try outcome.result.get().first)
            let form = try #require(read.forms.first)
            #expect(form.edition == edition)
            let named = Set(read.notes.flatMap(\.indicators))
            for indicator in Form.of(edition).cells {
                let cell = form.cells.first { $0.indicator == indicator.id }
                if there.contains(indicator.id) {
                    #expect(cell?.value == report.values[indicator.id], "\(format) \(indicator.id)")
                } else {
                    #expect(cell == nil && named.contains(indicator.id), "\(format) \(indicator.id)")
                }
            }
            #expect(read.notes.contains { $0.kind == .partialForm })
            var parser = ReportParser()
            parser.wholeOnly = true
            let whole = await ReportFile.read(bytes: bytes, path: "report", parser: parser)[0].result
            // The table of applications is most of the form.
            let isRefused = if case .failure = whole { true } else { false }
            #expect(isRefused == (table != 1), "\(format) \(edition.rawValue)")
        }
    }

    @Test("The table that several forms have is told by the year, and that is said; without one it is none")
    func toldByYear() async throws {
        let report = GeneratedReport(edition: .fmt2019, seed: 43)
        let table = try #require(report.draft.elements.last { if case .table = $0 { true } else { false } })
        let rendering = try #require(Renderings.named("html"))
        let read = try await ReportFile.read(bytes: rendering.bytes(of: [.title(report.draft.title), table]), path: "report")[0].result.get()
        #expect(read[0].notes.contains { $0.kind == .partialForm && $0.message.en.contains("told from the year (\(read[0].year))") })
        guard case .failure = await ReportFile.read(bytes: try rendering.bytes(of: [table]), path: "report")[0].result else {
            Issue.record("an edition was made up")
            return
        }
    }
}
