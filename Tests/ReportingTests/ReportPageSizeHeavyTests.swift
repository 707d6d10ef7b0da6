import Analyses
import Disclosure
import FilePaths
import Foundation
import Output
import Simulation
import Testing

@testable import Reporting

/// A corpus of the whole country in one file: every body, report, series and finding, and still to be sent by mail.
@Suite struct ReportPageSizeHeavyTests {
    private struct Provider: ReportProvider {
        let corpus: SimulatedCorpus
        func report(body: Int, year: Int) -> Report? { corpus.report(body: body, year: year) }
    }

    /// A page about simulated bodies. Trends are those of a few of them, each under the names of many, so that the packer finds no more in them than in the real ones.
    static func content(bodies: Int, years: ClosedRange<Int>, findingsPerReport: Double) -> ReportPage.Content {
        let simulated = SimulatedCorpus(SimulationParameters(bodies: bodies, years: years, seed: 7))
        let corpus = Corpus(bodies: simulated.bodies, panel: simulated.panel(), forms: simulated.forms(), provider: Provider(corpus: simulated))
        var content = ReportPage.Content(
            corpus: corpus, making: PageMaking(version: "1.0.0", command: "analyze report"), links: SourceLinks(folder: "/out", current: "/out"))
        let some = corpus.selecting(bodies: Array(0..<min(24, bodies)))
        let rows = Dictionary(grouping: TrendAnalysis(TrendOptions(forecastYears: 2)).rows(in: some)) { "\($0.entity)\($0.regionCode ?? "")" }
        content.trends = corpus.bodies.indices.flatMap { index in
            let model = some.bodies[index % some.bodies.count]
            return (rows["\(model.name)\(model.regionCode ?? "")"] ?? []).map { row in
                var row = row
                (row.entity, row.regionCode) = (corpus.bodies[index].name, corpus.bodies[index].regionCode)
                return row
            }
        }
        content.trendOptions = TrendOptions(forecastYears: 2)
        let count = Int(Double(bodies * years.count) * findingsPerReport)
        content.findings = (0..<count).map { number in
            let body = number * 7919 % bodies
            let year = years.lowerBound + number * 31 % years.count
            let source = simulated.report(body: body, year: year)?.source.path.shown ?? ""
            var finding = ReportPageTests.finding()
            finding.body = body
            finding.fingerprint = String(UInt64(number) &* 0x9E37_79B9_7F4A_7C15, radix: 16)
            (finding.entity, finding.regionCode, finding.year) = (corpus.bodies[body].name, corpus.bodies[body].regionCode, year)
            finding.severity = number % 3 == 0 ? .error : .warning
            finding.certainty = .candidates
            let ids = ["outcome.granted.natural", "outcome.total.natural", "outcome.total.total", "applications.received.total"]
            finding.cells = ids.enumerated().map { place, id in
                .init(
                    indicator: id, label: "三、本年度办理结果/（一）予以公开 · 自然人", value: ExactDecimal(number * 13 % 977), raw: "\(number * 13 % 977)",
                    source: source, table: 2, row: 3 + place, column: 2 + number % 7, year: year)
            }
            finding.repairs = ids.prefix(2).map { id in
                .init([
                    .init(
                        indicator: id, entity: finding.entity, year: year, from: ExactDecimal(number * 13 % 977), to: ExactDecimal(number * 17 % 977))
                ])
            }
            finding.message = LocalizedText(
                zh: "“自然人：各项办理结果之和等于（七）总计”不成立（\(number * 13 % 977)≠\(number * 17 % 977)）。有2种改法，最可能的是改为\(number * 17 % 977)。",
                en: "the outcomes do not sum to their total (\(number * 13 % 977) ≠ \(number * 17 % 977)); 2 changes would do")
            return finding
        }
        return content
    }

    @Test func threeThousandBodiesTakeLessThanFifteenMegabytes() throws {
        // Some of the bodies in a debug build, with as little beside them as there is beside many; PAGE_BODIES=3000 for all of them.
        let environment = ProcessInfo.processInfo.environment
        let bodies = environment["PAGE_BODIES"].flatMap { Int($0) } ?? 120
        let years = 2009...2025
        let content = Self.content(bodies: bodies, years: years, findingsPerReport: 0.2)
        let start = ContinuousClock.now
        var limits = ReportPage.Limits()
        if bodies < 3000 { (limits.bodiesInMap, limits.findings) = (50, 10) }
        let page = try ReportPage(language: .zh, limits: limits).html(content)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let perReport = Double(page.utf8.count) / Double(bodies * years.count)
        print("\(bodies) bodies × \(years.count) years: \(page.utf8.count) bytes, \(perReport) a report, \(seconds) s")
        if let path = environment["PAGE_FILE"] { try Data(page.utf8).write(to: URL(filePath: path)) }
        #expect(bodies < 3000 ? perReport < 400 : page.utf8.count < 15_000_000, "\(perReport) bytes a report")
    }
}
