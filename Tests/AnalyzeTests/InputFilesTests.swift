import Foundation
import Testing

@Suite struct InputFilesTests {
    let analyze: AnalyzeProgram
    init() throws {
        analyze = try AnalyzeProgram()
        try analyze.write("in/a.html", SampleReport.consistent(year: 2023, received: 12, granted: 9).html)
    }

    private func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: analyze.folder.url.appending(path: name).path, withDestinationPath: target)
    }

    /// The very first pages of a process are read by two threads at once, which must not wait for each other in what both prepare. A race: many runs.
    @Test func twoPagesReadAtOnceDoNotWaitForEachOther() throws {
        for year in 2022...2025 { try analyze.write("in/\(year).html", SampleReport.consistent(year: year, received: 10, granted: 4).html) }
        for _ in 0..<25 { #expect(try analyze("reports", "in", "--format", "json").rows().count == 4) }
    }

    @Test func aLinkThatLeadsOutOfItsFolderIsRefusedEverywhere() throws {
        try analyze.write("secret.html", SampleReport.consistent("徐州市", year: 2023, received: 12, granted: 9).html)
        try link("in/out.html", to: "../secret.html")
        try link("in/inside.html", to: "a.html")
        let direct = try analyze("reports", "in", "--format", "json")
        #expect(direct.status == 3 && direct.errors.contains("in/out.html"))
        #expect(try direct.rows().map { $0["entity"] as? String } == ["淮安市"])
        let ingested = try analyze("ingest", "in", "--quarantine", "q", "--format", "json")
        #expect(ingested.status == 3)
        let refused = try #require(try ingested.rows().first { $0["status"] as? String == "quarantined" })
        #expect(refused["path"] as? String == "in/out.html")
        #expect(try FileManager.default.contentsOfDirectory(atPath: analyze.folder.url.appending(path: "q").path) == ["out.html.reason.txt"])
        // Who names the link means what it leads to.
        #expect(try analyze("reports", "in/out.html", "--format", "json").rows().map { $0["entity"] as? String } == ["徐州市"])
    }

    @Test func theFrameBesideAFramesetIsRead() throws {
        try analyze.write("in/menu.html", "<html><body><p>菜单</p></body></html>")
        try analyze.write(
            "index.html",
            "<html><frameset cols=\"20%,*\"><frame src=\"in/menu.html\"><frame src=\"in/%61.html?x=1#top\"></frameset><noframes>no</noframes></html>")
        let run = try analyze("reports", "index.html", "--format", "json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try run.rows().map { $0["source"] as? String } == ["in/a.html"])
        for address in ["../index.html", "/etc/hostname", "http://127.0.0.1/a.html", "gone.html"] {
            try analyze.write("in/frames.html", "<html><frameset><frame src=\"\(address)\"></frameset></html>")
            let refused = try analyze("reports", "in/frames.html", "--format", "json")
            #expect(refused.status == 3 && refused.errors.contains("frame"), "\(address)")
        }
    }

    @Test func doctorNamesEveryLimitAndProgram() throws {
        let rows = try analyze("doctor", "--format", "json").rows()
        let names = rows.compactMap { $0["check"] as? String }
        for name in ["pdftotext", "pdftoppm", "tesseract", "limit fileBytes", "limit archiveRatio", "limit nesting", "limit childSeconds"] {
            #expect(names.contains(name), "\(name)")
        }
        // Without a PATH the folders of the system are searched; what is in none of them is said with the line that installs it.
        let bare = try analyze("doctor", "--format", "json", environment: ["PATH": "/nowhere"])
        let programs = [
            ("pdftotext", "poppler-utils poppler-data", "missing"), ("pdftoppm", "poppler-utils", "missing"),
            ("tesseract", "tesseract-ocr", "absent"),
            ("soffice", "libreoffice-writer-nogui", "absent"),
        ]
        var isMissing = false
        for (name, packages, otherwise) in programs {
            let row = try #require(try bare.rows().first { $0["check"] as? String == name }, "\(name)")
            if row["status"] as? String == "ok" {
                let path = row["value"] as? String ?? ""
                #expect(["/usr/local/bin/", "/usr/bin/", "/bin/"].contains { path == $0 + name }, "\(path)")
            } else {
                #expect(row["status"] as? String == otherwise && "\(row["note"] ?? "")".contains("apt-get install \(packages)"), "\(row)")
                isMissing = isMissing || otherwise == "missing"
            }
        }
        #expect(bare.status == (isMissing ? 1 : 0))
    }
}
