import Foundation
import Testing

/// A filter selects from what is found; it does not change what a number is compared with.
@Suite struct FilterHeavyTests {
    let analyze: AnalyzeProgram
    init() throws { analyze = try AnalyzeProgram() }

    private func fingerprints(_ arguments: String...) throws -> [String] {
        try analyze(["anomalies"] + arguments + ["--format", "json"]).rows().compactMap { $0["fingerprint"] as? String }
    }

    @Test func theFindingsOfABodyAreThoseOfTheWholeList() throws {
        #expect(try analyze("simulate", "in", "--bodies", "30", "--years", "2021..2024", "--errors", "0.4", "--format", "csv", "--quiet").status == 0)
        _ = try analyze("ingest", "in", "--quiet")
        let rows = try analyze("anomalies", "--format", "json").rows()
        let byBody = Dictionary(grouping: rows) { $0["entity"] as? String ?? "" }
        let modelled = byBody.filter { $0.value.contains { $0["kind"] as? String == "outlier" } }
        for name in modelled.keys.sorted().prefix(3) {
            let expected = byBody[name]!.compactMap { $0["fingerprint"] as? String }
            #expect(try fingerprints("--entity", name) == expected, "\(name)")
            let years = Set(byBody[name]!.compactMap { $0["year"] as? Int })
            let year = try #require(years.min())
            let ofYear = byBody[name]!.filter { $0["year"] as? Int == year }.compactMap { $0["fingerprint"] as? String }
            #expect(try fingerprints("--entity", name, "--year", "\(year)") == ofYear)
        }
        #expect(!modelled.isEmpty)
        // The findings of a filtered run are remembered whole: a verdict on another body's is not refused.
        let other = try #require(rows.last?["fingerprint"] as? String)
        #expect(try analyze("verdict", other, "dismissed").status == 0)
    }
}
