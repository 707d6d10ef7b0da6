import Disclosure
import FilePaths
import ReportParsing
import ReportRendering
import ReportSupport
import Testing

/// The tables of any report glued together, without anything between their cells.
@Suite struct GluedRoundTripHeavyTests {
    @Test("Glued tables: what comes out as a number is right, what does not is named with its ways", arguments: Edition.allCases)
    func glued(edition: Edition) async throws {
        let rendering = try #require(Renderings.named("text-glued"))
        var (certain, uncertain) = (0, 0)
        for seed in UInt64(0)..<24 {
            let report = GeneratedReport(edition: edition, seed: seed)
            let outcome = await ReportFile.read(bytes: try rendering.bytes(of: report.draft), path: "report")[0]
            let read = try outcome.result.get()[0]
            let form = try #require(read.forms.first { $0.edition == edition })
            let named = Set(read.notes.filter { $0.kind == .ambiguousCells }.flatMap(\.indicators))
            #expect(form.cells.count == report.texts.count)
            for cell in form.cells {
                if cell.state == .number {
                    certain += 1
                    #expect(cell.value == report.values[cell.indicator], "seed \(seed) \(cell.indicator) \(cell.raw)")
                } else {
                    uncertain += 1
                    #expect(cell.state == .text && named.contains(cell.indicator), "seed \(seed) \(cell.indicator) is not named")
                }
            }
        }
        // The lists of one column end at the next label; of two columns and of Table 2 only some rows have one way.
        let least = edition == .fjStats ? 45 : edition.hasStatutoryTables ? 85 : 100
        #expect(certain * 100 >= least * (certain + uncertain), "\(certain) certain, \(uncertain) not")
    }
}
