import Foundation
import Testing

/// What the documentation says of the bundled reports, held against the program.
@Suite struct BundledReportsTests {
    let analyze: AnalyzeProgram
    init() throws { analyze = try AnalyzeProgram() }

    private static let datasets = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "datasets")
    private static let reports = datasets.appending(path: "reports").path

    private func finding(_ rule: String, _ year: String) throws -> [String: Any] {
        let rows = try analyze("anomalies", Self.reports, "--year", year, "--format", "json").rows()
        return try #require(rows.first { $0["rule"] as? String == rule })
    }

    @Test("A total, the one channel that makes it up and the outliers in both are one finding: the one that speaks of the cell most directly")
    func oneMistakeIsOneFinding() throws {
        let prose = try finding("text.disclosed", "2013")
        let suggestions = try #require(prose["suggestions"] as? [[String: Any]])
        #expect(suggestions.map { $0["indicator"] as? String } == ["legacy.disclosed.total", "legacy.disclosed.via_website"])
        #expect(suggestions.allSatisfy { $0["to"] as? Int == 4970 && $0["from"] as? Int == 72804 })
        #expect(prose["p_value"] is Double && prose["severity"] as? String == "error")
        #expect(try finding("fj.cumulative", "2013")["p_value"] is NSNull)
    }

    @Test func aCleanReportIsSaidToBeClean() throws {
        let run = try analyze("anomalies", Self.reports + "/huaian_2024.pdf")
        #expect(run.status == 0 && run.text.hasPrefix("No anomaly was found.") && run.text.contains("1 report with 200 cells judged."), "\(run.text)")
    }

    @Test("A share is explained with the sentence that states it, a stock with every cell that could be wrong")
    func explanations() throws {
        func readings(_ rule: String, _ year: String, _ locale: String) throws -> [String] {
            let fingerprint = try #require(try finding(rule, year)["fingerprint"] as? String)
            let rows = try analyze("anomalies", Self.reports, "--explain", fingerprint, "--locale", locale, "--format", "json").rows()
            return rows.filter { $0["item"] as? String == "reading" }.compactMap { $0["text"] as? String }
        }
        #expect(try readings("text.share", "2019", "zh").first?.contains("占33.9%") == true)
        #expect(try readings("text.share", "2019", "en").first?.hasPrefix("Prose, paragraph") == true)
        let stock = try readings("y2y.in_force.normative_docs", "2023", "zh")
        #expect(stock.contains("698+77−132=643，填为470"))
        #expect(stock.contains { $0.contains("由77改为-96：不可能为负") }, "\(stock)")
    }

    @Test("The simulated counties are ranked, drawn in a funnel, and most of the planted errors are found")
    func theSimulatedProvince() throws {
        let folder = Self.datasets.appending(path: "simulated_province")
        let imported = try analyze(
            "import", folder.appending(path: "panel.csv").path, "--rules", folder.appending(path: "panel.rules").path, "--format", "json")
        let panel = try #require(try imported.rows().first)
        #expect(imported.status == 0 && panel["entities"] as? Int == 48 && panel["unread_lines"] as? [Int] == [])
        let truth = try String(contentsOf: folder.appending(path: "truth.csv"), encoding: .utf8).split(separator: "\n").dropFirst()
        let planted = Set(truth.map { $0.split(separator: ",").prefix(2).joined(separator: " ") })
        let rows = try analyze("anomalies", "--format", "json").rows()
        let found = Set(rows.map { "\($0["entity"] as? String ?? "") \($0["year"] as? Int ?? 0)" })
        #expect(rows.count >= 12 && found.intersection(planted).count * 2 > planted.count)
        #expect(rows.allSatisfy { ($0["entity"] as? String)?.hasPrefix("模拟") == true })
        #expect(rows.contains { $0["kind"] as? String == "outlier" }, "peers show what no rule does")
        let ranked = try analyze("rank", "--on", "granted / concluded", "--peers", "all", "--funnel", "--format", "json").rows()
        let funnels = Set(ranked.compactMap { $0["funnel"] as? String })
        #expect(ranked.count == 48 && funnels.contains("within") && funnels.count > 1)
    }
}
