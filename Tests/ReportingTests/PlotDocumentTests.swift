import Disclosure
import FiguresSupport
import Foundation
import FoundationXML
import Testing

@testable import Analyses
@testable import Reporting

/// A drawing as a parser sees it: its outermost element, and what stands in elements with an id.
private final class Parts: NSObject, XMLParserDelegate {
    private(set) var isWellFormed = false
    private(set) var root = ""
    private(set) var attributes: [String: String] = [:]
    private(set) var texts: [String: String] = [:]
    private var current: String?

    init(_ svg: String) {
        super.init()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = self
        isWellFormed = parser.parse()
    }

    func parser(_: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes found: [String: String]) {
        if root.isEmpty { (root, attributes) = (name, found) }
        current = found["id"]
    }

    func parser(_: XMLParser, foundCharacters text: String) { if let current { texts[current, default: ""] += text } }

    func parser(_: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?) { current = nil }
}

/// Pictures of results, as files of their own.
@Suite struct PlotDocumentTests {
    private static let options = TrendOptions(forecastYears: 2, indicators: [IndicatorPattern("received"), IndicatorPattern("granted")])

    private func rows() -> [TrendRow] {
        let body = Figures.corpus.bodies.first { $0.name.hasPrefix("平潭") }!
        return TrendAnalysis(Self.options).rows(in: Figures.corpus, selecting: CorpusSelection(entities: [body.name]))
    }

    private func ranking(funnel: Bool) throws -> Ranking {
        // Bodies of one kind, whose reports differ in nothing but the figures.
        var rows: [RankRow] = []
        for (index, name) in ["甲县", "乙县", "丙 <县>"].enumerated() {
            var row = RankRow(
                body: index, entity: name, regionCode: "35010\(index)", level: .county, year: 2024, value: 0.6 - 0.1 * Double(index),
                n: 100 + 50 * Double(index), components: [], peers: "government/county", peerCount: 3, eligible: true, reason: nil)
            (row.rank, row.rankLow, row.rankHigh) = (index + 1, max(1, index), min(3, index + 2))
            row.funnel = index == 2 ? .below : .within
            rows.append(row)
        }
        let limits = [100.0, 200].map { RankFunnel.Limits(n: $0, inner: 0.45...0.55, outer: 0.42...0.58) }
        return Ranking(
            subject: "disclosure_rate", label: LocalizedText(zh: "公开率", en: "disclosure rate"), year: 2024, isFraction: true, descends: true,
            level: 0.95,
            rows: rows, notes: [], funnels: funnel ? [RankFunnel(peers: "government/county", center: 0.5, limits: limits)] : [])
    }

    private func pictures(_ language: Language) throws -> [(name: String, picture: PlotDocument)] {
        let rows = rows()
        return [
            ("trends", try #require(PlotDocument.trends(rows, options: Self.options, each: 6, language: language))),
            ("series", try #require(PlotDocument.series(rows, options: Self.options, limit: 1, language: language))),
            ("ranks", try #require(PlotDocument.ranks(try ranking(funnel: false), ends: 30, language: language))),
            ("funnel", try #require(PlotDocument.funnel(try ranking(funnel: true), language: language))),
            ("coverage", try #require(try PlotDocument.coverage(Figures.corpus, language: language))),
        ]
    }

    @Test(arguments: Language.allCases)
    func picturesAreAsTheyWere(language: Language) throws {
        for (name, picture) in try pictures(language) { try Golden.expect(picture.svg, "plots/\(language.rawValue)-\(name).svg") }
    }

    /// Every picture is one well-formed drawing with its name, its numbers in words, and nothing that reaches outside it.
    @Test(arguments: Language.allCases)
    func picturesAreAccessibleAndSelfContained(language: Language) throws {
        for (name, picture) in try pictures(language) {
            let parts = Parts(picture.svg)
            #expect(parts.isWellFormed && parts.root == "svg" && parts.attributes["role"] == "img", "\(name)")
            let texts = (parts.attributes["aria-labelledby"] ?? "").split(separator: " ").map { parts.texts[String($0)] ?? "" }
            #expect(texts.count == 2 && texts.allSatisfy { !$0.isEmpty }, "\(name)")
            for leak in ["href", "url(", "<script", "<style", "<image", "foreignObject"] { #expect(!picture.svg.contains(leak), "\(name): \(leak)") }
            #expect(!picture.svg.contains("NaN") && !picture.svg.contains("inf\""), "\(name)")
        }
        #expect(try pictures(language).map(\.picture.svg) == (try pictures(language).map(\.picture.svg)))
    }

    @Test func namesAreEscaped() throws {
        let svg = try #require(PlotDocument.funnel(try ranking(funnel: true), language: .zh)).svg
        #expect(svg.contains("丙 &lt;县&gt;") && !svg.contains("<县>"))
    }

    @Test func nothingIsNoPicture() throws {
        #expect(PlotDocument.trends([], options: Self.options, each: 6, language: .en) == nil)
        #expect(PlotDocument.series([], options: Self.options, limit: 3, language: .en) == nil)
        #expect(PlotDocument.funnel(try ranking(funnel: false), language: .en) == nil)
        #expect(try PlotDocument.coverage(Corpus(reports: []), language: .en) == nil)
    }

    @Test func whatIsNotDrawnIsSaid() throws {
        let rows = rows()
        #expect(rows.count > 1)
        let svg = try #require(PlotDocument.series(rows, options: Self.options, limit: 1, language: .en)).svg
        #expect(svg.contains("Drawn are 1 of \(rows.count) series."))
        let ranks = try #require(PlotDocument.ranks(try ranking(funnel: false), ends: 1, language: .en)).svg
        #expect(ranks.contains("3 ranked; drawn are the first 1 and the last 1") && !ranks.contains("乙县"))
    }
}

@Suite struct PeerNamesTests {
    @Test(arguments: [
        ("department/county", "县级部门"), ("government", "政府"), ("all", "全部主体"), ("government/county/350000", "县级政府 · 福建省"),
        ("福建省/government/county", "县级政府 · 福建省"),
    ])
    func groupsHaveNames(key: String, name: String) { #expect(PeerNames.name(key, .zh) == name) }

    /// What says something else of a body is left as it stands.
    @Test(arguments: ["", "Public Service Departments", "n/a", "government/big", "a/b/c/d"])
    func otherKeysHaveNone(key: String) { #expect(PeerNames.name(key, .zh) == nil && PeerNames.codes([key]).isEmpty) }
}
