import Foundation
import Testing

@Suite struct DiffTests {
    let analyze: AnalyzeProgram
    init() throws { analyze = try AnalyzeProgram() }

    private func cell(_ rows: [[String: Any]], _ id: String) -> [String: Any]? { rows.first { $0["indicator"] as? String == id } }

    @Test func versionsOfTheStoreAreComparedCellByCell() throws {
        for received in [12, 13, 15] {
            try analyze.write("in/a.html", SampleReport.consistent(year: 2023, received: received, granted: 9).html)
            #expect(try analyze("ingest", "in").status == 0)
        }
        let run = try analyze("diff", "淮安市", "2023", "--format", "json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try run.json()["schema"] as? String == "analyze.diff/1")
        let rows = try run.rows()
        let keys = [
            "kind", "entity", "region_code", "from_year", "to_year", "from_version", "to_version", "from_edition", "to_edition", "indicator", "label",
            "unit", "change", "from", "to", "difference", "percent", "similarity", "from_state", "to_state", "from_raw", "to_raw", "from_source",
            "to_source", "table", "row", "column", "page", "label_en",
        ]
        #expect(Set(rows[0].keys) == Set(keys))
        let received = try #require(cell(rows, "applications.received.total"))
        #expect(received["from"] as? Int == 13 && received["to"] as? Int == 15 && received["difference"] as? Int == 2)
        #expect(received["from_version"] as? Int == 2 && received["to_version"] as? Int == 3 && received["change"] as? String == "changed")
        #expect(cell(rows, "outcome.granted.total") == nil)
        #expect(rows.first?["kind"] as? String == "prose" && rows.first?["similarity"] as? Double == 1)
        let first = try analyze("diff", "320800", "2023", "--versions", "1..3", "--indicator", "received", "--format", "json").rows()
        #expect(first.filter { $0["kind"] as? String == "cell" }.map { $0["difference"] as? Int } == [3])
        #expect(try analyze("diff", "淮安市", "2023", "--all", "--format", "json").rows().count { $0["kind"] as? String == "cell" } == 200)
        #expect(try analyze("diff", "淮安市", "2023", "--versions", "1..9").status == 2)
        let chinese = try analyze("diff", "淮安市", "2023", "--locale", "zh").text
        #expect(chinese.contains("第 2 版") && chinese.contains("改动") && chinese.contains("正文全文"))
        // A figure changed in a sentence: the wording is as it was, and the paragraph is shown on both sides.
        let page = SampleReport.consistent(year: 2023, received: 15, granted: 9).html
        try analyze.write("in/a.html", page.replacingOccurrences(of: "</h1>", with: "</h1><p>全年收到政府信息公开申请15件。</p>"))
        try analyze("ingest", "in")
        try analyze.write("in/a.html", page.replacingOccurrences(of: "</h1>", with: "</h1><p>全年收到政府信息公开申请16件。</p>"))
        let again = try analyze("ingest", "in", "--locale", "en")
        #expect(again.text.contains("version 5") && again.text.contains("analyze diff 淮安市 2023"))
        let passages = try analyze("diff", "淮安市", "2023", "--format", "json").rows().filter { $0["kind"] as? String == "passage" }
        #expect(passages.map { $0["change"] as? String } == ["only_before", "only_after"])
        #expect(passages[1]["to_raw"] as? String == "全年收到政府信息公开申请16件。")
        let listed = try analyze("reports", "--versions", "--format", "json").rows()
        #expect(listed.map { $0["version"] as? Int } == [1, 2, 3, 4, 5])
        #expect(listed.map { $0["current"] as? Bool } == [false, false, false, false, true])
    }

    @Test func yearsOfFilesAreCompared() throws {
        try analyze.write("in/2022.html", SampleReport.consistent(year: 2022, received: 10, granted: 4).html)
        try analyze.write("in/2023.html", SampleReport.consistent(year: 2023, received: 20, granted: 4).html)
        let rows = try analyze("diff", "淮安市", "2022", "2023", "in", "--format", "json").rows()
        let received = try #require(cell(rows, "applications.received.total"))
        #expect(received["percent"] as? Double == 100 && received["to_source"] as? String == "in/2023.html")
        #expect(try analyze("diff", "淮安市", "2022", "2023", "in", "--format", "csv").text.hasPrefix("kind,entity,"))
        let alone = try analyze("diff", "淮安市", "2023", "in")
        #expect(alone.status == 2 && alone.errors.contains("one version"))
        #expect(try analyze("diff", "淮安市", "in").status == 2)
        #expect(try analyze("diff", "无此市", "2022", "2023", "in").status == 2)
        #expect(try analyze("diff", "淮安市", "2021", "2023", "in").status == 2)
        try analyze.write("in/bad.pdf", "%PDF-1.4 nothing")
        #expect(try analyze("diff", "淮安市", "2022", "2023", "in").status == 3)
    }

    @Test func severalFilesOfOneYearAreItsVersions() throws {
        try analyze.write("in/a.html", SampleReport.consistent(year: 2023, received: 10, granted: 4).html)
        try analyze.write("in/b.html", SampleReport.consistent(year: 2023, received: 11, granted: 4).html)
        let rows = try analyze("diff", "淮安市", "2023", "in/a.html", "in/b.html", "--format", "json").rows()
        #expect(cell(rows, "applications.received.total")?["difference"] as? Int == 1)
    }
}
