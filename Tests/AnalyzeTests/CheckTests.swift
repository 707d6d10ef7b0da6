import Disclosure
import Foundation
import ReportRendering
import ReportSupport
import TestSupport
import Testing

/// `analyze check`: planted errors come back as comments at their cells.
@Suite struct CheckTests {
    let analyze: AnalyzeProgram
    init() throws { analyze = try AnalyzeProgram() }

    /// A report in which every identity holds but for one total that was mistyped.
    private func draft(_ format: String, wrong: String? = "outcome.total.total", prose: String = "本年度没有收取信息处理费。") throws -> Data {
        var draft = GeneratedReport(edition: .fmt2021, seed: 5).draft
        if let wrong, let index = draft.forms[0].cells.firstIndex(where: { $0.indicator == wrong }) {
            draft.forms[0].cells[index].raw = "\((Int(draft.forms[0].cells[index].raw) ?? 0) + 90)"
        }
        draft.prose[6] = [prose]
        return Data(try #require(Renderings.named(format)).bytes(of: draft))
    }

    @Test(arguments: ["docx", "xlsx", "html"])
    func aPlantedErrorIsACommentAtItsCell(format: String) throws {
        try analyze.write("draft.\(format)", draft(format))
        let run = try analyze("check", "draft.\(format)", "-o", "checked.\(format)", "--format", "json", "--locale", "zh")
        #expect(run.status == 1, "\(run.errors)")
        let result = try run.json()
        #expect(result["schema"] as? String == "analyze.check/1" && result["command"] as? String == "check")
        let row = try #require(try run.rows().first { $0["severity"] as? String == "error" })
        let cell = try #require((row["cells"] as? [[String: Any]])?.first)
        #expect(cell["indicator"] as? String == "outcome.total.total")
        let number = try #require(row["number"] as? Int)
        let copy = analyze.folder.url.appending(path: "checked.\(format)")
        if format == "html" {
            let page = try String(contentsOf: copy, encoding: .utf8)
            let raw = try #require(cell["raw"] as? String)
            let pattern = try Regex("<td data-check=\"\\d+\" title=\"\(number)\\. [^\"]*\"[^>]*>\(raw)</td>")
            #expect(page.contains(pattern))
        } else {
            // The checked copy is the same report still.
            let values = try ["draft", "checked"].map { name in
                try analyze("cells", "\(name).\(format)", "--format", "json").rows().map { "\($0["indicator"] ?? "") \($0["raw"] ?? "")" }
            }
            #expect(values[0] == values[1] && values[0].count > 100)
        }
    }

    @Test func aSoundDraftEndsWithZeroAndLastYearIsHeldAgainst() throws {
        let last = SampleReport.consistent(year: 2023, received: 10, granted: 4)
        var next = SampleReport.consistent(year: 2024, received: 12, granted: 5)
        try analyze.write("2023.html", last.html)
        try analyze.write("2024.html", next.html)
        let sound = try analyze("check", "2024.html", "--previous", "2023.html", "--format", "json")
        #expect(sound.status == 0, "\(sound.text)")
        #expect(try sound.rows().allSatisfy { $0["severity"] as? String != "error" })
        for column in ["natural_person", "total"] {
            next.cells["applications.carried_in.\(column)"] = "7"
            next.cells["outcome.unable.not_held.\(column)"] = "14"
            next.cells["outcome.total.\(column)"] = "19"
        }
        try analyze.write("2024.html", next.html)
        #expect(try analyze("check", "2024.html", "--format", "json").rows().allSatisfy { $0["kind"] as? String != "carry_over" })
        let tied = try analyze("check", "2024.html", "--previous", "2023.html", "--format", "json").rows()
        #expect(tied.contains { $0["kind"] as? String == "carry_over" })
        #expect(try analyze("ingest", "2023.html", "--store", "s.sqlite").status == 0)
        let kept = try analyze("check", "2024.html", "--store", "s.sqlite", "--format", "json").rows()
        #expect(kept.contains { $0["kind"] as? String == "carry_over" })
        #expect(try analyze("check", "2024.html", "--previous", "2024.html").text.contains("2024"))
    }

    @Test func whatCannotBeDoneIsSaidBeforeAnythingIsWritten() throws {
        try analyze.write("draft.docx", draft("docx"))
        try analyze.write("note.txt", "no report")
        #expect(try analyze("check", "note.txt").status == 3)
        #expect(try analyze("check", "nothing.docx").status == 2)
        #expect(try analyze("check", "draft.docx", "-o", "draft.docx").status == 2)
        #expect(try analyze("check", "draft.docx", "-o", "checked.xlsx").status == 2)
        #expect(try analyze("check", "draft.docx", "-o", "list.json").status == 1)
        #expect(try Data(contentsOf: analyze.folder.url.appending(path: "draft.docx")) == draft("docx"))
        #expect(!FileManager.default.fileExists(atPath: analyze.folder.url.appending(path: "checked.xlsx").path))
    }

    @Test func theListFollowsItsSchema() throws {
        try analyze.write("draft.docx", draft("docx"))
        #expect(try ResultCheck.check(analyze("check", "draft.docx", "--format", "json")) == "check")
    }
}
