import Disclosure
import FilePaths
import Foundation
import ReportParsing
import ReportRendering
import ReportSupport
import Testing

/// Good files damaged at places spread over them: never a wrong number that nothing tells of. `swift run Benchmarks --damage` goes over every place.
@Suite struct DamageHeavyTests {
    @Test("No damage is silent", arguments: ["text", "text-bars", "text-tabs", "text-spaces", "text-pipes", "text-glued", "csv", "html"])
    func noneSilent(format: String) async throws { try await check(format, seed: 7, limit: 2) }

    /// With other figures some numbers of Table 4 have four digits, and pages have room for three.
    @Test("No damage of the text of a page is silent")
    func noneSilentOnPages() async throws { try await check("pdf-text", seed: 20, limit: 1) }

    private func check(_ format: String, seed: UInt64, limit: Int) async throws {
        let rendering = try #require(DamageTable.formats.first { $0.name == format })
        var table = DamageTable()
        for edition in Edition.allCases {
            // Where nothing parts the cells, blanks leave no trace.
            let filling: GeneratedReport.Filling = ["text", "text-spaces", "text-glued", "pdf-text"].contains(format) ? .numbers : .blanks
            let report = GeneratedReport(edition: edition, seed: seed, filling: filling)
            let trial = try await DamageTrial(report: report, rendering: rendering)
            for damage in DamageTable.kinds(format: format) { try await table.add(trial, damage: damage, format: format, limit: limit) }
        }
        #expect(table.silent.isEmpty, "\(table.silent.count): \(table.silent.prefix(4).map(\.line))")
    }
}

@Suite struct RowCountTests {
    private func form(_ text: String, edition: Edition) async throws -> (form: FilledForm, named: Set<String>) {
        let outcomes = await ReportFile.read(bytes: Array(text.utf8), path: "淮安市2012.csv")
        let report = try outcomes[0].result.get()[0]
        return (try #require(report.forms.first { $0.edition == edition }), Set(report.notes.flatMap(\.indicators)))
    }

    private func csv(_ edition: Edition, _ edit: (inout [String]) -> Void) throws -> String {
        let report = GeneratedReport(edition: edition, seed: 3, filling: .numbers)
        var lines = String(decoding: try CSVRendering().bytes(of: report.draft), as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
        edit(&lines)
        return lines.joined(separator: "\n")
    }

    @Test("A lost comma names the cells of its row")
    func lostComma() async throws {
        let text = try csv(.fjStats) { lines in
            let row = lines.firstIndex { $0.hasPrefix("行政复议数") }!
            lines[row].remove(at: lines[row].lastIndex(of: ",")!)
        }
        #expect(try await form(text, edition: .fjStats).named.contains("legacy.review.total"))
    }

    @Test("Rows that differ in their gloss or code alone are not taken for each other")
    func glosses() async throws {
        let whole = try await form(csv(.local2008) { _ in }, edition: .local2008).form
        let id = "legacy.fees.proactive.copy_cd"
        let text = try csv(.local2008) { lines in lines.removeAll { $0.hasPrefix("41 ") } }
        let read = try await form(text, edition: .local2008).form
        #expect(!read.cells.contains { $0.indicator == id })
        for cell in read.cells { #expect(cell.value == whole.cells.first { $0.indicator == cell.indicator }?.value, "\(cell.indicator)") }
    }
}
