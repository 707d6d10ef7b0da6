import Foundation
import Testing

/// Who should have reported: `anomalies --expected`, `report --expected`.
@Suite struct RosterTests {
    private let analyze: AnalyzeProgram

    /// Two years of 清镇市, one of 淮安市; the roster also has a county that never reported, and one report in a single year.
    init() throws {
        analyze = try AnalyzeProgram()
        for (name, entity, years) in [("a", "清镇市", [2022, 2023]), ("b", "淮安市", [2023])] {
            for year in years {
                try analyze.write("in/\(name)\(year).html", SampleReport.consistent(entity, year: year, received: 12, granted: 9).html)
            }
        }
        try analyze.write("roster.csv", "entity,region_code,year\n清镇市,520181,\n淮安市,320800,\n阳朔县,450321,\n盱眙县,320830,2023\n")
        #expect(try analyze("ingest", "in").status == 0)
    }

    private func missing(_ more: String...) throws -> [[String: Any]] {
        try analyze(["anomalies", "--expected", "roster.csv", "--kind", "missing", "--format", "json"] + more).rows().filter {
            $0["rule"] as? String == "roster.missing"
        }
    }

    private func names(_ rows: [[String: Any]]) -> [String] { rows.map { "\($0["entity"] ?? "") \($0["year"] ?? "")" }.sorted() }

    @Test("Each report of the roster that is not there is a finding, selected like any other")
    func findings() throws {
        #expect(names(try missing()) == ["淮安市 2022", "盱眙县 2023", "阳朔县 2022", "阳朔县 2023"].sorted())
        #expect(names(try missing("--within", "320000")) == ["淮安市 2022", "盱眙县 2023"].sorted())
        #expect(names(try missing("--entity", "阳朔县", "--year", "2023")) == ["阳朔县 2023"])
        let none = try analyze("anomalies", "--kind", "missing", "--format", "json").rows()
        #expect(!none.contains { $0["rule"] as? String == "roster.missing" })
        #expect(try analyze("anomalies", "--expected", "roster.csv", "--fail-on", "warning").status == 1)
        try analyze.write("bad.csv", "name\n清镇市\n")
        #expect(try analyze("anomalies", "--expected", "bad.csv").status == 2)
    }

    @Test("A verdict on one is kept, whether the roster is given in between or not")
    func verdicts() throws {
        let row = try #require(try missing("--entity", "阳朔县", "--year", "2023").first)
        let fingerprint = try #require(row["fingerprint"] as? String)
        #expect(try analyze("anomalies").status == 0)
        #expect(try analyze("anomalies", "--expected", "roster.csv").status == 0)
        let decided = try analyze("verdict", String(fingerprint.prefix(8)), "dismissed", "--note", "已并入")
        #expect(decided.status == 0, "\(decided.errors)")
        #expect(try analyze("anomalies").status == 0)
        #expect(try missing("--entity", "阳朔县", "--year", "2023").first?["verdict"] as? String == "dismissed")
    }

    @Test("The page says who of the roster has no report, by region; what was not asked for is not missing", arguments: ["zh", "en"])
    func page(locale: String) throws {
        let run = try analyze("report", "--expected", "roster.csv", "--locale", locale, "-o", "page.html")
        #expect(run.status == 0, "\(run.errors)")
        let page = try String(contentsOf: analyze.folder.url.appending(path: "page.html"), encoding: .utf8)
        let sentence =
            locale == "zh"
            ? "名单 roster.csv：4 个主体应报 7 份，缺 4 份；2 个主体一份也没有。"
            : "Roster roster.csv: 7 reports of 4 bodies expected, 4 missing; 2 bodies have none at all."
        #expect(page.contains(sentence))
        #expect(page.contains(">阳朔县<") && page.contains("450321"))
        // 2022 of 盱眙县 is not on the list.
        #expect(page.contains(locale == "zh" ? "盱眙县 2022：名单上没有" : "盱眙县 2022: not on the roster"))
        #expect(page.contains(locale == "zh" ? "盱眙县 2023：无报告" : "盱眙县 2023: no report"))
        #expect(try analyze("report", "--locale", locale, "-o", "page.html").status == 0)
        #expect(try !String(contentsOf: analyze.folder.url.appending(path: "page.html"), encoding: .utf8).contains("roster.csv"))
    }
}
