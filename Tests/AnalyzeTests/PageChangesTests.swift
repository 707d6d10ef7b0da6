import Foundation
import TestSupport
import Testing

/// A page says what changed since an earlier one.
@Suite struct PageChangesTests {
    let analyze: AnalyzeProgram
    init() throws { analyze = try AnalyzeProgram() }

    private func write(_ name: String, _ report: SampleReport) throws { try analyze.write("in/\(name).html", report.html) }

    private func bad(_ entity: String, _ year: Int, total: String) -> SampleReport {
        var report = SampleReport.consistent(entity, year: year, received: 10, granted: 4)
        report.cells["outcome.total.total"] = total
        return report
    }

    /// The part of the page that says it, without markup.
    private func changes(_ page: String) throws -> String {
        let text = try String(contentsOf: analyze.folder.url.appending(path: page), encoding: .utf8)
        let start = try #require(text.range(of: "<h3>What changed since"))
        let end = try #require(text[start.upperBound...].range(of: "<h3>"))
        return String(text[start.lowerBound..<end.lowerBound]).replacing(/<[^>]*>/, with: " ").replacing(/\s+/, with: " ")
    }

    @Test(
        "A file and a folder of pages are compared with either",
        arguments: [
            ("before.html", "after.html"), ("before/", "after/"), ("before.html", "after/"), ("before/", "after.html"), ("before/", "before/"),
        ])
    func filesAndFolders(before: String, after: String) throws {
        try write("a", bad("清镇市", 2022, total: "18"))
        let options = ["--quiet", "--locale", "en"]
        #expect(try analyze(["report", "in", "-o", before, "--title", "January <b>"] + options).status == 0)
        try write("a", .consistent("清镇市", year: 2022, received: 10, granted: 4))
        try write("c", bad("清镇市", 2023, total: "19"))
        let run = try analyze(["report", "in", "--since", before, "-o", after] + options)
        #expect(run.status == 0, "\(run.errors)")
        let said = try changes(after.hasSuffix("/") ? after + "index.html" : after)
        #expect(said.contains("(January &lt;b&gt;)"))
        #expect(said.contains("1 new reports, 1 with another content, 0 no longer there; 2 new findings, 1 gone"), "\(said)")
    }

    @Test func reportsFindingsAndVerdicts() throws {
        try write("a", bad("清镇市", 2022, total: "18"))
        try write("b", bad("淮安市", 2022, total: "17"))
        try write("gone", .consistent("清镇市", year: 2021, received: 10, granted: 4))
        let options = ["--quiet", "--locale", "en"]
        #expect(try analyze(["ingest", "in"] + options).status == 0)
        #expect(try analyze(["report", "--date", "2026-01-31", "-o", "before.html", "--title", "January <b>"] + options).status == 0)
        // Nothing changed.
        #expect(try analyze(["report", "--since", "before.html", "-o", "same.html"] + options).status == 0)
        #expect(
            try changes("same.html").contains(
                "0 new reports, 0 with another content, 0 no longer there; 0 new findings, 0 gone, 0 with another verdict."))

        // One report is mended, one comes in with an error, one is taken out, one finding is confirmed.
        try write("a", .consistent("清镇市", year: 2022, received: 10, granted: 4))
        try write("c", bad("清镇市", 2023, total: "19"))
        #expect(try analyze(["ingest", "in"] + options).status == 0)
        #expect(try analyze(["forget", "清镇市", "--year", "2021"] + options).status == 0)
        let findings = try analyze(["anomalies", "--min-severity", "error", "--entity", "淮安市", "--format", "json"] + options).rows()
        let fingerprint = try #require(findings.first?["fingerprint"] as? String)
        #expect(try analyze(["verdict", "set", fingerprint, "confirmed"] + options).status == 0)
        let run = try analyze(["report", "--since", "before.html", "-o", "before.html"] + options)
        #expect(run.status == 0, "\(run.errors)")
        let said = try changes("before.html")
        #expect(said.contains("(January &lt;b&gt;, 2026-01-31)"))
        #expect(said.contains("1 new reports, 1 with another content, 1 no longer there;") && said.contains("1 with another verdict."), "\(said)")
        #expect(said.contains("清镇市 2023 error") && said.contains("does not hold (10 against 19)"), "\(said)")
        #expect(said.contains("has another content") && said.contains("does not hold (10 against 18)"), "\(said)")
        #expect(said.contains("open → confirmed") && said.contains("清镇市 2021 no longer there"), "\(said)")
    }

    @Test func whatIsNoPageIsSaidBeforeAnythingIsDone() throws {
        try analyze.write("other.html", "<p>another page")
        for locale in ["zh", "en"] {
            let run = try analyze("report", "in", "--since", "other.html", "-o", "page.html", "--locale", locale)
            #expect(run.status == 2 && run.errors.contains(locale == "zh" ? "不是 analyze report 写出的页面" : "no page that analyze report wrote"))
        }
        // A folder without a record, and with something else in its place.
        for content in [nil, "{}", "[1", "<p>"] as [String?] {
            if let content { try analyze.write("in/record.json", content) }
            let run = try analyze("report", "in", "--since", "in", "-o", "page.html")
            #expect(run.status == 2 && run.errors.contains("record.json"), "\(run.errors)")
        }
        #expect(try analyze("report", "in", "--since", "none.html", "-o", "page.html").status == 2)
        #expect(!FileManager.default.fileExists(atPath: analyze.folder.url.appending(path: "page.html").path))
    }
}
