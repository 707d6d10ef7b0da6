import Foundation
import Testing

@Suite struct ContractTests {
    let analyze: AnalyzeProgram
    init() throws {
        analyze = try AnalyzeProgram()
        for (year, received) in [(2021, 10), (2022, 14), (2023, 19), (2024, 22), (2025, 30)] {
            try analyze.write("in/\(year).html", SampleReport.consistent(year: year, received: received, granted: received - 3).html)
        }
        try analyze.write("in/other.html", SampleReport.consistent("徐州市", year: 2024, received: 40, granted: 12).html)
    }

    static let keys: [String: [String]] = [
        "cells": [
            "entity", "region_code", "year", "edition", "indicator", "label", "value", "unit", "state", "raw", "source", "table", "row", "column",
            "page",
        ],
        "reports": [
            "entity", "region_code", "level", "year", "edition", "format", "cells", "blank", "exact_rules", "violated", "source", "sha256",
            "versions",
        ],
        "trends": [
            "entity", "region_code", "indicator", "label", "unit", "editions", "first_year", "last_year", "n", "mean", "model", "slope",
            "slope_low", "slope_high", "percent_per_year", "percent_low", "percent_high", "statistic", "df", "p_value", "q_value", "direction",
            "theil_sen", "theil_sen_low", "theil_sen_high", "kendall_s", "kendall_p", "shrunken_slope", "breaks", "forecast", "points", "note",
        ],
    ]

    @Test(arguments: ["cells", "reports", "trends"])
    func rowsHaveTheKeysOfTheContract(command: String) throws {
        let run = try analyze(command, "in", "--format", "json")
        #expect(run.status == 0, "\(run.errors)")
        let result = try run.json()
        let version = command == "trends" ? 2 : 1
        #expect(result["schema"] as? String == "analyze.\(command)/\(version)" && result["command"] as? String == command)
        for key in ["version", "inputs", "parameters", "rows", "notes"] { #expect(result[key] != nil, "\(key)") }
        let input = try #require((result["inputs"] as? [[String: Any]])?.first)
        #expect((input["sha256"] as? String)?.count == 64 && input["path"] as? String == "in/2021.html")
        let row = try #require(try run.rows().first)
        #expect(Set(try #require(Self.keys[command])).subtracting(row.keys).sorted() == [])
    }

    @Test func anomaliesCarryTheKeysAndTheStatus() throws {
        var report = SampleReport.consistent(year: 2020 + 3, received: 10, granted: 4)
        report.cells["outcome.total.total"] = "18"
        try analyze.write("bad.html", report.html)
        let run = try analyze("anomalies", "bad.html", "--fail-on", "error", "--format", "json")
        #expect(run.status == 1, "\(run.errors)")
        let rows = try run.rows()
        let row = try #require(rows.first { $0["kind"] as? String == "identity" })
        let keys = [
            "fingerprint", "kind", "rule", "severity", "entity", "region_code", "year", "cells", "observed", "expected", "low", "high", "score",
            "p_value", "q_value", "mechanism", "certainty", "violations", "repairs", "suggestions", "influence", "message", "verdict",
        ]
        #expect(Set(keys).subtracting(row.keys).sorted() == [])
        let cell = try #require((row["cells"] as? [[String: Any]])?.first)
        #expect(Set(["indicator", "label", "value", "raw", "source", "table", "row", "column"]).subtracting(cell.keys).sorted() == [])
        let violation = try #require((row["violations"] as? [[String: Any]])?.first)
        #expect(Set(violation.keys) == ["rule", "entity", "year", "left", "right", "difference"])
        let repair = try #require((row["repairs"] as? [[String: Any]])?.first)
        #expect(Set(repair.keys) == ["changes", "mechanism", "weight", "breaks"])
        let changes = try #require(repair["changes"] as? [[String: Any]])
        #expect(Set(try #require(changes.first).keys) == ["indicator", "entity", "year", "from", "to"])
        #expect(changes as NSArray == row["suggestions"] as? NSArray, "the best one's changes")
        let fingerprint = try #require(row["fingerprint"] as? String)
        let explanation = try analyze("anomalies", "bad.html", "--explain", fingerprint, "--format", "json")
        #expect(explanation.status == 0)
        #expect(try explanation.rows().count > 1)
        #expect(try analyze("anomalies", "in/2021.html", "--fail-on", "error").status == 0)
    }

    @Test func findingsAreGatheredAndChosenByTheirVerdict() throws {
        try analyze.write("courts.csv", "entity,year,a,b,total\nx,2020,1,2,4\nx,2021,1,2,3\ny,2020,1,2,5\ny,2021,2,2,9\nz,2021,1,1,1\n")
        try analyze.write("courts.rules", "sum: a + b = total\nsmall: total <= 8\n")
        #expect(try analyze("import", "courts.csv", "--rules", "courts.rules", "--store", "grouped.sqlite").status == 0)
        func rows(_ options: String...) throws -> [[String: Any]] {
            try analyze(["anomalies", "--store", "grouped.sqlite", "--kind", "identity", "--format", "json"] + options).rows()
        }
        let plain = try rows()
        let grouped = try rows("--group-by", "entity")
        #expect(plain.count == 4 && grouped.map { $0["group"] as? String } == ["y", "y", "x", "z"])
        #expect(grouped.map { $0["group_findings"] as? Int } == [2, 2, 1, 1])
        #expect(try rows("--group-by", "year").map { $0["group"] as? String } == ["2020", "2020", "2021", "2021"])
        #expect(
            try analyze("anomalies", "--store", "grouped.sqlite", "--group-by", "entity", "--kind", "identity").text.contains("y: 2 in all, 2 errors")
        )
        let first = try #require(plain.first?["fingerprint"] as? String)
        #expect(try analyze("verdict", first, "confirmed", "--store", "grouped.sqlite").status == 0)
        #expect(try rows("--verdict", "confirmed").map { $0["fingerprint"] as? String } == [first])
        #expect(try rows("--verdict", "open").count == 3 && rows("--verdict", "open", "--verdict", "confirmed").count == 4)
        #expect(try analyze("anomalies", "--verdict", "perhaps").status == 2)
    }

    @Test func verdictsSurviveAndSilence() throws {
        var report = SampleReport.consistent(year: 2023, received: 10, granted: 4)
        report.cells["outcome.total.total"] = "18"
        try analyze.write("bad.html", report.html)
        #expect(try analyze("ingest", "bad.html").status == 0)
        let found = try analyze("anomalies", "--min-severity", "error", "--format", "json").rows()
        for row in found {
            let fingerprint = try #require(row["fingerprint"] as? String)
            #expect(try analyze("verdict", fingerprint, "dismissed", "--note", "核实无误").status == 0)
        }
        let again = try analyze("anomalies", "--min-severity", "error", "--fail-on", "error", "--format", "json")
        #expect(again.status == 0)
        #expect(!found.isEmpty)
        #expect(try again.rows().allSatisfy { $0["verdict"] as? String == "dismissed" })
        #expect(try analyze("verdict", "0000", "confirmed").status == 2)
    }

    @Test func usageErrorsEndWithTwo() throws {
        #expect(try analyze("trends", "--format", "docx", "in").status == 2)
        #expect(try analyze("frobnicate").status == 2)
        #expect(try analyze("cells", "--within", "鼓楼区", "in").status == 2)
        #expect(try analyze("cells", "nowhere").status == 2)
        #expect(try analyze("cells", "--year", "2020..2010", "in").status == 2)
        let noStore = try analyze("cells")
        #expect(noStore.status == 2 && noStore.errors.contains("analyze ingest"))
        #expect(try analyze("cells", "--store", "none.sqlite").status == 3)
        #expect(try analyze("--help").status == 0)
        #expect(try analyze("--version").status == 0)
    }

    @Test func filtersSelect() throws {
        #expect(try analyze("reports", "in", "--within", "江苏省", "--format", "json").rows().count == 6)
        #expect(try analyze("reports", "in", "--within", "贵州省", "--format", "json").rows().count == 0)
        #expect(try analyze("reports", "in", "--within", "淮安", "--year", "2022..2024", "--format", "json").rows().count == 3)
        #expect(try analyze("reports", "in", "--entity", "320300", "--format", "json").rows().count == 1)
        #expect(try analyze("reports", "in", "--missing", "--format", "json").rows().count == 4)
        let cells = try analyze("cells", "in/2021.html", "--indicator", "outcome.denied.*.total", "--format", "json").rows()
        #expect(cells.count == 8)
        let concept = try analyze("cells", "in/2021.html", "--indicator", "received", "--format", "json").rows()
        #expect(concept.map { $0["indicator"] as? String } == ["applications.received.total"])
    }

    @Test func theSameInputPrintsTheSameBytes() throws {
        for command in ["trends", "anomalies"] {
            let first = try analyze(command, "in", "--format", "json")
            #expect(try analyze(command, "in", "--format", "json").output == first.output)
        }
    }

    @Test func ratiosRank() throws {
        let run = try analyze("rank", "in", "--on", "公开率", "--year", "2024", "--format", "json")
        let rows = try run.rows()
        #expect(rows.map { $0["entity"] as? String } == ["淮安市", "徐州市"], "\(run.errors)")
        let value = try #require(rows[0]["value"] as? Double)
        #expect(abs(value - 19.0 / 22) < 1e-12 && rows[0]["n"] as? Int == 22)
        #expect(try analyze("rank", "in", "--on", "nothing_like_it").status == 2)
    }

    @Test func aPageIsSelfContained() throws {
        let run = try analyze("report", "in", "-o", "page.html", "--locale", "zh")
        #expect(run.status == 0 && run.output.isEmpty, "\(run.errors)")
        let page = try String(contentsOf: analyze.folder.url.appending(path: "page.html"), encoding: .utf8)
        #expect(page.contains("淮安市") && page.contains("<svg"))
        #expect(!page.contains("src=\"http") && !page.contains("href=\"http"))
    }

    @Test func showMarksFindingsAtTheirCells() throws {
        var report = SampleReport.consistent(year: 2023, received: 10, granted: 4)
        report.cells["outcome.total.total"] = "18"
        try analyze.write("bad.html", report.html)
        let shown = try analyze("show", "淮安市", "2023", "bad.html")
        #expect(shown.status == 0 && shown.text.contains("⚠") && shown.text.contains("18"), "\(shown.errors)")
        #expect(shown.text.components(separatedBy: "Denied").count == 2, "a heading of the form stands once, above its rows")
        #expect(try analyze("show", "无此市", "bad.html").status == 2)
    }

    @Test func languageFollowsTheLocale() throws {
        #expect(try analyze("reports", "in", environment: ["LANG": "zh_CN.UTF-8"]).text.contains("主体"))
        #expect(try analyze("reports", "in").text.contains("Entity"))
        #expect(try analyze("reports", "in", "--locale", "zh").text.contains("主体"))
    }
}
