import Foundation
import Testing

/// Panels as offices publish them, through the command: what is said before anything is stored, and what every other command makes of them.
@Suite struct PublishedPanelTests {
    let analyze: AnalyzeProgram
    init() throws { analyze = try AnalyzeProgram() }

    static let suppressed = """
        entity,class,year,received,refusal_rate,cost,edition
        North,a,2020,20,4.0%,100,old
        North,a,2021,<5,12.5%,"$1,234.56",new
        South,b,2020,21,4.5%,101,old
        South,b,2021,*,-,"(987.65)",new
        Isles,b,2020,25,6.5%,500,old
        Isles,b,2021,17 r,3.0‰,£12,new

        """

    @Test func aDryRunSaysHowEachColumnIsReadAndStoresNothing() throws {
        try analyze.write("s.csv", Self.suppressed)
        let run = try analyze("import", "s.csv", "--dry-run", "--format", "json")
        let rows = try run.rows()
        #expect(rows.map { $0["column"] as? String } == ["entity", "class", "year", "received", "refusal_rate", "cost", "edition"])
        #expect(rows.map { $0["role"] as? String } == ["entity", "attribute", "year", "number", "number", "number", "attribute"])
        #expect(rows[4]["unit"] as? String == "%" && rows[5]["unit"] as? String == "$" && rows[5]["text"] as? Int == 1)
        let cells = try #require(rows[3]["cells"] as? [[String: Any]])
        #expect(cells.map { $0["raw"] as? String } == ["<5", "*", "17 r"] && cells.map { $0["line"] as? Int } == [3, 5, 7])
        #expect(!FileManager.default.fileExists(atPath: analyze.folder.url.appending(path: "analyze.sqlite").path))
        let table = try analyze("import", "s.csv", "--dry-run")
        #expect(table.text.contains("--column") && table.text.contains("£12"))
    }

    @Test func otherCommandsWorkOnAPanelAndItsNamesWin() throws {
        try analyze.write("s.csv", Self.suppressed)
        #expect(try analyze("import", "s.csv", "--kind", "received=count").status == 0)
        let cells = try analyze("cells", "--entity", "Isles", "--year", "2021", "--format", "json").rows()
        let received = try #require(cells.first { $0["indicator"] as? String == "received" })
        #expect(
            received["value"] as? Int == 17 && received["flag"] as? String == "r" && received["raw"] as? String == "17 r"
                && received["row"] as? Int == 7)
        #expect(received["source"] as? String == "s.csv" && received["edition"] as? String == "new")
        let north = try analyze("cells", "--entity", "North", "--indicator", "received", "--format", "json").rows()
        #expect(north.map { $0["state"] as? String } == ["number", "bound"] && north[1]["low"] as? Int == 0 && north[1]["high"] as? Int == 4)
        let shown = try analyze("show", "South", "2021", "--format", "json").rows()
        #expect(shown.count == 3 && shown.contains { $0["raw"] as? String == "*" && $0["state"] as? String == "not_applicable" })
        #expect(try analyze("show", "South").text.contains("2021"))
        let reports = try analyze("reports", "--format", "json").rows()
        #expect(reports.count == 6 && reports.allSatisfy { $0["format"] as? String == "panel" && $0["cells"] as? Int == 3 })
        // The catalog has a concept of this name: the panel's own is meant, and a missing cell says so in its words.
        let ranked = try analyze("rank", "--on", "received", "--year", "2021", "--peers", "all", "--format", "json").rows()
        #expect(ranked.first { $0["entity"] as? String == "Isles" }?["value"] as? Int == 17)
        let reasons = ranked.compactMap { $0["reason"] as? String }
        #expect(reasons.sorted() == ["marked “*” in the panel", "the panel has only bounds “<5”"], "\(reasons)")
        #expect(try analyze("rank", "--on", "received", "--format", "json").rows().allSatisfy { $0["year"] as? Int == 2021 })
        let trends = try analyze("trends", "--indicator", "refusal_rate", "--format", "json").rows()
        #expect(trends.count == 3 && trends.allSatisfy { $0["unit"] as? String == "%" })
        #expect(try analyze("report", "-o", "page.html").status == 0)
    }

    @Test(arguments: ["csv", "tsv", "xlsx", "arrow"])
    func everyExportComesBackCellByCell(ending: String) throws {
        try analyze.write("s.csv", Self.suppressed)
        try analyze.write(
            "t.csv",
            #"""
            entity,region_code,year,indicator,value,note,unit
            甲县,110105,2019,受理,12 p,见注,件
            甲县,110105,2020,受理,..,,件
            乙县,220104,2019,受理,1-9,"两行
            说明",件
            乙县,220104,2020,费用,0.1,,万元
            =cmd,220105,2020,费用,1e-7,-x,万元
            "Ü, ""q""",220106,2020,费用,123456789.123,,万元
            """#)
        #expect(try analyze("import", "s.csv").status == 0)
        #expect(try analyze("import", "t.csv").status == 0)
        #expect(try analyze("export", "-o", "one.csv").status == 0)
        #expect(try analyze("export", "-o", "two.\(ending)").status == 0)
        let back = try analyze("import", "two.\(ending)", "--store", "other.sqlite", "--name", "both")
        #expect(back.status == 0, "\(back.text) \(back.errors)")
        #expect(try analyze("export", "--store", "other.sqlite", "-o", "three.csv").status == 0)
        func lines(_ name: String) throws -> [String] {
            let text = try String(contentsOf: analyze.folder.url.appending(path: name), encoding: .utf8)
            return text.split(whereSeparator: \.isNewline).map(String.init).sorted()
        }
        #expect(try lines("one.csv").count == 25)
        #expect(try lines("three.csv") == lines("one.csv"))
    }

    @Test func reportsComeBackWithTheirStatesAndEditions() throws {
        try analyze.write("in/a.html", SampleReport.consistent(year: 2023, received: 12, granted: 9).html)
        #expect(try analyze("export", "in", "-o", "one.csv").status == 0)
        #expect(try analyze("import", "one.csv", "--store", "s.sqlite").status == 0)
        func cells(_ arguments: [String]) throws -> Set<String> {
            Set(
                try analyze(arguments + ["--format", "json"]).rows().map { row in
                    ["entity", "year", "indicator", "value", "state", "unit"].map { "\(row[$0] ?? "")" }.joined(separator: "|")
                })
        }
        #expect(try cells(["cells", "--store", "s.sqlite"]) == cells(["cells", "in"]))
        let editions = Set(try analyze("cells", "--store", "s.sqlite", "--format", "json").rows().compactMap { $0["edition"] as? String })
        #expect(editions == Set(try analyze("cells", "in", "--format", "json").rows().compactMap { $0["edition"] as? String }))
    }

    /// A page called `.xls`, a workbook of Unicode text, an Arrow stream on standard input: content tells, not the name.
    @Test func otherFormatsAreToldFromTheirContent() throws {
        let html =
            "<html><body><table><tr><th>entity</th><th>year</th><th>x</th></tr><tr><td rowspan=2>A</td><td>2020</td><td>5</td></tr><tr><td>2021</td><td>6</td></tr></table></body></html>"
        try analyze.write("a.xls", html)
        #expect(try analyze("import", "a.xls", "--format", "json").rows()[0]["values"] as? Int == 2)
        try analyze.write("b.txt", "entity\tyear\tx\nA\t2020\t5\nÉ\t2021\t6\n".data(using: .utf16)!)
        #expect(try analyze("import", "b.txt", "--format", "json").rows()[0]["entities"] as? Int == 2)
        try analyze.write("c.csv", "entity,year,x\nZürich,2020,5\nGenève,2021,6\n".data(using: .windowsCP1252)!)
        #expect(try analyze("import", "c.csv").status == 0)
        let names = try analyze("cells", "--indicator", "x", "--format", "json").rows().compactMap { $0["entity"] as? String }
        #expect(names.contains("Zürich") && names.contains("Genève") && names.contains("É"))
        try analyze.write("d.csv", Data("entity,year,x\nA,2020,5\u{0}1\n".utf8))
        let null = try analyze("import", "d.csv")
        #expect(null.status == 3 && null.errors.contains("line 2, byte 9"), "\(null.errors)")
    }

    @Test func wrongOptionsSayWhatThereIs() throws {
        try analyze.write("s.csv", Self.suppressed)
        let kind = try analyze("import", "s.csv", "--kind", "granted=count")
        #expect(kind.status == 2 && kind.errors.contains("received"))
        #expect(try analyze("import", "s.csv", "--kind", "received=flow").status == 2)
        #expect(try analyze("import", "s.csv", "--decimal", ";").status == 2)
        let column = try analyze("import", "s.csv", "--column", "entity=body")
        #expect(column.status == 3 && column.errors.contains("“body”") && column.errors.contains("refusal_rate"))
        try analyze.write("k.csv", "a,b\n1,2\n")
        #expect(try analyze("import", "k.csv").errors.contains("--column entity=NAME"))
    }
}
