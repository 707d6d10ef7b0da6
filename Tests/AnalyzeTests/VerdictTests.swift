import Foundation
import Output
import Testing

@testable import Reporting

/// A verdict stays with its finding over reruns and versions of the file, and only with that finding.
@Suite struct VerdictTests {
    let analyze: AnalyzeProgram
    init() throws { analyze = try AnalyzeProgram() }

    private func wrongTotal(_ total: String) throws {
        var report = SampleReport.consistent(year: 2023, received: 10, granted: 4)
        report.cells["outcome.total.total"] = total
        try analyze.write("in/report.html", report.html)
        #expect(try analyze("ingest", "in").status == 0)
    }

    private func arithmetic() throws -> [[String: Any]] { try analyze("anomalies", "--kind", "identity", "--format", "json").rows() }

    @Test func itSurvivesRerunsAndNewVersionsOfTheFile() throws {
        try wrongTotal("18")
        let finding = try #require(try arithmetic().first)
        let fingerprint = try #require(finding["fingerprint"] as? String)
        #expect(finding["verdict"] as? String == "open")
        #expect(try analyze("verdict", fingerprint, "confirmed", "--note", "核实").status == 0)
        #expect(try arithmetic().first?["verdict"] as? String == "confirmed")
        // Another wrong number in the same cell breaks the same sums: the same question, answered already.
        try wrongTotal("19")
        #expect(try analyze("reports", "--versions", "--format", "json").rows().count == 2)
        let again = try #require(try arithmetic().first)
        #expect(again["fingerprint"] as? String == fingerprint && again["verdict"] as? String == "confirmed")
        #expect(try analyze("anomalies", "--explain", fingerprint, "--format", "json").text.contains("核实"))
        // The mended report has no finding, and the verdict waits in the store.
        try analyze.write("in/report.html", SampleReport.consistent(year: 2023, received: 10, granted: 4).html)
        #expect(try analyze("ingest", "in").status == 0)
        #expect(try arithmetic().isEmpty)
        try wrongTotal("17")
        #expect(try arithmetic().first?["verdict"] as? String == "confirmed")
    }

    @Test func itCanBeChangedAndSilencesOnlyWhenDismissed() throws {
        try wrongTotal("18")
        let fingerprint = try #require(try arithmetic().first?["fingerprint"] as? String)
        #expect(try analyze("verdict", fingerprint, "confirmed").status == 0)
        #expect(try analyze("anomalies", "--kind", "identity", "--fail-on", "error").status == 1)
        #expect(try analyze("verdict", fingerprint, "dismissed", "--note", "scope").status == 0)
        #expect(try analyze("anomalies", "--kind", "identity", "--fail-on", "error").status == 0)
        #expect(try analyze("anomalies", "--kind", "identity", "--format", "md").text.contains("dismissed"))
        #expect(try analyze("verdict", fingerprint, "perhaps").status == 2)
    }

    @Test func aChangedRuleOpensANewFinding() throws {
        try analyze.write("in/report.html", SampleReport.consistent(year: 2023, received: 12, granted: 9).html)
        #expect(try analyze("ingest", "in").status == 0)
        func found(_ rule: String) throws -> [String: Any] {
            try analyze.write("own.rules", rule)
            let rows = try analyze("anomalies", "--rules", "own.rules", "--kind", "identity", "--format", "json").rows()
            return try #require(rows.first)
        }
        let first = try found("cap: outcome.granted.total <= 5   soft")
        let fingerprint = try #require(first["fingerprint"] as? String)
        #expect(try analyze("verdict", fingerprint, "dismissed").status == 0)
        #expect(try found("cap: outcome.granted.total <= 5   soft   # a remark is no change")["verdict"] as? String == "dismissed")
        let changed = try found("cap: outcome.granted.total <= 6   soft")
        #expect(changed["fingerprint"] as? String != fingerprint && changed["verdict"] as? String == "open")
    }

    @Test("Verdicts are listed with their findings, found by the first digits, and taken back")
    func listAndWithdrawal() throws {
        try wrongTotal("18")
        let fingerprint = try #require(try arithmetic().first?["fingerprint"] as? String)
        #expect(try analyze("anomalies").status == 0)
        #expect(try analyze("verdict", String(fingerprint.prefix(8)), "confirmed", "--note", "核实").status == 0)
        func listed() throws -> [[String: Any]] { try analyze("verdict", "list", "--format", "json").rows() }
        let row = try #require(try listed().first)
        #expect(row["fingerprint"] as? String == fingerprint && row["verdict"] as? String == "confirmed" && row["note"] as? String == "核实")
        #expect(row["year"] as? Int == 2023 && row["found"] as? Bool == true && (row["message"] as? String)?.isEmpty == false)
        #expect(try analyze("anomalies", "--explain", fingerprint, "--locale", "zh").text.contains("属实：核实"))
        // The mended report has no such finding any more; the list still says what was decided about.
        try analyze.write("in/report.html", SampleReport.consistent(year: 2023, received: 10, granted: 4).html)
        #expect(try analyze("ingest", "in").status == 0)
        #expect(try analyze("anomalies").status == 0)
        let gone = try #require(try listed().first)
        #expect(gone["found"] as? Bool == false && gone["message"] as? String == row["message"] as? String)
        #expect(try analyze("verdict", "list", "--locale", "zh").text.contains("没有对应的异常"))
        #expect(try analyze("verdict", fingerprint, "open").status == 0)
        #expect(try listed().isEmpty)
        #expect(try analyze("verdict", "0000", "dismissed").status == 2)
    }

    @Test("The table of anomalies can be filled in and read back, all of it or nothing")
    func tableOfVerdicts() throws {
        try wrongTotal("18")
        let fingerprint = try #require(try arithmetic().first?["fingerprint"] as? String)
        #expect(try analyze("anomalies", "-o", "findings.csv").status == 0)
        func table() throws -> String { try String(contentsOf: analyze.folder.url.appending(path: "findings.csv"), encoding: .utf8) }
        let rows = try table().split(separator: "\r\n").map(String.init)
        let decided = rows.map { $0.hasPrefix(fingerprint) ? $0.replacing(",open", with: ",confirmed") : $0 }
        try analyze.write("decided.csv", decided.joined(separator: "\r\n"))
        let run = try analyze("verdict", "import", "decided.csv", "--format", "json")
        #expect(run.status == 0, "\(run.errors)")
        let first = try #require(try run.rows().first)
        #expect(first["rows"] as? Int == rows.count - 1 && first["added"] as? Int == 1 && first["withdrawn"] as? Int == 0)
        #expect(try arithmetic().first?["verdict"] as? String == "confirmed")
        // Another store takes the list of verdicts.
        #expect(try analyze("verdict", "list", "-o", "list.csv").status == 0)
        #expect(try analyze("ingest", "in", "--store", "other.sqlite").status == 0)
        #expect(try analyze("verdict", "import", "list.csv", "--store", "other.sqlite").status == 0)
        #expect(try analyze("verdict", "list", "--store", "other.sqlite", "--format", "json").rows().count == 1)
        // The untouched table takes the verdict back; a word that is none changes nothing.
        try analyze.write("bad.csv", "fingerprint,verdict\n\(fingerprint),open\n0123456789abcdef,perhaps\n")
        let bad = try analyze("verdict", "import", "bad.csv")
        #expect(bad.status == 2 && bad.errors.contains("line 3"), "\(bad.errors)")
        #expect(try arithmetic().first?["verdict"] as? String == "confirmed")
        let last = try #require(try analyze("verdict", "import", "findings.csv", "--format", "json").rows().first)
        #expect(last["withdrawn"] as? Int == 1)
        #expect(try arithmetic().first?["verdict"] as? String == "open")
        try analyze.write("short.csv", "fingerprint,verdict\n1.2E+15,confirmed\n")
        #expect(try analyze("verdict", "import", "short.csv").errors.contains("no fingerprint"))
    }

    /// Rules of colour came in the order of a dictionary, which is another one in each run.
    @Test func theWorkbookOfAnomaliesIsTheSameInEachRun() throws {
        try wrongTotal("18")
        let sums = try (0..<6).map { _ in
            #expect(try analyze("anomalies", "-o", "findings.xlsx").status == 0)
            return try analyze.shell("cksum findings.xlsx").text
        }
        #expect(Set(sums).count == 1)
    }

    @Test("The workbook of anomalies offers the verdicts in a list, and is read back in either language")
    func workbookOfVerdicts() throws {
        try wrongTotal("18")
        let fingerprint = try #require(try arithmetic().first?["fingerprint"] as? String)
        for (locale, word, heading) in [("zh", "属实", "裁定备注"), ("en", "confirmed", "Verdict note")] {
            #expect(try analyze("anomalies", "-o", "findings.xlsx", "--locale", locale).status == 0)
            let sheet = try analyze.shell("unzip -p findings.xlsx xl/worksheets/sheet1.xml xl/sharedStrings.xml").text
            #expect(sheet.contains("<dataValidation type=\"list\"") && sheet.contains(word) && sheet.contains(heading), "\(sheet.prefix(2000))")
            // Untouched, it changes nothing, neither before a verdict nor after one with a remark.
            for _ in 0..<2 {
                let run = try analyze("verdict", "import", "findings.xlsx", "--format", "json")
                let row = try #require(try run.rows().first, "\(run.errors)")
                #expect(row["added"] as? Int == 0 && row["changed"] as? Int == 0 && row["withdrawn"] as? Int == 0)
                #expect(try analyze("verdict", fingerprint, "confirmed", "--note", "已核实 <b>").status == 0)
                #expect(try analyze("anomalies", "-o", "findings.xlsx", "--locale", locale).status == 0)
            }
            #expect(try analyze("verdict", "list", "--format", "json").rows().first?["note"] as? String == "已核实 <b>")
            #expect(try analyze("verdict", fingerprint, "open").status == 0)
        }
        // As somebody fills it in.
        let book = try Workbook()
        try book.beginSheet("说明", header: ["裁定说明"])
        try book.beginSheet("异常", header: ["裁定", "裁定备注", "主体", "指纹"])
        try book.write([.text("排除"), .text("口径不同"), .text("清镇市"), .text(fingerprint)])
        try book.write([.text("待定"), .empty, .empty, .text("0123456789abcdef")])
        try book.write([.empty, .empty, .empty, .empty])
        let sink = MemorySink()
        try book.finish(to: sink)
        try analyze.write("filled.xlsx", Data(sink.bytes))
        let run = try analyze("verdict", "import", "filled.xlsx", "--format", "json")
        #expect(try run.rows().first?["added"] as? Int == 1, "\(run.errors)")
        let stored = try #require(try analyze("verdict", "list", "--format", "json").rows().first)
        #expect(stored["verdict"] as? String == "dismissed" && stored["note"] as? String == "口径不同")
        try analyze.write("broken.xlsx", Data(sink.bytes.prefix(sink.bytes.count / 2)))
        #expect(try analyze("verdict", "import", "broken.xlsx").status == 2)
    }

    @Test("What a finding says of itself is not taken for the reader's remark")
    func theNoteOfAFindingStaysApart() throws {
        try wrongTotal("18")
        let fingerprint = try #require(try arithmetic().first?["fingerprint"] as? String)
        try analyze.write("own.csv", "fingerprint,note,verdict,verdict_note\n\(fingerprint),not tried: 3,confirmed,called them\n")
        #expect(try analyze("verdict", "import", "own.csv").status == 0)
        #expect(try analyze("verdict", "list", "--format", "json").rows().first?["note"] as? String == "called them")
    }

    @Test func findingsOfPanelsHaveVerdictsToo() throws {
        try analyze.write("halves.csv", PanelCommandTests.halves)
        #expect(try analyze("import", "halves.csv").status == 0)
        func duplicate() throws -> [String: Any] {
            try #require(try analyze("anomalies", "--kind", "duplicate", "--format", "json").rows().first)
        }
        let fingerprint = try #require(try duplicate()["fingerprint"] as? String)
        #expect(try analyze("verdict", fingerprint, "confirmed").status == 0)
        try analyze.write("halves.csv", PanelCommandTests.halves + "\nBeta,2016,2016-12-31,handled,12\n")
        #expect(try analyze("import", "halves.csv").status == 0)
        let again = try duplicate()
        #expect(again["fingerprint"] as? String == fingerprint && again["verdict"] as? String == "confirmed")
    }
}
