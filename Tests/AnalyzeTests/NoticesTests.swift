import Foundation
import Testing

/// `analyze notices`: a letter for each body with findings.
@Suite struct NoticesTests {
    let analyze: AnalyzeProgram
    init() throws {
        analyze = try AnalyzeProgram()
        var wrong = SampleReport.consistent(year: 2023, received: 10, granted: 4)
        wrong.cells["outcome.total.total"] = "18"
        try analyze.write("in/a.html", wrong.html)
        wrong.entity = "徐州市"
        try analyze.write("in/b.html", wrong.html)
        try analyze.write("in/c.html", SampleReport.consistent("苏州市", year: 2023, received: 40, granted: 12).html)
    }

    private func file(_ name: String) throws -> String { try String(contentsOf: analyze.folder.url.appending(path: name), encoding: .utf8) }

    @Test func eachBodyHasItsLetterAndConfirmedOnesStandApart() throws {
        #expect(try analyze("ingest", "in", "--store", "s.sqlite").status == 0)
        let found = try analyze("anomalies", "--store", "s.sqlite", "--entity", "徐州市", "--min-severity", "error", "--format", "json").rows()
        let fingerprint = try #require(found.first?["fingerprint"] as? String)
        #expect(try analyze("verdict", fingerprint, "confirmed", "--store", "s.sqlite").status == 0)
        let run = try analyze("notices", "--store", "s.sqlite", "--min-severity", "error", "--format", "html", "-o", "letters", "--locale", "zh")
        #expect(run.status == 0, "\(run.errors)")
        let open = try file("letters/320800-淮安市.html")
        #expect(open.contains("请核实说明的事项") && !open.contains("已核实有误") && open.contains("18") && open.contains("class=\"answer\""))
        let confirmed = try file("letters/320300-徐州市.html")
        #expect(confirmed.contains("已核实有误、请更正的事项") && confirmed.contains(String(fingerprint.prefix(8))))
        #expect(!FileManager.default.fileExists(atPath: analyze.folder.url.appending(path: "letters/320500-苏州市.html").path))
        let again = try analyze("notices", "--store", "s.sqlite", "--format", "html", "-o", "again", "--locale", "en")
        #expect(again.status == 0)
        #expect(try file("again/320800-淮安市.html").contains("To be explained"))
    }

    @Test func wordLettersAreReadableAndTheListFollowsItsSchema() throws {
        let run = try analyze("notices", "in", "--min-severity", "error", "--format", "json", "-o", "letters")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try ResultCheck.check(run) == "notices")
        let files = try run.rows().compactMap { $0["file"] as? String }
        #expect(files.count == 2 && files.allSatisfy { $0.hasSuffix(".docx") })
        let bytes = try Data(contentsOf: analyze.folder.url.appending(path: "letters/\(files[0])"))
        #expect(bytes.starts(with: [0x50, 0x4B]))
    }

    @Test func aTemplateOfOnesOwnIsUsedAndHostileNamesAreEscaped() throws {
        var hostile = SampleReport.consistent(year: 2023, received: 10, granted: 4)
        hostile.cells["outcome.total.total"] = "1<script>8</script>"
        try analyze.write("h/a.html", hostile.html.replacing("1<script>8</script>", with: "&lt;script&gt;8&lt;/script&gt;"))
        try analyze.write("mine.html", "<p>{{entity}}: {{#open}}[{{cell}}={{stands}}]{{/open}}</p>")
        let run = try analyze("notices", "h", "--min-severity", "info", "--format", "html", "--template", "mine.html", "-o", "letters")
        #expect(run.status == 0, "\(run.errors)")
        let letter = try file("letters/320800-淮安市.html")
        #expect(letter.hasPrefix("<p>淮安市: [") && !letter.contains("<script>"))
        try analyze.write("broken.html", "<p>{{#open}}</p>")
        #expect(try analyze("notices", "in", "--format", "html", "--template", "broken.html", "-o", "x").status == 2)
        #expect(try analyze("notices", "in").status == 2)
    }

    @Test func theBundledTemplateIsOneOfOnesOwn() throws {
        #expect(try analyze("notices", "--print-template", "-o", "t.docx").status == 0)
        let first = try analyze("notices", "in", "--min-severity", "error", "-o", "one", "--format", "json")
        let second = try analyze("notices", "in", "--min-severity", "error", "--template", "t.docx", "-o", "two", "--format", "json")
        #expect(first.status == 0 && second.status == 0, "\(second.errors)")
        for name in try first.rows().compactMap({ $0["file"] as? String }) {
            let sizes = try ["one", "two"].map { try Data(contentsOf: analyze.folder.url.appending(path: "\($0)/\(name)")).count }
            #expect(sizes[0] > 1000 && sizes[1] > 1000)
        }
    }
}
