import Foundation
import ReportRendering
import Testing

@Suite struct IngestTests {
    let analyze: AnalyzeProgram
    init() throws { analyze = try AnalyzeProgram() }

    @Test func badFilesNeverStopTheGoodOne() throws {
        try analyze.write("in/good.html", SampleReport.consistent(year: 2023, received: 12, granted: 9).html)
        try analyze.write("in/broken.pdf", "%PDF-1.7\nthis is where it ends")
        try analyze.write("in/empty.html", "")
        try analyze.write("in/photo.html", Data([0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF".utf8) + [UInt8](repeating: 7, count: 500)))
        let filler = String(repeating: "<p>今日天气晴朗，全市各部门召开会议。</p>\n", count: 40_000)
        try analyze.write("in/news.html", "<html><body>\(filler)</body></html>")
        let run = try analyze("ingest", "in", "--format", "json", "--quarantine", "q")
        #expect(run.status == 3)
        let rows = try run.rows()
        let status = Dictionary(uniqueKeysWithValues: rows.map { (($0["path"] as! String), $0["status"] as! String) })
        #expect(
            status == [
                "in/good.html": "stored", "in/broken.pdf": "quarantined", "in/empty.html": "quarantined", "in/photo.html": "quarantined",
                "in/news.html": "quarantined",
            ])
        for row in rows where row["status"] as? String == "quarantined" { #expect((row["reason"] as? String)?.isEmpty == false, "\(row)") }
        let good = try #require(rows.first { $0["status"] as? String == "stored" })
        #expect(good["entity"] as? String == "淮安市" && good["region_code"] as? String == "320800")
        #expect(good["year"] as? Int == 2023 && good["edition"] as? String == "fmt2021" && good["format"] as? String == "html")
        #expect(good["cells"] as? Int == 200 && good["blank"] as? Int == 0)
        let kept = try FileManager.default.contentsOfDirectory(atPath: analyze.folder.url.appending(path: "q").path).sorted()
        #expect(kept.count == 8 && kept.contains("broken.pdf") && kept.contains("broken.pdf.reason.txt"))
        let reports = try analyze("reports", "--format", "json").rows()
        #expect(reports.count == 1 && reports[0]["violated"] as? Int == 0 && reports[0]["versions"] as? Int == 1)
    }

    @Test("A pipe is named, not waited for; of an archive the whole is kept once, with a line for each of its members")
    func quarantineOfWhatIsNoPlainFile() throws {
        let pipe = analyze.folder.url.appending(path: "in/pipe.html").path
        #expect(mkfifo(pipe, 0o600) == 0)
        try analyze.write("in/packed.zip", Data(try ZipContainer.pack([("甲/空.html", Array("  ".utf8)), ("乙/空.html", Array("\n".utf8))])))
        let run = try analyze("ingest", "in", "--quarantine", "q", "--locale", "zh")
        #expect(run.status == 3 && run.text.contains("文件无法打开：不是普通文件") && run.text.contains("文件为空"), "\(run.text)\(run.errors)")
        let folder = analyze.folder.url.appending(path: "q")
        let kept = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(kept == ["packed.zip", "packed.zip.reason.txt", "pipe.html.reason.txt"])
        let reasons = try String(contentsOf: folder.appending(path: "packed.zip.reason.txt"), encoding: .utf8)
        #expect(reasons.contains("packed.zip/甲/空.html") && reasons.contains("packed.zip/乙/空.html"))
    }

    @Test("A page that ends in the middle is stored with the number of rows that it lacks")
    func truncatedPage() throws {
        let html = SampleReport.consistent(year: 2023, received: 12, granted: 9).html
        let end = try #require(html.range(of: "4.无正当理由大量反复申请"))
        try analyze.write("in/a.html", String(html[..<end.lowerBound]))
        let row = try #require(try analyze("ingest", "in", "--format", "json").rows().first)
        #expect((row["reason"] as? String)?.contains("rows of the form were not found") == true, "\(row)")
    }

    @Test("The language of an error is the one asked for, and a line of the entity map without a file is named")
    func languageOfErrors() throws {
        try analyze.write("in/a.html", SampleReport.consistent(year: 2023, received: 12, granted: 9).html)
        #expect(try analyze("anomalies", "nowhere", "--locale", "zh").errors.contains("没有文件或文件夹"))
        #expect(try analyze("anomalies", "nowhere", "--locale=zh").errors.contains("没有文件或文件夹"))
        #expect(try analyze("anomalies", "nowhere", environment: ["LANG": "zh_CN.UTF-8"]).errors.contains("没有文件或文件夹"))
        #expect(try analyze("show", "淮安", "in", "--locale", "zh").errors.contains("是否为“淮安市”"))
        try analyze.write("map.csv", "path,entity,region_code\nb.html,乙县,\n")
        #expect(try analyze("ingest", "in", "--entity-map", "map.csv").errors.contains("b.html"))
    }

    @Test func sameBytesAreSkippedAndOthersAreAVersion() throws {
        try analyze.write("in/a.html", SampleReport.consistent(year: 2023, received: 12, granted: 9).html)
        #expect(try analyze("ingest", "in", "--dry-run", "--format", "jsonl").text.contains("\"stored\""))
        #expect(!FileManager.default.fileExists(atPath: analyze.folder.url.appending(path: "analyze.sqlite").path))
        #expect(try analyze("ingest", "in").status == 0)
        #expect(try analyze("ingest", "in", "--format", "json").rows()[0]["status"] as? String == "unchanged")
        try analyze.write("in/a.html", SampleReport.consistent(year: 2023, received: 13, granted: 9).html)
        #expect(try analyze("ingest", "in", "--format", "json").rows()[0]["status"] as? String == "new_version")
        let versions = try analyze("reports", "--versions", "--format", "json").rows()
        #expect(versions.count == 2 && versions.allSatisfy { $0["versions"] as? Int == 2 })
        let cells = try analyze("cells", "--indicator", "applications.received.total", "--format", "json").rows()
        #expect(cells.map { $0["value"] as? Int } == [13])
        let files = try FileManager.default.contentsOfDirectory(atPath: analyze.folder.url.path).filter { $0.hasPrefix("analyze.sqlite") }
        #expect(files == ["analyze.sqlite"])
    }

    @Test func anInterruptedRunLeavesASoundStore() throws {
        for year in 2021...2024 {
            for index in 0..<30 {
                try analyze.write("in/\(year)-\(index).html", SampleReport.consistent(year: year, received: 20 + index, granted: 9).html)
            }
        }
        let process = Process()
        process.executableURL = AnalyzeProgram.executable
        process.arguments = ["ingest", "in", "--jobs", "1", "--quiet"]
        process.currentDirectoryURL = analyze.folder.url
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        Thread.sleep(forTimeInterval: 0.4)
        process.terminate()
        process.waitUntilExit()
        let doctor = try analyze("doctor", "--format", "json").rows()
        let store = try #require(doctor.first { $0["check"] as? String == "store" })
        #expect(["ok", "absent"].contains(store["status"] as? String), "\(store)")
        #expect(try analyze("ingest", "in", "--quiet").status == 0)
        #expect(try analyze("reports", "--versions", "--format", "json").rows().count == 120)
    }
}
