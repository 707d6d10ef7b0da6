import Foundation
import Testing

/// Answers from the cache are those that are worked out anew, byte for byte, whatever became of the store in between.
@Suite struct CacheHeavyTests {
    let analyze: AnalyzeProgram
    init() throws {
        analyze = try AnalyzeProgram()
        for (index, name) in ["淮安市", "徐州市"].enumerated() {
            for year in 2021...2022 {
                try analyze.write("in/\(index)-\(year).html", Self.report(name, year, index == 0 && year == 2022 ? 15 : nil))
            }
        }
        #expect(try analyze("ingest", "in", "--quiet").status == 0)
    }

    private static func report(_ name: String, _ year: Int, _ total: Int? = nil) -> String {
        var report = SampleReport.consistent(name, year: year, received: 40 + year % 10, granted: 9)
        if let total { report.cells["outcome.total.total"] = "\(total)" }
        return report.html
    }

    private var cache: URL { analyze.folder.url.appending(path: "analyze.sqlite-cache") }

    /// Asks each question twice with the cache and once without.
    private func ask(_ what: String, _ questions: [[String]] = [["anomalies", "--format", "json"]]) throws {
        for question in questions {
            let anew = try analyze(question + ["--no-cache"])
            for turn in ["first", "second"] {
                let answer = try analyze(question)
                #expect(answer.status == anew.status && answer.errors == anew.errors, "\(what), \(turn): \(question)")
                #expect(answer.output == anew.output, "\(what), \(turn): \(question)")
            }
        }
    }

    @Test("After adding, removing, bringing back, a new version, another name, an import and a verdict")
    func changes() throws {
        _ = try analyze("anomalies", "--no-cache", "--format", "json")
        #expect(!FileManager.default.fileExists(atPath: cache.path))
        try ask("stored", [["anomalies", "--format", "json"], ["show", "淮安市", "2022"], ["anomalies", "--fdr", "0.2", "--format", "json"]])
        #expect(FileManager.default.fileExists(atPath: cache.path))
        try analyze.write("more/a.html", Self.report("宿迁市", 2022, 33))
        #expect(try analyze("ingest", "more", "--quiet").status == 0)
        try ask("added")
        #expect(try analyze("forget", "徐州市").status == 0)
        try ask("removed")
        #expect(try analyze("forget", "徐州市", "--undo").status == 0)
        try ask("brought back")
        try analyze.write("in/0-2022.html", Self.report("淮安市", 2022, 16))
        #expect(try analyze("ingest", "in", "--quiet").status == 0)
        try ask("new version")
        try analyze.write("map.csv", "path,entity,region_code,year\nb.html,扬州市,321000,2022\n")
        try analyze.write("again/b.html", Self.report("宿迁市", 2022, 34))
        #expect(try analyze("ingest", "again", "--entity-map", "map.csv", "--quiet").status == 0)
        try ask("another name")
        try analyze.write("panel.csv", "entity,year,indicator,value\n甲县,2021,x,5\n甲县,2022,x,6\n甲县,2021,y,2\n甲县,2022,y,2\n")
        try analyze.write("panel.rules", "x = y + 3\n")
        #expect(try analyze("import", "panel.csv", "--rules", "panel.rules", "--quiet").status == 0)
        try ask("imported")
        let found = try #require(try analyze("anomalies", "--format", "json").rows().first?["fingerprint"] as? String)
        #expect(try analyze("verdict", found, "dismissed", "--note", "核实").status == 0)
        try ask("judged", [["anomalies", "--format", "json"], ["anomalies", "--explain", found], ["anomalies", "--locale", "zh"]])
        try analyze.write("own.rules", "cap: outcome.granted.total <= 5\n")
        try ask("own rules", [["anomalies", "--rules", "own.rules", "--format", "json"]])
        try analyze.write("own.rules", "cap: outcome.granted.total <= 8\n")
        try ask("other rules", [["anomalies", "--rules", "own.rules", "--format", "json"]])
    }

    @Test("Where nothing can be kept, everything is answered; what is kept is shown, cleared, and goes with what is purged")
    func absence() throws {
        try ask("stored")
        let known = try analyze("doctor", "--format", "json").rows().first { $0["check"] as? String == "cache" }
        #expect(known?["status"] as? String == "ok")
        #expect(try analyze("anomalies", "-o", "analyze.sqlite-cache").status == 2)
        #expect(try analyze("anomalies", "--store", "analyze.sqlite-cache").status != 0)
        #expect(try analyze("ingest", ".", "--dry-run", "--format", "json").text.contains("sqlite-cache") == false)
        _ = try analyze("doctor", "--clear-cache", "--quiet")
        #expect(!FileManager.default.fileExists(atPath: cache.path))
        // A file that is none of this program's is left alone.
        try analyze.write("analyze.sqlite-cache", "notes")
        try ask("foreign")
        #expect(try String(contentsOf: cache, encoding: .utf8) == "notes")
        try FileManager.default.removeItem(at: cache)
        try ask("made anew")
        #expect(try analyze("forget", "徐州市", "--purge").status == 0)
        #expect(!FileManager.default.fileExists(atPath: cache.path))
        try ask("purged")
    }
}
