import Foundation
import Testing

/// The reports of a county, and of the district it became, are one series from the store and from files, with the change marked.
@Suite struct SuccessionTests {
    let analyze: AnalyzeProgram

    init() throws {
        analyze = try AnalyzeProgram()
        for year in 2015...2024 {
            let name = year < 2020 ? "海门市" : "海门区"
            let report = SampleReport.consistent(name, year: year, received: 40 + 3 * (year - 2015) + year % 3, granted: 9)
            try analyze.write("in/\(year).html", report.html)
        }
        try analyze.write("map.csv", "path,entity,region_code\n" + (2015...2019).map { "\($0).html,,320684\n" }.joined())
        #expect(try analyze("ingest", "in", "--entity-map", "map.csv").status == 0)
    }

    @Test func theTrendRunsOverTheChange() throws {
        for source in [[], ["in", "--entity-map", "map.csv"]] {
            let arguments = ["trends"] + source + ["--indicator", "received", "--format", "json"]
            let rows = try analyze(arguments).rows()
            let row = try #require(rows.first)
            #expect(rows.count == 1 && row["entity"] as? String == "海门区" && row["n"] as? Int == 10)
            let breaks = try #require(row["breaks"] as? [[String: Any]])
            #expect(breaks.contains { $0["kind"] as? String == "region" && $0["year"] as? Int == 2020 }, "\(breaks)")
            #expect((row["note"] as? String)?.contains("until 2019 as 海门市 320684") == true)
        }
    }

    @Test func bothNamesFindTheBodyAndReportsKeepTheirOwn() throws {
        for name in ["海门市", "海门区", "320684", "320614"] {
            #expect(try analyze("trends", "--entity", name, "--indicator", "received", "--format", "json").rows().count == 1, "\(name)")
            #expect(try analyze("show", name, "2018", "--format", "json").status == 0, "\(name)")
        }
        let reports = try analyze("reports", "--format", "json").rows()
        #expect(Set(reports.compactMap { $0["entity"] as? String }) == ["海门市", "海门区"])
        let diff = try analyze("diff", "海门区", "2019", "2020", "--format", "json")
        #expect(diff.status == 0, "\(diff.errors)")
        #expect(try analyze("export", "-o", "panel.csv").status == 0)
        let panel = try String(contentsOf: analyze.folder.url.appending(path: "panel.csv"), encoding: .utf8)
        #expect(panel.contains("海门市,320684,county,government,2019") && panel.contains("海门区,320614,county,government,2020"))
    }

    @Test("A verdict on a report of before stays with it when the first report under the new name arrives")
    func fingerprints() throws {
        var report = SampleReport.consistent("海门市", year: 2018, received: 40, granted: 9)
        report.cells["outcome.total.total"] = "46"
        try analyze.write("old/2018.html", report.html)
        try analyze.write("map.csv", "path,entity,region_code\n2018.html,,320684\n")
        func fingerprint() throws -> String? {
            try analyze("anomalies", "old", "--entity-map", "map.csv", "--kind", "identity", "--format", "json").rows().first?["fingerprint"]
                as? String
        }
        let before = try #require(try fingerprint())
        try analyze.write("old/2021.html", SampleReport.consistent("海门区", year: 2021, received: 12, granted: 9).html)
        #expect(try fingerprint() == before)
    }
}
