import Foundation
import Testing

/// Errors that a verdict confirmed leave trends and ranks when they are asked to.
@Suite struct CorrectedTests {
    let analyze: AnalyzeProgram
    init() throws { analyze = try AnalyzeProgram() }

    private func value(_ arguments: String...) throws -> (value: Double?, notes: String, corrected: Bool?) {
        let json = try analyze(["trends", "--indicator", "outcome.total.total", "--locale", "en", "--format", "json"] + arguments).json()
        let row = try #require((json["rows"] as? [[String: Any]])?.first)
        let point = (row["points"] as? [[String: Any]])?.first { $0["year"] as? Int == 2023 }
        let corrected = (json["parameters"] as? [String: Any])?["corrected"] as? Bool
        return (point?["value"] as? Double, "\(json["notes"] ?? "")", corrected)
    }

    @Test func aConfirmedErrorComesInWithWhatWasMeant() throws {
        for year in 2022...2023 {
            var report = SampleReport.consistent(year: year, received: 10, granted: 4)
            if year == 2023 { report.cells["outcome.total.total"] = "18" }
            try analyze.write("in/\(year).html", report.html)
        }
        #expect(try analyze("ingest", "in").status == 0)
        #expect(try value("--corrected").value == 18)
        #expect(try value("--corrected").notes.contains("of 0 confirmed findings"))
        let found = try analyze("anomalies", "--kind", "identity", "--format", "json").rows()
        let fingerprint = try #require(found.first { $0["year"] as? Int == 2023 }?["fingerprint"] as? String)
        #expect(try analyze("verdict", fingerprint, "confirmed").status == 0)
        let plain = try value()
        #expect(plain.value == 18 && plain.corrected == false && !plain.notes.contains("Corrected by verdicts"))
        let corrected = try value("--corrected")
        #expect(corrected.value == 10 && corrected.corrected == true)
        #expect(corrected.notes.contains("of 1 confirmed finding 1 value became what was meant, 0 are left out"))
        let rank = try analyze("rank", "--on", "outcome.total.total", "--year", "2023", "--corrected", "--locale", "en", "--format", "json")
        #expect(try rank.rows().first?["value"] as? Double == 10)
        #expect(rank.text.contains("Corrected by verdicts"))
        #expect(try analyze("trends", "in", "--corrected").status == 2)
    }
}
