import Foundation
import Testing

/// Stores by province or year, merged or read together: the same answers as one store.
@Suite struct MergeTests {
    let analyze: AnalyzeProgram
    init() throws {
        analyze = try AnalyzeProgram()
        for (body, name) in ["淮安市", "徐州市"].enumerated() {
            for year in 2021...2024 {
                let report = SampleReport.consistent(name, year: year, received: 40 + 7 * (year - 2020) + body, granted: 9 + body)
                try analyze.write("in/\(name)/\(year).html", report.html)
            }
        }
        var broken = SampleReport.consistent("淮安市", year: 2020, received: 40, granted: 9)
        broken.cells["outcome.total.total"] = "41"
        try analyze.write("in/淮安市/2020.html", broken.html)
        for (store, input) in [("one", "in"), ("a", "in/淮安市"), ("b", "in/徐州市")] {
            #expect(try analyze("ingest", input, "--store", "\(store).sqlite", "--quiet").status == 0)
        }
    }

    private func answers(_ stores: String...) throws -> [String] {
        try [
            ["trends", "--min-points", "3"], ["anomalies"], ["rank", "--on", "received", "--min-n", "1"], ["reports"], ["cells"],
            ["show", "淮安市", "2020"],
        ].map { command in
            let run = try analyze(command + stores.flatMap { ["--store", $0] } + ["--format", "jsonl", "--quiet"])
            #expect(run.status == 0, "\(command) \(run.errors)")
            return run.text
        }
    }

    @Test func severalStoresAnswerAsOne() throws {
        let one = try answers("one.sqlite")
        #expect(one.allSatisfy { !$0.isEmpty })
        #expect(try answers("a.sqlite", "b.sqlite") == one)
        #expect(try answers("b.sqlite", "a.sqlite") == one)
        let run = try analyze("merge", "a.sqlite", "b.sqlite", "-o", "all.sqlite", "--format", "json")
        #expect(try run.status == 0 && run.rows().isEmpty, "\(run.errors)")
        #expect(try answers("all.sqlite") == one)
        let inputs = try #require(
            try analyze("reports", "--store", "a.sqlite", "--store", "b.sqlite", "--format", "json").json()["inputs"] as? [[String: Any]])
        #expect(inputs.compactMap { $0["path"] as? String } == ["a.sqlite", "b.sqlite"])
    }

    @Test func nothingIsWrittenOverAndWhatIsNotThereIsSaid() throws {
        #expect(try analyze("merge", "a.sqlite", "b.sqlite", "-o", "one.sqlite").status == 2)
        #expect(try analyze("merge", "a.sqlite", "nowhere.sqlite", "-o", "new.sqlite").status != 0)
        #expect(!FileManager.default.fileExists(atPath: analyze.folder.url.appending(path: "new.sqlite").path))
        #expect(try analyze("merge", "-o", "new.sqlite").status == 2)
    }

    @Test func aStoreThatDiffersIsListed() throws {
        try analyze.write("in/徐州市/2024.html", SampleReport.consistent("徐州市", year: 2024, received: 99, granted: 9).html)
        #expect(try analyze("ingest", "in/徐州市/2024.html", "--store", "c.sqlite", "--quiet").status == 0)
        let rows = try analyze("merge", "a.sqlite", "b.sqlite", "c.sqlite", "-o", "all.sqlite", "--format", "json").rows()
        #expect(rows.count == 1 && rows.first?["kind"] as? String == "version" && rows.first?["store"] as? String == "c.sqlite")
        #expect(try analyze("reports", "--store", "all.sqlite", "--versions", "--format", "json").rows().count == 10)
    }
}
