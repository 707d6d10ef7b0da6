import Disclosure
import DocumentReading
import FilePaths
import Foundation
import ReportParsing
import TestSupport
import Testing

/// Every cell of the real reports beside the checkout, blanks as blanks.
@Suite(.enabled(if: SharedMaterial.isAvailable))
struct RealReportsTests {
    private static let files: [(file: String, expected: [String])] =
        [
            ("qingzhen_2020.txt", ["qingzhen_2020", "qingzhen_2020_annex"]), ("shanghai_office_2019.html", ["shanghai_office_2019"]),
            ("huaian_2024.pdf", ["huaian_2024"]),
        ]
        + (2011...2018).map { ("pingtan/pingtan_\($0).flat.txt", ["pingtan_\($0)"]) }
        + (2019...2025).map { ("pingtan/pingtan_\($0).html", ["pingtan_\($0)"]) }

    @Test("Every transcribed cell is read", arguments: files)
    func everyCell(file: String, expected: [String]) async throws {
        let path = SharedMaterial.root!.appending(path: "reports/\(file)").path
        let outcomes = await ReportFile.read(path: FilePath(path))
        let report = try #require(try outcomes.first?.result.get().first)
        for name in expected {
            let cells = try ExpectedCells.load(name)
            let form = try #require(report.forms.first { $0.edition == cells.edition })
            let differences = cells.differences(from: form)
            #expect(differences.isEmpty, "\(file): \(differences.prefix(5).joined(separator: "; "))")
            #expect(report.body.name == cells.entity)
            #expect(report.body.regionCode == cells.regionCode)
            #expect(report.year == cells.year)
        }
        #expect(report.forms.count == expected.count)
    }

    @Test("Glued copies of the statutory form: certain cells are right, uncertain ones are named", arguments: 2019...2025)
    func gluedCopies(year: Int) async throws {
        let path = SharedMaterial.root!.appending(path: "reports/pingtan/pingtan_\(year).flat.txt").path
        let outcomes = await ReportFile.read(path: FilePath(path))
        let report = try #require(try outcomes.first?.result.get().first)
        let expected = try ExpectedCells.load("pingtan_\(year)")
        let form = try #require(report.forms.first)
        let uncertain = Set(form.cells.filter { $0.state == .text }.map(\.indicator))
        let certain = FilledForm(edition: form.edition, cells: form.cells.filter { $0.state != .text })
        let wrong = expected.differences(from: certain).filter { !$0.hasSuffix(": missing") }
        #expect(wrong.isEmpty, "\(wrong.prefix(5))")
        #expect(form.cells.count == expected.cells.count)
        // Sums settle Tables 3 and 4; the rows of Table 2 have none.
        #expect(uncertain.allSatisfy { $0.hasPrefix("disclosure.") })
        let named = Set(report.notes.filter { $0.kind == .ambiguousCells }.flatMap(\.indicators))
        #expect(named == uncertain)
        if year == 2019 {
            #expect(uncertain.contains("disclosure.procurement.amount"))
            #expect(report.notes.contains { $0.message.en.contains("135/75394432.52元") && $0.message.zh.contains("13/575394432.52元") })
        }
    }
}
