import Foundation
import Testing

/// Taking out, bringing back, removing for good, copying, and not reading twice.
@Suite struct ForgetTests {
    let analyze: AnalyzeProgram
    init() throws {
        analyze = try AnalyzeProgram()
        for year in 2021...2023 {
            try analyze.write("in/\(year).html", SampleReport.consistent(year: year, received: 40 + year - 2020, granted: 9).html)
        }
        try analyze.write("in/other.html", SampleReport.consistent("徐州市", year: 2022, received: 77, granted: 12).html)
        #expect(try analyze("ingest", "in", "--quiet").status == 0)
    }

    private func years(_ arguments: String...) throws -> [Int] {
        try analyze(["reports", "--format", "json"] + arguments).rows().compactMap { $0["year"] as? Int }
    }

    private func forget(_ arguments: String...) throws -> [String] {
        let run = try analyze(["forget", "--format", "json"] + arguments)
        #expect(run.status == 0, "\(arguments) \(run.errors)")
        return try run.rows().map { "\($0["year"] ?? "") \($0["status"] as? String ?? "")" }
    }

    @Test func aBodyAFileAndTheirReturn() throws {
        #expect(try forget("淮安市", "--year", "2021..2022", "--dry-run") == ["2021 forgotten", "2022 forgotten"])
        #expect(try years("--entity", "淮安市") == [2021, 2022, 2023])
        #expect(try forget("淮安市", "--year", "2021..2022") == ["2021 forgotten", "2022 forgotten"])
        #expect(try years() == [2023, 2022] || years() == [2022, 2023])
        #expect(try analyze("cells", "--year", "2021", "--format", "json").rows().isEmpty)
        #expect(try forget("320800", "--year", "2021", "--undo") == ["2021 restored"])
        #expect(try years("--entity", "淮安市") == [2021, 2023])
        // The file again brings it back as well.
        let again = try analyze("ingest", "in", "--format", "json").rows()
        #expect(again.filter { $0["status"] as? String == "stored" }.compactMap { $0["year"] as? Int } == [2022])
        #expect(try years("--entity", "淮安市") == [2021, 2022, 2023])
        #expect(try forget("in/other.html") == ["2022 forgotten"])
        #expect(try forget("./in") == ["2021 forgotten", "2022 forgotten", "2023 forgotten"])
        #expect(try years().isEmpty)
        #expect(try forget("in", "--undo").count == 4)
        #expect(try analyze("forget", "无此市").status == 2)
        #expect(try analyze("forget", "淮安市", "--purge", "--undo").status == 2)
    }

    @Test("Of several versions the newest one left is used")
    func versions() throws {
        try analyze.write("new/2022.html", SampleReport.consistent(year: 2022, received: 99, granted: 9).html)
        #expect(try analyze("ingest", "new", "--quiet").status == 0)
        func received() throws -> [Int] {
            try analyze("cells", "--entity", "淮安市", "--year", "2022", "--indicator", "applications.received.total", "--format", "json").rows()
                .compactMap { $0["value"] as? Int }
        }
        #expect(try received() == [99])
        #expect(try forget("new/2022.html") == ["2022 forgotten"])
        #expect(try received() == [42])
        #expect(try forget("淮安市", "--year", "2022", "--undo") == ["2022 restored"])
        #expect(try received() == [99])
    }

    @Test("What is purged is nowhere in the file, with its verdicts; verdicts on the rest stay")
    func purge() throws {
        for (name, year) in [("淮安市", 2020), ("徐州市", 2020)] {
            var report = SampleReport.consistent(name, year: year, received: 10, granted: 4)
            report.cells["outcome.total.total"] = "18"
            try analyze.write("wrong/\(name).html", report.html)
        }
        #expect(try analyze("ingest", "wrong", "--quiet").status == 0)
        let found = try analyze("anomalies", "--kind", "identity", "--format", "json").rows().compactMap { $0["fingerprint"] as? String }
        #expect(found.count >= 2)
        for fingerprint in found { #expect(try analyze("verdict", fingerprint, "confirmed", "--note", "秘密的备注").status == 0) }
        #expect(try forget("徐州市") == ["2020 forgotten", "2022 forgotten"])
        let before = try analyze("verdict", "list", "--format", "json").rows().count
        #expect(before == found.count)
        #expect(try forget("徐州市", "--purge") == ["2020 purged", "2022 purged"])
        let verdicts = try analyze("verdict", "list", "--format", "json").rows()
        #expect(verdicts.count < before && verdicts.allSatisfy { $0["entity"] as? String == "淮安市" })
        let bytes = try Data(contentsOf: analyze.folder.url.appending(path: "analyze.sqlite"))
        #expect(bytes.range(of: Data("徐州市".utf8)) == nil && bytes.range(of: Data("淮安市".utf8)) != nil)
        let check = try analyze("doctor", "--format", "json").rows().first { $0["check"] as? String == "store" }
        #expect(check?["status"] as? String == "ok", "\(check ?? [:])")
    }

    @Test func panelsCanBeForgotten() throws {
        try analyze.write("courts.csv", "entity,year,indicator,value\nA,2021,x,1\nA,2022,x,2\nB,2021,x,3\n")
        #expect(try analyze("import", "courts.csv").status == 0)
        func isThere() throws -> Bool { try analyze("export", "--format", "csv", "-o", "panel.txt").status == 0 && text("panel.txt").contains(",x,") }
        #expect(try isThere())
        #expect(try analyze("forget", "courts").status == 0)
        #expect(try !isThere())
        #expect(try analyze("forget", "courts.csv", "--undo").status == 0)
        #expect(try isThere())
        #expect(try analyze("forget", "courts", "--purge").status == 0)
        #expect(try !isThere())
    }

    private func text(_ name: String) throws -> String { try String(contentsOf: analyze.folder.url.appending(path: name), encoding: .utf8) }

    @Test("A backup is the store, is never written over anything, and not made of a damaged store")
    func backup() throws {
        let run = try analyze("backup", "copy.sqlite", "--format", "json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try run.rows().first?["reports"] as? Int == 4)
        #expect(try analyze("cells", "--store", "copy.sqlite").output == analyze("cells").output)
        for target in ["copy.sqlite", "analyze.sqlite", "in/2021.html", "in", "/dev/null"] {
            #expect(try analyze("backup", target).status == 2, "\(target)")
        }
        #expect(try analyze("backup", "nowhere/copy.sqlite").status == 74)
        var bytes = try Data(contentsOf: analyze.folder.url.appending(path: "analyze.sqlite"))
        // One letter of a title: it stands in a row. A page of an index would be made anew by copying.
        let title = try #require(bytes.range(of: Data("政府信息公开".utf8), options: .backwards))
        bytes[title.lowerBound + 2] ^= 1
        try analyze.write("damaged.sqlite", bytes)
        #expect(try analyze("backup", "second.sqlite", "--store", "damaged.sqlite").status == 3)
        let left = try FileManager.default.contentsOfDirectory(atPath: analyze.folder.url.path).filter {
            $0.contains("partial") || $0 == "second.sqlite"
        }
        #expect(left.isEmpty)
    }

    @Test("Files that are as they were are not read again, and what changed without a trace is not believed")
    func unchangedFiles() throws {
        // Just written files are racily clean: the run that read them first could not remember them.
        Thread.sleep(forTimeInterval: 0.3)
        let first = try analyze("ingest", "in", "--format", "json")
        #expect(try first.rows().allSatisfy { $0["status"] as? String == "unchanged" })
        let second = try analyze("ingest", "in", "--format", "json")
        #expect(second.output == first.output, "the same answer without reading")
        #expect(try analyze("ingest", "in", "--rehash", "--format", "jsonl").output == analyze("ingest", "in", "--format", "jsonl").output)
        // Same size, same times: the change time gives it away.
        let url = analyze.folder.url.appending(path: "in/2021.html")
        let times = try FileManager.default.attributesOfItem(atPath: url.path)[.modificationDate] as? Date
        let text = try String(contentsOf: url, encoding: .utf8).replacing("<td>41</td>", with: "<td>14</td>")
        let handle = try FileHandle(forWritingTo: url)
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
        try FileManager.default.setAttributes([.modificationDate: try #require(times)], ofItemAtPath: url.path)
        #expect(try analyze("ingest", "in", "--format", "json").rows().compactMap { $0["status"] as? String }.contains("new_version"))
        // A report that was taken out is read again.
        #expect(try analyze("forget", "in/2023.html").status == 0)
        #expect(try analyze("ingest", "in", "--format", "json").rows().filter { $0["status"] as? String == "stored" }.count == 1)
    }

    @Test("A page whose report is in a frame is read again when the frame is another one; so is an archive")
    func framesAndArchives() throws {
        let frames = "<html><head><title>年报</title></head><frameset><frame src=\"年报_files/main.html\"></frameset></html>"
        try analyze.write("saved/年报.html", frames)
        try analyze.write("saved/年报_files/main.html", SampleReport.consistent(year: 2019 + 5, received: 10, granted: 4).html)
        Thread.sleep(forTimeInterval: 0.3)
        let first = try analyze("ingest", "saved", "--format", "json")
        #expect(try first.rows().map { $0["status"] as? String } == ["stored"], "\(first.text) \(first.errors)")
        #expect(try analyze("ingest", "saved", "--format", "json").rows().map { $0["status"] as? String } == ["unchanged"])
        try analyze.write("saved/年报_files/main.html", SampleReport.consistent(year: 2024, received: 11, granted: 4).html)
        #expect(try analyze("ingest", "saved", "--format", "json").rows().map { $0["status"] as? String } == ["new_version"])
    }
}
