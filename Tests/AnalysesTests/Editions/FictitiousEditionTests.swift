import Analyses
import Disclosure
import FilePaths
import ReportParsing
import ReportRendering
import ReportSupport
import Testing

/// An edition is a folder: one that nobody else knows of is read, checked, ranked and followed like those of the program.
@Suite struct FictitiousEditionTests {
    private static let editions = Edition.allCases + [.fmt2031]
    private static let names = ["清镇市", "修文县", "息烽县", "开阳县"]

    /// A report as a page, with some of its cells typed otherwise.
    private static func page(_ edition: Edition, _ name: String, _ year: Int, seed: UInt64, typed: [String: String] = [:]) throws -> [UInt8] {
        var draft = GeneratedReport(edition: edition, seed: seed).draft
        draft.title = "\(name)\(year)年政府信息公开工作年度报告"
        draft.prose[1] = ["本报告的数据统计期限为\(year)年1月1日至12月31日。"]
        for index in draft.forms[0].cells.indices {
            if let text = typed[draft.forms[0].cells[index].indicator] { draft.forms[0].cells[index].raw = text }
        }
        return try #require(Renderings.named("html")).bytes(of: draft)
    }

    private static func read(_ bytes: [UInt8]) async throws -> Report {
        let outcomes = await ReportFile.read(bytes: bytes, path: "report.html", parser: ReportParser(editions: editions))
        return try #require(try outcomes.first?.result.get().first)
    }

    private static let algorithms = [
        "disclosure.algorithms.open": "3", "disclosure.algorithms.closed": "4", "disclosure.algorithms.all": "7",
    ]

    private static func reports(_ years: ClosedRange<Int>, algorithms: [String: String] = algorithms) async throws -> [Report] {
        var reports: [Report] = []
        for (index, name) in names.enumerated() {
            for year in years {
                let edition: Edition = year < 2031 ? .fmt2021 : .fmt2031
                let bytes = try page(edition, name, year, seed: UInt64(index * 100 + year), typed: edition == .fmt2031 ? algorithms : [:])
                reports.append(try await read(bytes))
            }
        }
        return reports
    }

    @Test func itIsToldFromItsLabelsAndReadCellByCell() async throws {
        let report = try await Self.read(try Self.page(.fmt2031, "清镇市", 2032, seed: 5, typed: Self.algorithms))
        #expect(report.edition == .fmt2031 && report.year == 2032 && report.body.name == "清镇市")
        #expect(report.forms[0].cells.count == Form.of(.fmt2031).cells.count)
        #expect(report.cell("disclosure.algorithms.closed")?.value == ExactDecimal(4))
        let generated = GeneratedReport(edition: .fmt2031, seed: 5)
        for cell in report.forms[0].cells where !cell.indicator.hasPrefix("disclosure.algorithms") {
            #expect(cell.value == generated.values[cell.indicator], "\(cell.indicator)")
        }
        // The older forms are still told from it.
        #expect(try await Self.read(try Self.page(.fmt2021, "清镇市", 2024, seed: 6)).edition == .fmt2021)
    }

    @Test func itsChecksRunAndSpeakOfItsCellsByName() async throws {
        let bytes = try Self.page(.fmt2031, "清镇市", 2032, seed: 7, typed: Self.algorithms.merging(["disclosure.algorithms.all": "9"]) { $1 })
        let findings = try AnomalyAnalysis().findings(in: Corpus(reports: [try await Self.read(bytes)]))
        let finding = try #require(findings.first { $0.rule == "t2.algorithms" })
        #expect(finding.severity == .error && finding.year == 2032)
        #expect(Set(finding.cells.map(\.indicator)).isSubset(of: Set(Self.algorithms.keys)) && !finding.cells.isEmpty)
        #expect(finding.readings.contains { $0.en.contains("“Automated decisions · in use”") })
        #expect(!findings.contains { $0.rule == "edition.year" })
        #expect(IdentityCatalog.of(.fmt2031).contains { $0.id == "t3.balance.total" })
        let sound = try AnomalyAnalysis().findings(
            in: Corpus(reports: [try await Self.read(try Self.page(.fmt2031, "清镇市", 2032, seed: 7, typed: Self.algorithms))]))
        #expect(!sound.contains { $0.severity == .error })
    }

    @Test func itIsRankedAndItsSeriesGoOnFromTheEditionBefore() async throws {
        let reports = try await Self.reports(2028...2033)
        let corpus = Corpus(reports: reports)
        let ranking = try RankAnalysis(RankOptions(subject: "substantive_disclosure_rate", year: 2033, minimumN: 1)).ranking(of: corpus)
        #expect(ranking.rows.count == Self.names.count && ranking.rows.contains { $0.value != nil })
        let rows = TrendAnalysis(TrendOptions(indicators: [IndicatorPattern("received"), IndicatorPattern("disclosure.algorithms.all")])).rows(
            in: corpus)
        let received = rows.filter { $0.indicator == "received" }
        #expect(received.count == Self.names.count && received.allSatisfy { $0.n == 6 && $0.editions == [.fmt2021, .fmt2031] })
        let algorithms = rows.filter { $0.indicator == "disclosure.algorithms.all" }
        #expect(algorithms.count == Self.names.count && algorithms.allSatisfy { $0.n == 3 && $0.label.en.contains("Automated decisions") })
    }
}
