import Analyses
import Disclosure
import FiguresSupport
import Foundation
import Output
import Testing

@testable import Reporting

@Suite struct ReportPageTests {
    static func finding() -> Finding {
        let cell = Finding.CellReference(
            indicator: "disclosure.fees.items_change", label: "行政事业性收费 · 本年增/减", value: ExactDecimal(19292), raw: "+19292",
            source: "datasets/figures/qingzhen_2020.csv", table: 4, row: 2, column: 3, year: 2020)
        return Finding(
            body: Figures.corpus.bodies.firstIndex { $0.name == "清镇市" }, fingerprint: "5f1c2a", kind: .implausible, rule: "t2.fees.money_in_count",
            severity: .error, entity: "清镇市", regionCode: "520181", year: 2020, cells: [cell], observed: 19292, mechanism: .moneyInCount,
            certainty: .detected,
            repairs: [.init([.init(indicator: cell.indicator, entity: "清镇市", year: 2020, from: ExactDecimal(19292), to: ExactDecimal(0))])],
            message: LocalizedText(
                zh: "行政事业性收费上年 49 项，本年增加 19292：很可能把金额填入了项目数。<b>",
                en: "49 items of fees with an increase of 19292: probably an amount of money in a count. <b>"),
            verdict: .open, readings: [LocalizedText(zh: "作为项目数：49 + 19292 = 19341", en: "as items: 49 + 19292 = 19341")])
    }

    static func content() throws -> ReportPage.Content {
        let corpus = Figures.corpus
        let options = TrendOptions()
        var content = ReportPage.Content(
            corpus: corpus, making: PageMaking(version: "1.0.0", command: "analyze report"), links: SourceLinks(folder: "/work/out", current: "/work")
        )
        content.findings = [finding()]
        content.trends = TrendAnalysis(options).rows(in: corpus)
        content.trendOptions = options
        content.rankings = [
            try RankAnalysis(RankOptions(subject: "disclosure_rate", year: 2024)).ranking(of: corpus),
            try RankAnalysis(RankOptions(subject: "received", year: 2024, peers: .all)).ranking(of: corpus),
        ]
        return content
    }

    @Test(arguments: Language.allCases)
    func isSelfContainedAndEscaped(language: Language) throws {
        let page = try ReportPage(language: language).html(try Self.content())
        for leak in ["src=\"", "href=\"http", "url(", "@import", "/work/"] { #expect(!page.contains(leak), "\(leak)") }
        #expect(page.contains("&lt;b&gt;"))
        #expect(!page.contains("<b>。") && !page.contains("count. <b>"))
        for id in ["overview", "findings", "bodies", "trends", "comparison", "methods"] { #expect(page.contains("<section id=\"\(id)\"")) }
        #expect(page.contains("44.66 %"))
        #expect(page == (try ReportPage(language: language).html(try Self.content())))
    }

    @Test func thePolicyAllowsTheOwnScriptAndStyleAlone() throws {
        let page = try ReportPage(language: .en).html(try Self.content())
        let script = try #require(
            page.range(of: "<script>").flatMap { start in
                page.range(of: "</script>", range: start.upperBound..<page.endIndex).map { String(page[start.upperBound..<$0.lowerBound]) }
            })
        let style = try #require(
            page.range(of: "<style>").flatMap { start in page.range(of: "</style>").map { String(page[start.upperBound..<$0.lowerBound]) } })
        #expect(script == PageAssets.script && style == PageAssets.style)
        #expect(page.contains("script-src &#39;sha256-\(PackedPart.policyHash(script))&#39;"))
        #expect(page.contains("style-src &#39;sha256-\(PackedPart.policyHash(style))&#39;"))
        #expect(PackedPart.hexadecimalHash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(!page.contains(" style=\"") && !page.contains("onclick"))
    }

    @Test func whatIsNotDrawnIsCounted() throws {
        var limits = ReportPage.Limits()
        limits.series = 2
        let content = try Self.content()
        let page = try ReportPage(language: .en, limits: limits).html(content)
        let drawn = page.components(separatedBy: "<figure><figcaption>").count
        #expect(drawn > 1)
        #expect(page.contains("the choices above show the other"))
        var many = content
        many.findings = (0..<5).map { number in
            var finding = Self.finding()
            finding.fingerprint = "5f1c2\(number)"
            return finding
        }
        limits.findings = 3
        #expect(try ReportPage(language: .en, limits: limits).html(many).contains("The 3 most serious of 5."))
    }

    @Test func anEmptySelectionIsStillAPage() throws {
        let content = ReportPage.Content(
            corpus: Corpus(reports: []), making: PageMaking(version: "1", command: "analyze report"), links: SourceLinks(folder: "/", current: "/"))
        let page = try ReportPage(language: .zh).html(content)
        #expect(page.contains("没有发现异常。"))
        #expect(page.hasSuffix("</html>\n"))
    }

    @Test func aFolderHasAPageForEachBodyAndNothingIsLeftOut() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "pages-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let output = try OutputFolder(path: folder.path)
        var limits = ReportPage.Limits()
        (limits.findings, limits.findingsPerPage) = (1, 2)
        var content = try Self.content()
        content.findings = (0..<5).map { number in
            var finding = Self.finding()
            finding.fingerprint = "5f1c2\(number)"
            return finding
        }
        try ReportPage(language: .zh, limits: limits).write(content, to: output)
        try output.commit()
        let all = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(all.contains(PageRecord.file), "what later pages are compared with")
        let files = all.filter { $0.hasSuffix(".html") }
        #expect(files.count == content.corpus.bodies.count + 3 + 1, "bodies, pages of findings, index")
        let index = try String(contentsOf: folder.appending(path: "index.html"), encoding: .utf8)
        for file in files where file != "index.html" { #expect(index.contains("href=\"\(file)"), "\(file)") }
        #expect(!index.contains("<script"))
        let body = try #require(files.first { $0.hasPrefix("520181") })
        let page = try String(contentsOf: folder.appending(path: body), encoding: .utf8)
        for number in 0..<5 { #expect(page.contains("id=\"k-5f1c2\(number)\"")) }
        #expect(page.contains("id=\"c-2020-disclosure.fees.items_change\""))
        #expect(page.contains("href=\"#c-2020-disclosure.fees.items_change\""), "the cell's name leads to the cell")
        #expect(!page.contains("<script") && page.contains("<table class=\"form\">"))
    }

    @Test func aFindingWithoutABodyOfTheCorpusHasAPage() throws {
        var content = try Self.content()
        content.findings[0].body = nil
        content.findings[0].entity = "别处"
        #expect(try ReportPage(language: .zh).html(content).contains(">别处<"))
    }
}

@Suite struct PagePartsTests {
    @Test(arguments: Edition.allCases)
    func printedFormsAreFull(edition: Edition) {
        for language in Language.allCases {
            for sheet in SheetLayout(edition, language).sheets {
                let depth = sheet.head.first?.first?.columns ?? sheet.rows.map { $0.reduce(0) { $0 + $1.columns } }.max()!
                // Each row of the body is as wide as the others, with what reaches down from above.
                var open: [Int] = []
                for row in sheet.rows {
                    let width = row.reduce(0) { $0 + $1.columns } + open.count
                    #expect(width == depth, "\(edition) \(sheet.name): \(row.map(\.text))")
                    open = open.map { $0 - 1 }.filter { $0 > 0 } + row.filter { $0.rows > 1 }.map { $0.rows - 1 }
                }
                // So is the head.
                for (level, row) in sheet.head.enumerated() {
                    let above = sheet.head[..<level].enumerated().flatMap { upper, labels in labels.filter { upper + $0.rows > level } }
                    let width = (row + above).reduce(0) { $0 + $1.columns }
                    #expect(width == depth + sheet.width, "\(edition) \(sheet.name)")
                }
                #expect(sheet.cells.count == sheet.rows.count * sheet.width)
            }
        }
    }

    @Test func sourcesAreRelativeOrBareNames() {
        let links = SourceLinks(folder: "/home/someone/out/pages", current: "/home/someone")
        #expect(links.link(shown: "reports/2020.html") == .init(text: "../../reports/2020.html", address: "../../reports/2020.html"))
        #expect(links.link(shown: "/home/someone/out/a b.pdf") == .init(text: "../a b.pdf", address: "../a%20b.pdf"))
        #expect(links.link(shown: "/srv/data/secret/2020.html") == .init(text: "2020.html", address: nil), "no path that begins at the root")
        #expect(links.link(shown: "in/Pack.ZIP/甲/2016.html") == .init(text: "../../in/Pack.ZIP/甲/2016.html", address: "../../in/Pack.ZIP"))
        #expect(links.link(shown: "") == nil)
        #expect(links.link(shown: "javascript:alert(1)")?.address == "../../javascript%3Aalert%281%29")
    }

    @Test func bigNumbersHaveSeparators() {
        #expect(PageText.value(1234567, unit: "件", .zh) == "1,234,567")
        #expect(PageText.value(123456789, unit: "件", .zh) == "1.23 亿")
        #expect(PageText.value(123456789, unit: "件", .en) == "123,456,789")
        #expect(PageText.value(-1234.5, unit: "件", .en) == "-1,235")
        #expect(PageText.value(0.44660, unit: "1", .en) == "44.66 %")
        #expect(PageText.value(999, unit: "", .en) == "999")
        #expect(PageText.grouped("1e12") == "1e12")
        #expect(PageBuilder.ranges([2009, 2010, 2011, 2013, 2015, 2016]) == "2009–2011, 2013, 2015, 2016")
    }

    @Test func alternativesAreToldApart() {
        func change(_ id: String, _ year: Int = 2020) -> Finding.Change {
            .init(indicator: id, entity: "清镇市", year: year, from: ExactDecimal(1), to: ExactDecimal(2))
        }
        var finding = ReportPageTests.finding()
        finding.repairs = [.init([change("a"), change("b")]), .init([change("c", 2019)], mechanism: .droppedDigit, breaks: ["r"])]
        #expect(finding.suggestions.map(\.indicator) == ["a", "b"])
        #expect(FindingCard.change(finding, .zh) == "1 → 2 等 2 格（方案一，共 2 种）")
        #expect(RepairWords(finding).all.zh == "方案一：“a” 1 → 2，“b” 1 → 2；方案二：“2019年c” 1 → 2（但如此则 r 不成立）")
        #expect(RepairWords(finding).all.en == "Way 1: a 1 → 2, b 1 → 2; Way 2: 2019: c 1 → 2 (but then r would not hold)")
        let rows = ResultTable.explanation(finding).rows.filter { $0[0] == .text("suggestion") }
        #expect(rows.count == 3)
        finding.repairs = [finding.repairs[1]]
        #expect(FindingCard.change(finding, .en) == "1 → 2" && RepairWords(finding).all.en.hasPrefix("2019: c"))
        #expect((1...21).map(FindingCard.chinese).joined(separator: " ").hasSuffix("九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十 二十一"))
    }

    @Test func nothingInTheDataCanEndItsElement() {
        let value: PageValue = .object([("a</script>", .shown("<!--</script>\"\\\u{202E}\n"))])
        let text = String(decoding: value.json, as: UTF8.self)
        #expect(!text.contains("<") && !text.contains("\u{202E}"))
        #expect(text == "{\"a\\u003c/script>\":\"\\u003c!--\\u003c/script>\\\"\\\\\\\\u{202E} \"}")
    }

    @Test func seriesOfOneNameAreToldApartByTheirForms() throws {
        let rows = TrendAnalysis(TrendOptions()).rows(in: Figures.corpus)
        var one = try #require(rows.first)
        var other = one
        (one.indicator, one.editions) = ("a.x", [.fmt2019])
        (other.indicator, other.editions) = ("b.x", [.fmt2021])
        let labels = TrendLabels([one, other])
        #expect(labels.label(one, .zh) != labels.label(other, .zh))
        #expect(TrendLabels([one]).label(one, .zh) == one.label.zh)
    }
}
