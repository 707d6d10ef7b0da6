import Foundation
import Testing

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
