import Foundation
import Testing

@Suite struct PanelCommandTests {
    let analyze: AnalyzeProgram
    init() throws { analyze = try AnalyzeProgram() }

    @Test func anyPanelCanBeImportedAndFollowed() throws {
        var csv = "year,entity,value,indicator,sector\n"
        for (entity, slope) in [("Alpha", 3), ("\"Beta, Ltd\"", -2), ("Gamma", 0)] {
            for year in 2016...2024 { csv += "\(year),\(entity),\(100 + slope * (year - 2016)),requests,public\n" }
        }
        csv += "2020,Alpha,,appeals,public\n2021,Alpha,7,appeals,public\n"
        try analyze.write("oia.csv", csv)
        let imported = try analyze("import", "oia.csv", "--format", "json")
        let row = try #require(try imported.rows().first)
        #expect(row["entities"] as? Int == 3 && row["values"] as? Int == 28 && row["status"] as? String == "stored")
        #expect(try analyze("import", "oia.csv", "--format", "json").rows()[0]["status"] as? String == "unchanged")
        let trends = try analyze("trends", "--indicator", "requests", "--sort", "entity", "--format", "json").rows()
        #expect(trends.map { $0["entity"] as? String } == ["Alpha", "Beta, Ltd", "Gamma"])
        #expect(trends.map { $0["theil_sen"] as? Double } == [3, -2, 0])
        let cells = try analyze("export", "-o", "out.csv")
        #expect(cells.status == 0)
        let exported = try String(contentsOf: analyze.folder.url.appending(path: "out.csv"), encoding: .utf8)
        #expect(exported.split(whereSeparator: \.isNewline).count == 30)
        // The page counts the cells of a panel, too: those with a number, and the one that is blank.
        let page = try analyze("report", "-o", "-", "--locale", "en")
        #expect(page.text.contains("<b>29</b><span>cells read</span>"))
    }

    @Test func badPanelsAreNamedWithTheLine() throws {
        try analyze.write("bad.csv", "entity,year,indicator,value\nA,2020,x,1\nA,2021,x,many\n")
        // One odd cell stops nothing: it is kept as text and named.
        let run = try analyze("import", "bad.csv")
        #expect(run.status == 0 && run.text.contains("line 3, column “value”: “many”"), "\(run.text)")
        // A line whose year cannot be read is left out: what was read is there, and the status says that something was not.
        try analyze.write("year.csv", "entity,year,indicator,value\nA,2020,x,1\nA,20x,x,2\nA,2022,x,3\n")
        let left = try analyze("import", "year.csv", "--format", "json")
        let row = try #require(try left.rows().first)
        #expect(left.status == 3 && row["values"] as? Int == 2 && row["unread_lines"] as? [Int] == [3])
        try analyze.write("none.csv", "a,b\n1,2\n")
        #expect(try analyze("import", "none.csv").status == 3)
    }

    static let halves = """
        entity,year,period_end,indicator,value
        Alpha,2015,2015-12-31,handled,349.5
        Alpha,2016,2016-06-30,handled,699
        Alpha,2016,2016-06-30,handled,349.5
        Alpha,2016,2016-12-31,handled,261
        """

    @Test func repeatedRowsOfAPanelAreFoundFromTheStore() throws {
        try analyze.write("halves.csv", Self.halves)
        let row = try analyze("import", "halves.csv", "--format", "json").rows()[0]
        #expect(row["repeated"] as? Int == 1 && row["period"] as? String == "period_end")
        let found = try #require(try analyze("anomalies", "--kind", "duplicate", "--format", "json").rows().first)
        #expect(found["mechanism"] as? String == "halved_duplicate" && found["certainty"] as? String == "exact")
        #expect(found["year"] as? Int == 2016 && found["entity"] as? String == "Alpha")
        let cells = try #require(found["cells"] as? [[String: Any]])
        #expect(cells.map { $0["row"] as? Int } == [3, 4] && cells.allSatisfy { $0["source"] as? String == "halves.csv" })
        let sums = try analyze("import", "halves.csv", "--combine", "sum", "--format", "json").rows()[0]
        #expect(sums["status"] as? String == "stored")
        #expect(try analyze("import", "halves.csv", "--combine", "median").status == 2)
        #expect(try analyze("import", "halves.csv", "--column", "who=x").status == 2)
    }

    static let courts = "entity,year,start,received,done,end\na,2020,5,10,12,3\na,2021,3,8,9,5\na,2022,2,8,7,3\n"

    @Test func rulesStayWithThePanelAndLocateTheWrongCell() throws {
        try analyze.write("courts.csv", Self.courts)
        try analyze.write("courts.rules", "end = start + received - done   # within a row\nstart = prev(end)\ndone <= received   soft\n")
        #expect(try analyze("import", "courts.csv", "--rules", "courts.rules").status == 0)
        let rows = try analyze("anomalies", "--fail-on", "error", "--format", "json")
        #expect(rows.status == 1)
        let found = try rows.rows()
        #expect(found.map { $0["severity"] as? String } == ["error", "warning", "warning"])
        let suggestion = try #require((found[0]["suggestions"] as? [[String: Any]])?.first)
        #expect(suggestion["indicator"] as? String == "end" && found[0]["certainty"] as? String == "exact" && found[0]["year"] as? Int == 2021)
        let explained = try analyze("anomalies", "--explain", try #require(found[0]["fingerprint"] as? String), "--format", "json")
        #expect(explained.status == 0 && explained.text.contains("end of 2021 from 5 to 2"))
    }

    @Test func mistakesInRulesAreNamedWithLineColumnAndTheNearestIndicator() throws {
        try analyze.write("courts.csv", Self.courts)
        try analyze.write("bad.rules", "end = start + received - done\nstart = prev(ends)\n")
        let run = try analyze("import", "courts.csv", "--rules", "bad.rules")
        #expect(run.status == 2 && run.errors.contains("bad.rules: line 2, column 14") && run.errors.contains("did you mean “end”?"), "\(run.errors)")
        let chinese = try analyze("import", "courts.csv", "--rules", "bad.rules", environment: ["LANG": "zh_CN.UTF-8"])
        #expect(chinese.errors.contains("第2行第14列"), "\(chinese.errors)")
        #expect(try analyze("import", "courts.csv", "--rules", "none.rules").status == 2)
    }

    @Test("A table that a spreadsheet wrote in GB18030 is read; its faults are told in the language asked for")
    func tablesInGB18030() throws {
        // 单位,年度,收到 / 甲局,2020,5 / 乙局,2021,7
        let bytes: [UInt8] =
            [0xB5, 0xA5, 0xCE, 0xBB, 0x2C, 0xC4, 0xEA, 0xB6, 0xC8, 0x2C, 0xCA, 0xD5, 0xB5, 0xBD, 0x0A]
            + [0xBC, 0xD7, 0xBE, 0xD6] + Array(",2020,5\n".utf8) + [0xD2, 0xD2, 0xBE, 0xD6] + Array(",2021,7\n".utf8)
        try analyze.write("gbk.csv", Data(bytes))
        let row = try #require(try analyze("import", "gbk.csv", "--format", "json").rows().first)
        #expect(row["entities"] as? Int == 2 && row["values"] as? Int == 2)
        try analyze.write("bad.csv", "entity,year,indicator,value\nA,2020,x,many\n")
        let run = try analyze("import", "bad.csv", "--locale", "zh")
        #expect(run.status == 0 && run.text.contains("第2行“value”列“many”"), "\(run.text)")
    }

    @Test func reportsAreJudgedByRulesOfTheUsersOwn() throws {
        try analyze.write("in/a.html", SampleReport.consistent(year: 2023, received: 12, granted: 9).html)
        try analyze.write("own.rules", "outcome.granted.total <= 5   soft\n")
        let rows = try analyze("anomalies", "in", "--rules", "own.rules", "--kind", "identity", "--format", "json").rows()
        #expect(rows.map { $0["rule"] as? String } == ["outcome.granted.total <= 5"])
        try analyze.write("bad.rules", "outcome.grantd.total <= 5\n")
        let run = try analyze("anomalies", "in", "--rules", "bad.rules")
        #expect(run.status == 2 && run.errors.contains("did you mean “outcome.granted.total”?"), "\(run.errors)")
    }

    @Test func thePanelIsExportedInEveryFormat() throws {
        try analyze.write("in/a.html", SampleReport.consistent(year: 2023, received: 12, granted: 9).html)
        for ending in ["csv", "json", "sqlite", "xlsx", "arrow"] {
            let run = try analyze("export", "in", "-o", "out.\(ending)")
            #expect(run.status == 0, "\(ending): \(run.errors)")
            let bytes = try Data(contentsOf: analyze.folder.url.appending(path: "out.\(ending)"))
            let start = ["csv": "entity", "json": "{", "sqlite": "SQLite format 3", "xlsx": "PK", "arrow": "ARROW1"][ending]!
            #expect(bytes.starts(with: Data(start.utf8)), "\(ending)")
        }
        #expect(try analyze("export", "in", "-o", "out.parquet").status == 2)
    }
}
