import Disclosure
import FilePaths
import Testing

@testable import Analyses

@Suite struct ReadingDetectorTests {
    private func report(_ notes: [ReadingNote], cells: [Cell] = []) -> Report {
        Report(
            body: Body(name: "甲县", kind: .government, level: .county, regionCode: nil), year: 2022, title: "甲县2022年报告",
            forms: [FilledForm(edition: .fmt2021, cells: cells)], notes: notes, source: ReportSource(path: "a.html", sha256: "0", format: "html"))
    }

    private func findings(_ report: Report) throws -> [Finding] {
        try AnomalyAnalysis(detectors: AnomalyDetectors(perBody: [ReadingDetector()])).findings(in: Corpus(reports: [report]))
    }

    @Test("Cells that were read with a doubt are a finding with their places, one for each kind of doubt")
    func doubts() throws {
        let place = CellPlace(table: 2, row: 7, column: 3)
        let cells = [Cell(indicator: "outcome.granted.total", state: .text, raw: "1 2", place: place)]
        let found = try findings(
            report(
                [
                    ReadingNote(
                        kind: .uncertainCells, message: LocalizedText(zh: "甲", en: "a"), indicators: ["outcome.granted.total"], place: place),
                    ReadingNote(
                        kind: .uncertainCells, message: LocalizedText(zh: "乙", en: "b"),
                        indicators: ["outcome.granted.total", "outcome.partial.total"]),
                    ReadingNote(kind: .repairedText, message: LocalizedText(zh: "丙", en: "c"), indicators: ["review.total"]),
                ], cells: cells))
        #expect(found.map(\.rule) == ["format.reading.repaired_text", "format.reading.uncertain_cells"])
        #expect(found[1].cells.map(\.indicator) == ["outcome.granted.total", "outcome.partial.total"])
        #expect(found[1].cells[0].table == 2 && found[1].cells[0].row == 7 && found[1].cells[0].raw == "1 2")
        #expect(found[1].readings.map(\.en) == ["a (table 2, row 7).", "b."])
        #expect(found[1].readings.map(\.zh) == ["甲（表2第7行）。", "乙。"])
        #expect(found.allSatisfy { $0.severity == .warning })
    }

    @Test("Cells of a scan that were not recognized with certainty are one finding")
    func recognition() throws {
        func findings(_ doubt: ReadingDoubt) throws -> [Finding] {
            let note = ReadingNote(kind: doubt, message: LocalizedText(zh: "某", en: "x"), indicators: ["review.total", "review.pending"])
            return try AnomalyAnalysis(detectors: AnomalyDetectors(perBody: [RecognitionDetector()])).findings(in: Corpus(reports: [report([note])]))
        }
        let found = try findings(.recognition)
        #expect(found.map(\.rule) == ["format.recognition"] && found[0].cells.map(\.indicator) == ["review.total", "review.pending"])
        #expect(try findings(.repairedText).isEmpty)
    }

    @Test("Remarks that doubt no number are no findings")
    func remarks() throws {
        let notes = [ReadingDoubt.labelVariant, .unitMissing, .regionByContext, .fileStructure].map {
            ReadingNote(kind: $0, message: LocalizedText(zh: "某", en: "x"), indicators: ["review.total"])
        }
        let glued = ReadingNote(kind: .gluedCells, message: LocalizedText(zh: "拆分了3行", en: "3 rows were split"))
        #expect(try findings(report(notes + [glued])).isEmpty)
    }

    @Test("A year's value above the running total beside it")
    func runningTotal() throws {
        func cell(_ id: String, _ value: Int) -> Cell {
            Cell(indicator: id, state: .number, value: ExactDecimal(value), raw: "\(value)", place: CellPlace(table: 1, row: 1, column: 3))
        }
        var report = report([])
        report.year = 2013
        report.forms = [
            FilledForm(
                edition: .fjStats,
                cells: [
                    cell("legacy.review.total", 9), cell("legacy.review.total.cumulative", 7), cell("legacy.litigation.total", 2),
                    cell("legacy.litigation.total.cumulative", 2),
                ])
        ]
        let analysis = AnomalyAnalysis(detectors: AnomalyDetectors(perBody: [CatalogDetector()]))
        let found = try analysis.findings(in: Corpus(reports: [report]))
        #expect(found.map(\.rule) == ["fj.cumulative_part"])
        #expect(found[0].cells.map(\.indicator) == ["legacy.review.total", "legacy.review.total.cumulative"])
    }
}
