import Disclosure
import Foundation
import ReportRendering
import ReportSupport
import TestSupport
import Testing

/// Files as browsers, packers and copied pages leave them, read by the command: body, year, every cell, and a path that can be read.
@Suite struct ForeignFilesTests {
    let analyze: AnalyzeProgram
    init() throws { analyze = try AnalyzeProgram() }

    /// Holds that the command reads all cells of a report from a file.
    private func expectCells(_ report: GeneratedReport, in path: String, source: String? = nil) throws {
        let rows = try analyze("cells", path, "--year", "\(report.year)", "--format", "json").rows().filter {
            $0["edition"] as? String == report.edition.rawValue
        }
        #expect(rows.count == report.texts.count, "\(path): \(rows.count) cells")
        for row in rows {
            let id = try #require(row["indicator"] as? String)
            let value = (row["value"] as? NSNumber).flatMap { ExactDecimal("\($0)") }
            #expect(value == report.values[id], "\(path) \(id): \(row["raw"] ?? "")")
            #expect(row["region_code"] as? String == "520181")
            if let source { #expect(row["source"] as? String == source) }
        }
    }

    @Test("Heads set upright in a text", arguments: Edition.allCases)
    func uprightHeads(edition: Edition) throws {
        let report = GeneratedReport(edition: edition, seed: 11)
        let text = TextRendering(layout: .cellPerLine)
        try analyze.write("in/a.txt", Data(try text.bytes(of: PrintedOtherwise.upright(.headByHead, report.draft.elements))))
        try expectCells(report, in: "in/a.txt")
    }

    /// An archive as Windows in Chinese packs it: names in GBK and no word of it.
    private func packedInGBK(_ files: [(name: String, content: [UInt8])]) throws -> Data {
        let names = try files.map { try #require($0.name.gb18030) }
        // Names of the same length in ASCII, which no flag goes with, replaced by the ones that are meant.
        let places = names.indices.map { String(repeating: Character(Unicode.Scalar(UInt8(65 + $0))), count: names[$0].count) }
        var bytes = Data(try ZipContainer.pack(zip(places, files).map { (name: $0, content: $1.content) }))
        for (place, name) in zip(places, names) {
            let wanted = Data(place.utf8)
            var count = 0
            while let range = bytes.range(of: wanted) {
                bytes.replaceSubrange(range, with: name)
                count += 1
            }
            // Once before the content and once in the directory.
            try #require(count == 2)
        }
        return bytes
    }

    @Test("An archive with names in GBK: bodies, years, cells, and paths that people can read")
    func gbkArchive() throws {
        let report = GeneratedReport(edition: .fmt2021, seed: 3)
        let page = try #require(Renderings.named("docx")).bytes(of: report.draft)
        let untitled = SampleReport.consistent(year: 2023, received: 12, granted: 9).html
            .replacing("淮安市人民政府2023年政府信息公开工作年度报告", with: "年报").replacing("2023年1月1日至2023年12月31日", with: "全年")
        try analyze.write(
            "in/年报.zip",
            try packedInGBK([("清镇市政府/本市年度报告.docx", page), ("淮安市财政局/2023年政府信息公开年报（上网）.html", Array(untitled.utf8))]))
        let run = try analyze("ingest", "in", "--format", "json")
        #expect(run.status == 0, "\(run.text)\(run.errors)")
        let paths = try run.rows().map { $0["path"] as? String }
        #expect(paths == ["in/年报.zip/淮安市财政局/2023年政府信息公开年报（上网）.html", "in/年报.zip/清镇市政府/本市年度报告.docx"])
        try expectCells(report, in: "in/年报.zip", source: "in/年报.zip/清镇市政府/本市年度报告.docx")
        // Of a page without title and period the folder and the file's name tell body and year.
        let other = try #require(try analyze("reports", "--entity", "淮安市财政局", "--format", "json").rows().first)
        #expect(other["year"] as? Int == 2023 && other["region_code"] as? String == "320800")
        let shown = try analyze("show", "淮安市财政局", "2023", "--locale", "zh").text
        #expect(shown.contains("淮安市财政局"), "\(shown)")
        let finding = try #require(
            try analyze("anomalies", "--entity", "淮安市财政局", "--format", "json").rows().first {
                $0["rule"] as? String == "format.reading.body_by_context"
            })
        let explained = try analyze("anomalies", "--explain", try #require(finding["fingerprint"] as? String), "--locale", "zh").text
        #expect(explained.contains("路径“淮安市财政局”"), "\(explained)")
    }

    @Test("A page saved with its folder is one file; a report in a frame of it is found")
    func savedPage() throws {
        let page = SampleReport.consistent(year: 2023, received: 12, granted: 9).html
        try analyze.write("in/年报.html", page)
        for name in ["jquery.js", "s.css", "logo.png", "saved_resource.html"] {
            try analyze.write("in/年报_files/\(name)", "var a = [1, 2, 3], b = 4;")
        }
        let run = try analyze("ingest", "in", "--format", "json")
        #expect(try run.status == 0 && run.rows().count == 1, "\(run.text)")
        try analyze.write(
            "framed/主页.html", "<html><body><p>首页 &gt; 年报</p><iframe src=\"%E4%B8%BB%E9%A1%B5_files/content.html\"></iframe></body></html>")
        try analyze.write("framed/主页_files/content.html", page)
        let framed = try analyze("ingest", "framed", "--format", "json", "--store", "b.sqlite")
        #expect(try framed.status == 0 && framed.rows().compactMap { $0["path"] as? String } == ["framed/主页_files/content.html"], "\(framed.text)")
        // A folder of that name without a page is a folder like any other.
        try analyze.write("plain/年报_files/content.html", page)
        #expect(try analyze("ingest", "plain", "--format", "json", "--store", "c.sqlite").rows().count == 1)
    }

    @Test("The folder that simulate writes is read without a file that is no report")
    func simulated() throws {
        #expect(try analyze("simulate", "out", "--bodies", "2", "--errors", "0.5", "--quiet").status == 0)
        #expect(try analyze("ingest", "out", "--quiet").status == 0)
        #expect(FileManager.default.fileExists(atPath: analyze.folder.url.appending(path: "out.truth.csv").path))
    }

    @Test("A report that nobody signed is refused with the line of the entity map that settles it")
    func nobody() throws {
        let page = SampleReport.consistent(year: 2023, received: 12, granted: 9).html.replacing("淮安市人民政府", with: "")
            .replacing("</h1>", with: "</h1><p>2023年，淮安市财政局认真落实条例，推进公开。</p>")
        try analyze.write("in/甲,乙.html", page)
        let run = try analyze("ingest", "in", "--format", "json", "--locale", "zh")
        let reason = try #require(try run.rows().first?["reason"] as? String)
        #expect(run.status == 3 && reason.contains("正文提到淮安市财政局"), "\(reason)")
        let line = "\"甲,乙.html\",淮安市财政局,,2023"
        #expect(reason.contains("path,entity,region_code,year") && reason.contains(line))
        try analyze.write("map.csv", "path,entity,region_code,year\n\(line)\n")
        let mapped = try #require(try analyze("ingest", "in", "--entity-map", "map.csv", "--format", "json").rows().first)
        #expect(mapped["entity"] as? String == "淮安市财政局" && mapped["region_code"] as? String == "320800" && mapped["year"] as? Int == 2023)
    }
}
