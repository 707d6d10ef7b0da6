import FilePaths
import Foundation
import ReportRendering
import Testing

/// Names of files and folders are bytes: whatever they are, the report in them is read, and its path is shown reversibly.
@Suite struct FileNamesTests {
    let analyze: AnalyzeProgram
    init() throws { analyze = try AnalyzeProgram() }

    /// 报告 in GBK, which is no UTF-8.
    private static let gbk: [UInt8] = [0xB1, 0xA8, 0xB8, 0xE6]

    private func write(_ name: [UInt8], _ text: String) {
        let root = FilePath(analyze.folder.url.path)
        let path = root.appending(FilePath(bytes: name))
        _ = path.folder.withCString { mkdir($0, 0o755) }
        let descriptor = path.withCString { open($0, O_WRONLY | O_CREAT | O_TRUNC, 0o644) }
        #expect(descriptor >= 0)
        _ = Array(text.utf8).withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress!, $0.count) }
        close(descriptor)
    }

    private func report(_ year: Int) -> String {
        SampleReport.consistent(year: year, received: 12, granted: 9).html
    }

    @Test("A name that is no UTF-8 is walked, read, stored, named in an entity map and on the command line")
    func namesThatAreNoText() throws {
        write(Array("in/".utf8) + Self.gbk + Array("/a.html".utf8), report(2023))
        write(Array("in/".utf8) + Self.gbk + Array("2022.html".utf8), report(2022))
        write(Array("in/\\xC4.html".utf8), report(2021))
        let shown = ["in/\\x5CxC4.html", "in/\\xB1\\xA8\\xB8\\xE6/a.html", "in/\\xB1\\xA8\\xB8\\xE62022.html"]
        let first = try analyze("ingest", "in", "--format", "json")
        #expect(first.status == 0, "\(first.errors)")
        #expect(try first.rows().map { $0["path"] as? String ?? "" }.sorted() == shown)
        #expect(try analyze("ingest", "in", "--format", "json").rows().allSatisfy { $0["status"] as? String == "unchanged" })
        #expect(try analyze("reports", "--format", "json").rows().compactMap { $0["source"] as? String }.sorted() == shown)
        #expect(try analyze("reports", "--format", "csv").text.contains(shown[1]))
        // By its shown form, and by its bytes.
        #expect(try analyze("reports", shown[1], "--format", "json").rows().count == 1)
        let bytes = try analyze.shell("exec \"$ANALYZE\" reports \"$(printf 'in/\\261\\250\\270\\346/a.html')\" --format json")
        #expect(try bytes.rows().compactMap { $0["source"] as? String } == [shown[1]], "\(bytes.errors)")
        // The map may say what people read or what the program shows.
        for pattern in ["报告/a.html", "\\xB1\\xA8\\xB8\\xE6/a.html"] {
            try analyze.write("map.csv", "path,entity,region_code,year\n\(pattern),淮安市,320800,2019\n")
            let mapped = try analyze("reports", "in", "--entity-map", "map.csv", "--format", "json")
            #expect(mapped.errors.isEmpty)
            #expect(try mapped.rows().contains { $0["year"] as? Int == 2019 && $0["source"] as? String == shown[1] })
        }
    }

    @Test func twoNamesThatDifferInBytesAloneAreTwoFiles() throws {
        write(Array("in/e\u{301}.html".utf8), report(2022))
        write(Array("in/\u{E9}.html".utf8), report(2023))
        #expect(try analyze("reports", "in", "--format", "json").rows().count == 2)
    }

    @Test("What cannot be read is copied under its shown name")
    func quarantine() throws {
        write(Array("in/".utf8) + Self.gbk + Array(".html".utf8), "  ")
        #expect(try analyze("ingest", "in", "--quarantine", "q/deep").status == 3)
        let kept = try FileManager.default.contentsOfDirectory(atPath: analyze.folder.url.appending(path: "q/deep").path).sorted()
        #expect(kept == ["\\xB1\\xA8\\xB8\\xE6.html", "\\xB1\\xA8\\xB8\\xE6.html.reason.txt"])
    }

    @Test("A quarantine within the input is not read again, and stops nothing")
    func quarantineInTheInput() throws {
        try analyze.write("in/good.html", report(2023))
        try analyze.write("in/empty.html", " ")
        for _ in 0..<3 {
            let run = try analyze("ingest", "in", "--quarantine", "in/q", "--format", "json")
            #expect(run.status == 3, "\(run.errors)")
            #expect(try run.rows().compactMap { $0["path"] as? String }.sorted() == ["in/empty.html", "in/good.html"])
            let kept = try FileManager.default.contentsOfDirectory(atPath: analyze.folder.url.appending(path: "in/q").path).sorted()
            #expect(kept == ["empty.html", "empty.html.reason.txt"])
        }
        // Another file of the same name is kept beside it.
        try analyze.write("in/empty.html", "   ")
        _ = try analyze("ingest", "in", "--quarantine", "in/q", "--rehash")
        let kept = try FileManager.default.contentsOfDirectory(atPath: analyze.folder.url.appending(path: "in/q").path).sorted()
        #expect(kept == ["2-empty.html", "2-empty.html.reason.txt", "empty.html", "empty.html.reason.txt"])
    }

    @Test(
        "Folders within folders without end, links in circles, pipes and devices: each is named or passed over, and the good file is read",
        .timeLimit(.minutes(1)))
    func unusualFolders() throws {
        try analyze.write("in/good.html", report(2023))
        let root = analyze.folder.url.path
        // Longer than any path the system takes: every folder is made from within the one above.
        // (Not every shell can go there: some keep the whole path.)
        defer { _ = try? analyze.bash("rm -rf in/abcdefghi") }
        let deep = try analyze.bash("cd in && for i in $(seq 600); do mkdir abcdefghi && cd abcdefghi || exit 1; done; echo ' ' > x.html")
        #expect(deep.status == 0, "\(deep.errors)")
        try FileManager.default.createSymbolicLink(atPath: root + "/in/circle", withDestinationPath: "circle")
        try FileManager.default.createSymbolicLink(atPath: root + "/in/up", withDestinationPath: "../in")
        #expect(mkfifo(root + "/in/pipe.html", 0o600) == 0)
        try FileManager.default.createSymbolicLink(atPath: root + "/in/zero.html", withDestinationPath: "/dev/zero")
        let run = try analyze("ingest", "in", "--format", "json")
        #expect(run.status == 3, "\(run.errors)")
        let statuses = Dictionary(try run.rows().map { (String(($0["path"] as! String).suffix(12)), $0["status"] as! String) }) { one, _ in one }
        #expect(statuses["in/good.html"] == "stored" && statuses.values.count { $0 == "stored" } == 1, "\(statuses)")
        #expect(statuses["in/pipe.html"] == "quarantined" && statuses["in/zero.html"] == "quarantined" && statuses["in/circle"] == "quarantined")
        for path in ["/dev/zero", "in/pipe.html"] {
            let direct = try analyze("reports", path)
            #expect(direct.status == 3 && direct.errors.contains("not a regular file"), "\(path): \(direct.errors)")
        }
        // A map is a text that may come through a pipe, but not without end.
        let endless = try analyze("reports", "in/good.html", "--entity-map", "/dev/zero")
        #expect(endless.status == 2 && endless.errors.contains("limit"), "\(endless.errors)")
        let piped = try analyze.shell("echo path,entity,region_code,year | \"$ANALYZE\" reports in/good.html --entity-map /dev/stdin")
        #expect(piped.status == 0, "\(piped.errors)")
    }
}
