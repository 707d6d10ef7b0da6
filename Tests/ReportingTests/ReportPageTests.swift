import Analyses
import Disclosure
import FiguresSupport
import Foundation
import Testing

@testable import Reporting

@Suite struct ReportPageTests {
    static func content() throws -> ReportPage.Content {
        let corpus = Figures.corpus
        let options = TrendOptions()
        let cell = Finding.CellReference(
            indicator: "disclosure.fees.items_change", label: "行政事业性收费 · 本年增/减", value: ExactDecimal(19292), raw: "+19292",
            source: "datasets/figures/qingzhen_2020.csv", table: 4, row: 2, column: 3, year: 2020)
        let finding = Finding(
            fingerprint: "5f1c2a", kind: .implausible, rule: "t2.fees.money_in_count", severity: .error, entity: "清镇市", regionCode: "520181",
            year: 2020, cells: [cell], observed: 19292, mechanism: .moneyInCount, certainty: .detected,
            suggestions: [.init(indicator: cell.indicator, from: ExactDecimal(19292), to: ExactDecimal(0))],
            message: LocalizedText(
                zh: "行政事业性收费上年 49 项，本年增加 19292：很可能把金额填入了项目数。<b>",
                en: "49 items of fees with an increase of 19292: probably an amount of money in a count. <b>"),
            verdict: .open, readings: [LocalizedText(zh: "作为项目数：49 + 19292 = 19341", en: "as items: 49 + 19292 = 19341")])
        let summaries = Figures.reports.map { report in
            let cells = report.forms.flatMap(\.cells)
            return ReportSummary(
                body: report.body, year: report.year, edition: report.edition, source: report.source, cells: cells.count,
                blank: cells.count { $0.state == .blank })
        }
        return ReportPage.Content(
            version: "1.0.0", reports: summaries, findings: [finding], trends: TrendAnalysis(options).rows(in: corpus), trendOptions: options,
            rankings: [
                try RankAnalysis(RankOptions(subject: "disclosure_rate", year: 2024)).ranking(of: corpus),
                try RankAnalysis(RankOptions(subject: "received", year: 2024, peers: .all)).ranking(of: corpus),
            ])
    }

    @Test(arguments: Language.allCases)
    func isSelfContainedAndEscaped(language: Language) throws {
        let page = ReportPage(language: language).html(try Self.content())
        if let folder = ProcessInfo.processInfo.environment["SAVE_PAGES"] {
            try Data(page.utf8).write(to: URL(filePath: folder).appending(path: "report-\(language.rawValue).html"))
        }
        for leak in ["src=\"http", "href=\"http", "url(", "@import", "<script", "{{", "}}"] { #expect(!page.contains(leak), "\(leak)") }
        #expect(page.contains("&lt;b&gt;"))
        #expect(!page.contains("19292：很可能把金额填入了项目数。<b>"))
        #expect(page.components(separatedBy: "<svg").count > 15)
        for id in ["reports", "anomalies", "trends", "rankings", "methods"] { #expect(page.contains("<section id=\"\(id)\">")) }
        #expect(page.contains("44.66 %"))
        #expect(page == ReportPage(language: language).html(try Self.content()))
    }

    @Test func saysWhenThereWasMoreThanItShows() throws {
        var limits = ReportPage.Limits()
        limits.reports = 3
        limits.series = 5
        let page = ReportPage(language: .en, limits: limits).html(try Self.content())
        #expect(page.contains("The first 3 of 18."))
        #expect(page.contains("The first 5 of "))
    }

    @Test func anEmptySelectionIsStillAPage() {
        let page = ReportPage(language: .zh).html(ReportPage.Content(version: "1", reports: [], findings: [], trends: []))
        #expect(page.contains("没有发现异常。"))
        #expect(page.hasSuffix("</html>\n"))
    }
}
