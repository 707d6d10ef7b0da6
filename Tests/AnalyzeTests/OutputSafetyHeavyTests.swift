import Foundation
import Testing

/// No slip of a file name destroys a store or an input, and every file is whole or as it was.
@Suite struct OutputSafetyHeavyTests {
    let analyze: AnalyzeProgram

    init() throws {
        analyze = try AnalyzeProgram()
        try analyze.write("in/2023.html", SampleReport.consistent(year: 2023, received: 10, granted: 4).html)
        try analyze.write("in/2024.html", SampleReport.consistent(year: 2024, received: 20, granted: 9).html)
        try analyze.write("map.csv", "path,entity,region_code,year\n2023.html,淮安市,320800,2023\n")
        try analyze.write("own.rules", "outcome.total.total = applications.received.total\n")
        try analyze.write("index.json", "{}")
        try analyze.write("panel.csv", "entity,year,indicator,value\na,2020,x,1\na,2021,x,2\n")
        for store in ["analyze.sqlite", "other.sqlite"] { #expect(try analyze("ingest", "in", "--store", store).status == 0) }
        try FileManager.default.copyItem(at: file("other.sqlite"), to: file("renamed.csv"))
        try FileManager.default.linkItem(at: file("analyze.sqlite"), to: file("hard.csv"))
        try FileManager.default.createSymbolicLink(atPath: file("soft.csv").path, withDestinationPath: "analyze.sqlite")
        try FileManager.default.linkItem(at: file("in/2023.html"), to: file("page.html"))
        try FileManager.default.createSymbolicLink(atPath: file("mapped.csv").path, withDestinationPath: "map.csv")
    }

    private func file(_ name: String) -> URL { analyze.folder.url.appending(path: name) }

    /// Every file of the folder with its bytes.
    private var contents: [String: Data] {
        get throws {
            var found: [String: Data] = [:]
            for name in try FileManager.default.subpathsOfDirectory(atPath: analyze.folder.url.path) where !name.hasPrefix(".std") {
                found[name] = FileManager.default.contents(atPath: file(name).path)
            }
            return found
        }
    }

    @Test func noResultGoesOntoAStoreOrAnInput() throws {
        let before = try contents
        let refused: [[String]] = [
            ["trends", "-o", "analyze.sqlite", "--format", "csv"], ["trends", "-o", "other.sqlite", "--format", "csv"],
            ["trends", "-o", "renamed.csv"], ["trends", "-o", "hard.csv"], ["trends", "-o", "soft.csv"], ["trends", "-o", "./in/../hard.csv"],
            ["export", "-o", "analyze.sqlite"], ["export", "-o", "other.sqlite"], ["export", "in", "-o", "other.sqlite"],
            ["export", "in", "--store", "none.sqlite", "-o", "none.sqlite"], ["cells", "in", "-o", "in/2023.html"],
            ["cells", "in", "-o", "page.html"], ["cells", "in/2023.html", "-o", "page.html"], ["report", "in", "-o", "in/2024.html"],
            ["anomalies", "in", "--entity-map", "map.csv", "-o", "map.csv"], ["anomalies", "in", "--entity-map", "map.csv", "-o", "mapped.csv"],
            ["anomalies", "--rules", "own.rules", "-o", "own.rules", "--format", "csv"], ["rank", "--on", "index.json", "-o", "index.json"],
            ["show", "淮安市", "in/2023.html", "-o", "page.html"], ["diff", "淮安市", "2023", "2024", "in", "-o", "in/2024.html"],
            ["ingest", "in", "-o", "analyze.sqlite", "--format", "csv"], ["ingest", "in", "-o", "in/2023.html"],
            ["ingest", "in", "--store", "new.sqlite", "-o", "new.sqlite", "--format", "csv"], ["import", "panel.csv", "-o", "panel.csv"],
            ["reports", "-o", "analyze.sqlite-wal", "--format", "csv"], ["reports", "-o", "other.sqlite-journal", "--format", "csv"],
            ["reports", "-o", "other.sqlite-wal", "--format", "csv"],
            ["verdict", "list", "-o", "hard.csv"], ["indicators", "-o", "hard.csv"], ["rules", "-o", "soft.csv"], ["doctor", "-o", "renamed.csv"],
            ["simulate", "made", "--bodies", "1", "--years", "2024", "--truth", "hard.csv"],
        ]
        for arguments in refused {
            if arguments.contains("other.sqlite-journal") { try Data([0]).write(to: file("other.sqlite-journal")) }
            let run = try analyze(arguments + (arguments[0] == "simulate" ? [] : ["--quiet"]))
            #expect(run.status == 2, "\(arguments): \(run.status) \(run.errors)")
            #expect(run.errors.split(separator: "\n").count == 1 && run.output.isEmpty, "\(arguments): \(run.errors)")
            try? FileManager.default.removeItem(at: file("other.sqlite-journal"))
        }
        #expect(try contents == before)
    }

    @Test func aSimulatedFolderDoesNotTakeTheTruthIn() throws {
        #expect(try analyze("simulate", "made", "--bodies", "1", "--years", "2024").status == 0)
        let run = try analyze("simulate", "made", "--bodies", "1", "--years", "2024", "--truth", "made/truth.csv")
        #expect(run.status == 2, "\(run.errors)")
        let onto = try analyze("simulate", "in/2023.html", "--bodies", "1")
        #expect(onto.status == 74, "\(onto.errors)")
    }

    @Test func theEndingSaysTheFormat() throws {
        let beginnings = [
            "csv": "entity,", "tsv": "entity\t", "json": "{\n", "jsonl": "{\"entity\"", "md": "| ", "html": "<!DOCTYPE html>", "xlsx": "PK",
            "arrow": "ARROW1",
        ]
        let commands = [
            ["cells"], ["reports"], ["trends", "--min-points", "3"], ["anomalies"], ["rank", "--on", "disclosure_rate"], ["show", "淮安市"],
            ["diff", "淮安市", "2023", "2024"], ["indicators"], ["rules"], ["doctor"], ["verdict", "list"], ["ingest", "in"], ["import", "panel.csv"],
        ]
        for command in commands {
            for ending in ["csv", "xlsx", "arrow"] {
                let run = try analyze(command + ["--quiet", "-o", "out/x.\(ending)"])
                #expect(run.status == 74, "no folder out: \(command) \(run.errors)")
                let written = try analyze(command + ["--quiet", "-o", "x.\(ending)"])
                #expect(written.status == 0 && written.output.isEmpty, "\(command) \(ending): \(written.errors)")
                let bytes = try Data(contentsOf: file("x.\(ending)"))
                if ending != "csv" { #expect(bytes.starts(with: Data(beginnings[ending]!.utf8)), "\(command) \(ending)") }
            }
            let unknown = try analyze(command + ["--quiet", "-o", "x.parquet"])
            #expect(unknown.status == 2 && unknown.errors.contains("arrow"), "\(command): \(unknown.errors)")
        }
        for (ending, beginning) in beginnings {
            #expect(try analyze("cells", "--quiet", "-o", "y.\(ending)").status == 0)
            #expect(try Data(contentsOf: file("y.\(ending)")).starts(with: Data(beginning.utf8)), "\(ending)")
            #expect(try analyze("export", "--quiet", "-o", "z.\(ending)").status == 0)
            #expect(try Data(contentsOf: file("z.\(ending)")).starts(with: Data(beginning.utf8)), "\(ending)")
        }
        #expect(try analyze("cells", "--format", "json", "-o", "y.csv").status == 0)
        #expect(try Data(contentsOf: file("y.csv")).starts(with: Data("{".utf8)), "what is said outright holds")
        #expect(try analyze("report", "-o", "page.csv").status == 2)
        #expect(try analyze("trends", "-o", "x.sqlite").status == 2)
        #expect(try analyze("export", "-o", "x.sqlite").status == 0)
        #expect(try Data(contentsOf: file("x.sqlite")).starts(with: Data("SQLite format 3".utf8)))
        #expect(try analyze("export", "-o", "x.sqlite").status == 0, "an export may replace an export")
        #expect(try FileManager.default.contentsOfDirectory(atPath: analyze.folder.url.path).allSatisfy { !$0.hasSuffix(".analyze-partial") })
    }
}
