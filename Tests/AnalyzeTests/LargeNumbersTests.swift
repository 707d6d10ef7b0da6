import Foundation
import Testing

/// Numbers that nothing could count to: named, kept out of the sums, and nothing traps on them.
@Suite struct LargeNumbersTests {
    let analyze: AnalyzeProgram
    init() throws { analyze = try AnalyzeProgram() }

    @Test(arguments: ["1000000000000000000", "9223372036854775807", "99999999999999999999", "1000000000000001"])
    func ofReports(text: String) throws {
        var report = SampleReport.consistent(year: 2023, received: 10, granted: 4)
        report.cells["outcome.granted.natural_person"] = text
        try analyze.write("in/report.html", report.html)
        let run = try analyze("anomalies", "in", "--format", "json")
        #expect(run.status == 0, "\(run.errors)")
        let rows = try run.rows()
        #expect(
            rows.contains { $0["rule"] as? String == "domain.magnitude" || $0["kind"] as? String == "missing" || $0["kind"] as? String == "format" })
        #expect(rows.allSatisfy { $0["kind"] as? String != "identity" || $0["certainty"] as? String != "exact" })
        #expect(try analyze("reports", "in", "--format", "json").status == 0)
    }

    @Test func ofPanelsWithRules() throws {
        let large = "a,2020,1e18,9e18,1\na,2021,1000000000000000,1000000000000000,0\na,2022,3.5,1e15,2\n"
        try analyze.write("large.csv", "entity,year,x,y,z\n" + large)
        try analyze.write("large.rules", "999999999999 * x + 999999999999 * y <= z\nx <= y\nx = prev(y)\n")
        #expect(try analyze("import", "large.csv", "--rules", "large.rules").status == 0)
        let run = try analyze("anomalies", "--format", "json")
        #expect(run.status == 0, "\(run.errors)")
    }
}
