import Foundation
import FoundationXML
import Testing

@testable import Plots

@Suite struct ChartTests {
    /// Parses the drawing and counts elements by class.
    private func classes(_ svg: String) throws -> [String: Int] {
        final class Counter: NSObject, XMLParserDelegate {
            var classes: [String: Int] = [:]
            func parser(_: XMLParser, didStartElement: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String]) {
                classes[attributes["class"] ?? didStartElement, default: 0] += 1
            }
        }
        let counter = Counter()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = counter
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        return counter.classes
    }

    private let series: [(x: Double, y: Double)] = [(2019, 75), (2020, 90), (2022, 120), (2023, 80), (2024, 218)]

    @Test func aSparklineLeavesAGapWhereAYearIsMissing() throws {
        let svg = Sparkline(points: series, breaks: [2024], title: "收到 <申请> & 其他").svg
        let marks = try classes(svg)
        #expect(marks["line"] == 2)
        #expect(marks["point"] == 1)
        #expect(marks["break"] == 1)
        #expect(svg.contains("收到 &lt;申请&gt; &amp; 其他"))
    }

    @Test func emptyAndSinglePointSeriesAreStillDrawings() throws {
        #expect(try classes(Sparkline(points: [], title: "").svg)["plot"] == 1)
        #expect(try classes(Sparkline(points: [(2024, 0)], title: "").svg)["point"] == 2)
        #expect(try classes(LineChart(points: [], title: "").svg)["plot"] == 1)
        #expect(try classes(LineChart(points: [(2024, 5)], title: "").svg)["point"] == 1)
        #expect(try classes(DotIntervalChart(rows: [], title: "").svg)["plot"] == 1)
        #expect(try classes(FunnelChart(points: [], center: 0, inner: [], outer: [], title: "").svg)["plot"] == 1)
    }

    @Test func aLineChartHasItsBandAndBreaks() throws {
        let band = [2019.0, 2024].map { LineChart.BandPoint(x: $0, mean: 100, low: 50, high: 150) }
        let marks = try classes(LineChart(points: series, band: band, breaks: [(2024, "复议前置")], title: "t", unit: "件").svg)
        #expect(marks["band"] == 1 && marks["fit"] == 1 && marks["break"] == 1 && marks["point"] == 5)
    }

    @Test func everyRowHasItsDotAndInterval() throws {
        let rows = [
            DotIntervalChart.Row(label: "淮安市", value: 0.4466, low: 0.43, high: 0.46, secondary: 0.45, remark: "1 (1–2)"),
            DotIntervalChart.Row(label: "清镇市", value: 0.45),
        ]
        let marks = try classes(DotIntervalChart(rows: rows, reference: 0.4, asPercent: true, title: "公开率").svg)
        #expect(marks["point"] == 2 && marks["interval"] == 1 && marks["hollow"] == 1 && marks["break"] == 1)
    }

    @Test func aFunnelNamesWhatLiesOutside() throws {
        let limits = [10.0, 100, 1000].map { FunnelChart.Limit(n: $0, low: 0.4, high: 0.6) }
        let points = [
            FunnelChart.Point(label: "甲", n: 12, value: 0.5, isOutside: false), FunnelChart.Point(label: "乙", n: 900, value: 0.9, isOutside: true),
        ]
        let svg = FunnelChart(points: points, center: 0.5, inner: limits, outer: limits, title: "t").svg
        let marks = try classes(svg)
        #expect(marks["alert"] == 1 && marks["point"] == 1 && marks["limit"] == 4 && marks["strong"] == 1)
    }

    @Test func theSameDataGiveTheSameBytes() {
        let one = LineChart(points: series, title: "t").svg
        #expect(one == LineChart(points: series, title: "t").svg)
    }
}
