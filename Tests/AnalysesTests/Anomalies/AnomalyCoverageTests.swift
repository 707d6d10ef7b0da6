import FilePaths
import Testing

@testable import Analyses
@testable import Disclosure

@Suite struct AnomalyCoverageTests {
    private func report(_ name: String, _ year: Int, _ states: [CellState]) -> Report {
        let ids = Form.of(.fmt2021).indicators.map(\.id)
        let place = CellPlace(table: 1, row: 1, column: 1)
        return Report(
            body: Body(name: name, kind: .government, level: .county, regionCode: nil), year: year, title: "",
            forms: [
                FilledForm(
                    edition: .fmt2021,
                    cells: zip(ids, states).map {
                        Cell(indicator: $0, state: $1, value: $1 == .number ? ExactDecimal(1) : nil, raw: "", place: place)
                    })
            ], source: ReportSource(path: "a.html", sha256: "\(name)\(year)", format: "html"))
    }

    @Test("What could be held against nothing is counted, within what was asked for")
    func counts() {
        let corpus = Corpus(reports: [
            report("甲县", 2021, [.number, .blank, .text]), report("甲县", 2022, [.number, .notApplicable]), report("甲县", 2024, [.number]),
            report("乙县", 2024, [.number, .number]),
        ])
        let all = AnomalyCoverage(corpus)
        #expect(all.reports == 4 && all.cells == 8 && all.blank == 1 && all.unreadable == 2)
        #expect(all.withoutLastYear == 3 && all.withoutComparison == 4)
        let one = AnomalyCoverage(corpus, of: CorpusSelection(entities: ["甲县"], years: [2022...2022]))
        #expect(one.reports == 1 && one.cells == 2 && one.withoutLastYear == 0)
        #expect(one.notes.count == 1 && one.notes[0].en.hasPrefix("1 report with 2 cells judged."))
        #expect(AnomalyCoverage(corpus, of: CorpusSelection(entities: ["丙县"])).notes.isEmpty)
    }

    @Test("With five years, or with ten bodies, there is something to compare with")
    func comparison() {
        #expect(AnomalyCoverage(Corpus(reports: (2018...2022).map { report("甲县", $0, [.number]) })).withoutComparison == 0)
        #expect(AnomalyCoverage(Corpus(reports: (0..<10).map { report("县\($0)", 2022, [.number]) })).withoutComparison == 0)
        #expect(AnomalyCoverage(Corpus(reports: (0..<9).map { report("县\($0)", 2022, [.number]) })).withoutComparison == 9)
    }
}
