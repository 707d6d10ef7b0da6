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
    }

    @Test func badPanelsAreNamedWithTheLine() throws {
        try analyze.write("bad.csv", "entity,year,indicator,value\nA,2020,x,1\nA,2021,x,many\n")
        let run = try analyze("import", "bad.csv")
        #expect(run.status == 3 && run.errors.contains("line 3"))
        try analyze.write("none.csv", "a,b\n1,2\n")
        #expect(try analyze("import", "none.csv").status == 3)
    }

    @Test func thePanelIsExportedInEveryFormat() throws {
        try analyze.write("in/a.html", SampleReport.consistent(year: 2023, received: 12, granted: 9).html)
        for ending in ["csv", "json", "sqlite", "xlsx"] {
            let run = try analyze("export", "in", "-o", "out.\(ending)")
            #expect(run.status == 0, "\(ending): \(run.errors)")
            let bytes = try Data(contentsOf: analyze.folder.url.appending(path: "out.\(ending)"))
            let start = ["csv": "entity", "json": "{", "sqlite": "SQLite format 3", "xlsx": "PK"][ending]!
            #expect(bytes.starts(with: Data(start.utf8)), "\(ending)")
        }
        #expect(try analyze("export", "in", "-o", "out.arrow").status == 2)
    }
}
