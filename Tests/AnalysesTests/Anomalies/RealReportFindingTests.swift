import FilePaths
import Foundation
import ReportParsing
import TestSupport
import Testing

@testable import Analyses
@testable import Disclosure

/// The findings on the real reports as read from their files: what is known is found, and nothing else is called an error.
@Suite(.enabled(if: SharedMaterial.isAvailable)) struct RealReportFindingTests {
    func read(_ files: [String]) async throws -> [Report] {
        var reports: [Report] = []
        for file in files {
            let path = SharedMaterial.root!.appending(path: "reports/\(file)").path
            for outcome in await ReportFile.read(path: FilePath(path)) { reports += try outcome.result.get() }
        }
        return reports
    }

    @Test func everythingKnownAndNoOtherError() async throws {
        let reports = try await read(
            ["qingzhen_2020.txt", "shanghai_office_2019.html", "huaian_2024.pdf"] + (2011...2018).map { "pingtan/pingtan_\($0).flat.txt" }
                + (2019...2025).map { "pingtan/pingtan_\($0).html" })
        let findings = try ReferenceReports.findings(reports)
        let dump = ReferenceReports.dump(findings)
        let errors = findings.filter { $0.severity == .error }.map { "\($0.entity) \($0.year) \($0.rule)" }.sorted()
        let known = [
            "平潭综合实验区 2013 text.disclosed", "平潭综合实验区 2017 fj.cumulative_monotone", "平潭综合实验区 2020 t3.outcome_sum.total",
            "清镇市 2020 t2.fees_change_is_count",
        ]
        #expect(errors == known, "\(dump)")
        #expect(!findings.contains { $0.entity == "淮安市" }, "\(dump)")
        for (year, observed, expected) in [(2023, 470.0, 643.0), (2024, 440, 499), (2025, 546, 453)] {
            #expect(
                findings.contains {
                    $0.rule == "y2y.in_force.normative_docs" && $0.year == year && $0.observed == observed && $0.expected == expected
                })
        }
        // Both languages say everything: no Chinese sentence without Chinese in it, but for sums and years.
        for finding in findings {
            for text in [finding.message] + finding.readings {
                let isSum = text.zh.allSatisfy { $0.isNumber || "+−-=→：%. ".contains($0) }
                #expect(isSum || text.zh.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(finding.rule): \(text.zh)")
            }
        }
        #expect(findings.contains { $0.mechanism == .itemsForDecisions && $0.observed == 1063 })
        #expect(findings.contains { $0.mechanism == .blankTotal && $0.entity.hasPrefix("上海") && $0.certainty == .exact })
        #expect(findings.contains { $0.observed == 258 && $0.expected == 275 })
        // The same category entered twice is the likelier of the two repairs.
        let sums = try #require(findings.first { $0.rule == "t3.outcome_sum.total" })
        #expect(sums.suggestions.map(\.indicator) == ["outcome.partial.natural_person", "outcome.partial.total"])
        #expect(sums.repairs.map { $0.changes.count } == [2, 2] && sums.repairs[0].mechanism == .shiftedRow)
        #expect(sums.violations.map(\.rule) == ["t3.outcome_sum.natural_person", "t3.outcome_sum.total"])
        #expect(sums.violations.allSatisfy { $0.difference == 6 && $0.year == 2020 && $0.entity == sums.entity })
        let located = try #require(sums.cells.first)
        #expect(located.raw == "6" && located.table > 0 && located.row > 0 && located.source.hasSuffix("pingtan_2020.html"))
    }
}
