import Disclosure
import FilePaths
import Testing

@testable import Analyses

@Suite struct DomainDetectorTests {
    private func findings(_ values: [String: String]) throws -> [String] {
        let cells = values.map { id, text in
            Cell(indicator: id, state: .number, value: ExactDecimal(text), raw: text, place: CellPlace(table: 1, row: 1, column: 3))
        }
        let report = Report(
            body: Body(name: "甲县", kind: .government, level: .county, regionCode: nil), year: 2015, title: "甲县2015年报告",
            forms: [FilledForm(edition: .fjStats, cells: cells)], source: ReportSource(path: "a.html", sha256: "0", format: "html"))
        return try AnomalyAnalysis(detectors: AnomalyDetectors(perBody: [DomainDetector()])).findings(in: Corpus(reports: [report]))
            .flatMap(\.cells).map(\.indicator)
    }

    @Test("A count has no decimals; an amount has, and so has its running total")
    func decimals() throws {
        #expect(try findings(["legacy.review.total": "2.5"]) == ["legacy.review.total"])
        #expect(try findings(["legacy.fees.reduced": "2751.3", "legacy.fees.reduced.cumulative": "2751.3"]).isEmpty)
    }
}
