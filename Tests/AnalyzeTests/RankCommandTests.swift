import Foundation
import TestSupport
import Testing

/// What `analyze rank` promises about panels, filters, indices and chance.
@Suite struct RankCommandTests {
    let analyze: AnalyzeProgram
    init() throws { analyze = try AnalyzeProgram() }

    private func ranked(_ arguments: String...) throws -> [[String: Any]] {
        try analyze(["rank"] + arguments + ["--format", "json", "--locale", "en"]).rows()
    }

    private func importPanel(_ csv: String) throws {
        try analyze.write("panel.csv", csv)
        #expect(try analyze("import", "panel.csv", "--quiet").status == 0)
    }

    @Test func twoColumnsMakeARatioWithItsInterval() throws {
        try importPanel("entity,year,num,den\nA,2020,5,10\nB,2020,30,60\nC,2020,7,9\n")
        let rows = try ranked("--on", "num / den", "--min-n", "1")
        #expect(rows.map { $0["entity"] as? String } == ["C", "A", "B"])
        let a = rows[1]
        #expect(a["value"] as? Double == 0.5 && a["n"] as? Double == 10)
        // Wilson's interval of 5 of 10.
        #expect(abs(try #require(a["low"] as? Double) - 0.2365931) < 1e-6)
        #expect(try ranked("--on", "num/den").last?["reason"] as? String == "not ranked: n = 9 is below 10", "ten is the usual minimum of a ratio")
        #expect(try analyze("rank", "--on", "num / dem").errors.contains("there is no indicator"))
    }

    /// 17 of 83 is a large share of a small county; with one year nobody knows how it varies, and none is first for certain.
    @Test func aSmallCountyIsNotFirstForCertainOnOneYear() throws {
        let rest = "Bexar,2022,15800,2000000\nHays,2022,1450,250000\nKing,2022,0,265\n"
        try importPanel("entity,year,crimes,people\nLoving,2022,17,83\n\(rest)")
        let rows = try ranked("--on", "crimes / people")
        #expect(rows[0]["entity"] as? String == "Loving" && rows[0]["rank_high"] is NSNull && rows[0]["low"] is Double)
        // What the reader states decides: chance alone, or a spread of the log-odds that keeps nobody apart.
        #expect(try ranked("--on", "crimes / people", "--dispersion", "0")[0]["rank_high"] as? Int == 1)
        #expect(try ranked("--on", "crimes / people", "--dispersion", "25")[0]["rank_high"] as? Int ?? 0 > 1)
        // Another year is told from: the ranges are back.
        try importPanel("entity,year,crimes,people\nLoving,2022,17,83\n\(rest)Loving,2021,1,83\nHays,2021,1400,250000\n")
        #expect(try ranked("--on", "crimes / people", "--year", "2022")[0]["rank_high"] is Int)
    }

    @Test func exposureComesFromAPanelByRegionCodeAndWhatDidNotJoinIsListed() throws {
        try analyze.write("people.csv", "entity,region_code,year,indicator,value\n淮安,320800,2024,population,4500000\n")
        try analyze.write("in/a.html", SampleReport.consistent("淮安市", year: 2024, received: 300, granted: 200).html)
        try analyze.write("in/b.html", SampleReport.consistent("清镇市", year: 2024, received: 100, granted: 50).html)
        #expect(try analyze("ingest", "in", "--quiet").status == 0)
        #expect(try analyze("import", "people.csv", "--quiet").status == 0)
        let result = try analyze("rank", "--on", "received", "--per", "population", "10000", "--format", "json", "--locale", "en").json()
        let rows = try #require(result["rows"] as? [[String: Any]])
        let joined = try #require(rows.first { ($0["entity"] as? String)?.hasPrefix("淮安市") == true })
        let received = try #require((joined["components"] as? [String: Any])?["numerator"] as? Double)
        #expect(abs(try #require(joined["value"] as? Double) - received / 450) < 1e-12)
        let other = try #require(rows.first { ($0["entity"] as? String)?.hasPrefix("清镇市") == true })
        #expect(other["eligible"] as? Bool == false && (other["reason"] as? String)?.contains("imported panel") == true)
        #expect((result["notes"] as? [String])?.contains { $0.contains("清镇市") } == true)
    }

    @Test func aFilterSelectsRowsAndChangesNoNumber() throws {
        var csv = "entity,level,year,granted,total\n"
        for body in 0..<12 { csv += "B\(body),county,2022,\(20 + 3 * body),\(80 + body)\n" }
        try importPanel(csv)
        let all = try ranked("--on", "granted / total", "--top", "3")
        let one = try ranked("--on", "granted / total", "--top", "3", "--entity", "B4")
        #expect(one.count == 1)
        let same = try #require(all.first { $0["entity"] as? String == "B4" })
        #expect(NSDictionary(dictionary: one[0]) == NSDictionary(dictionary: same))
        // The population is a choice, and changes ranks.
        #expect(try ranked("--on", "granted / total", "--only", "level=county").count == 12)
        #expect(try analyze("rank", "--on", "granted / total", "--only", "level=township").status == 2)
        #expect(try analyze("rank", "--on", "granted / total", "--only", "size=big").errors.contains("level, kind, region_code"))
    }

    @Test func aFileOfAnIndexIsCheckedWithLineAndSuggestion() throws {
        try importPanel("entity,year,good,bad\nA,2020,1,10\nB,2020,2,20\nC,2020,3,35\n")
        for (json, expected) in [
            (
                "{\"name\": \"d\", \"indicators\": [\n  {\"on\": \"good\"},\n  {\"on\": \"bad\", \"direction\": \"Lower\"}]}",
                "index.json, line 3: direction \"Lower\""
            ),
            (
                "{\"name\": \"d\",\n\"indicators\": [{\"on\": \"good\", \"wieght\": 2}, {\"on\": \"bad\"}]}",
                "line 2: there is no key \"wieght\"; did you mean \"weight\"?"
            ),
            ("{\"name\": \"d\", \"indicators\": [{\"on\": \"good\"}, {\"weight\": 1}]}", "the key \"on\" is missing"),
            ("{\"name\": \"d\", \"indicators\": [{\"on\": \"good\", \"weight\": \"2\"}, {\"on\": \"bad\"}]}", "weight is a text, not a number"),
            ("{\"name\": \"d\", \"indicators\": [{\"on\": \"good\"},\n\n{\"on\": \"bad\"}", "line 3: expected a comma or ]"),
            ("{\"name\": \"d\", \"indicators\": [{\"on\": \"good\"}, {\"on\": \"bad\", \"scale\": 2}]}", "scale goes with per"),
            ("{\"name\": \"d\", \"indicators\": [{\"on\": \"good\"}, {\"on\": \"worse\"}]}", "there is no indicator, concept or ratio \"worse\""),
            ("{\"name\": \"d\", \"name\": \"e\"}", "stands twice"),
            ("{\"name\": \"d\", \"indicators\": [{\"on\": \"good\", \"weight\": 02}]}", "\"02\" is no JSON number"),
            ("{\"name\": \"d\", \"indicators\": [{\"on\": \"good\", \"weight\": NaN}]}", "weight is null, not a number"),
            ("{\"name\": \"d\",\n\"indicators\": [{\"on\" \"good\"}]}", "line 2: expected a colon after \"on\""),
            ("{\"name\": \"d\", \"indicators\": [{\"on\": \"good}]}", "line 1: a quote is not closed"),
            ("{\"name\": \"\\q\"}", "an escape that JSON does not know"),
            ("{} {}", "there is more behind the end"),
            (String(repeating: "[", count: 100_000), "nested more than 64 deep"),
        ] {
            try analyze.write("index.json", json)
            let run = try analyze("rank", "--on", "index.json", "--locale", "en")
            #expect(run.status == 2 && run.errors.contains(expected), "\(run.status) \(run.errors)")
        }
    }

    @Test func aConstantIndicatorWeighsNothingAndAZeroConcernsItsBodyAlone() throws {
        try importPanel("entity,year,a,b,c\nA,2020,1,5,0\nB,2020,2,5,40\nC,2020,3,5,35\nD,2020,5,5,50\n")
        try analyze.write("index.json", #"{"name": "i", "indicators": [{"on": "a"}, {"on": "b"}, {"on": "c"}]}"#)
        let result = try analyze("rank", "--on", "index.json", "--format", "json", "--locale", "en").json()
        #expect((result["rows"] as? [[String: Any]])?.allSatisfy { $0["eligible"] as? Bool == true } == true)
        #expect((result["notes"] as? [String])?.contains { $0.hasSuffix("weighs 0: b.") } == true)
        let geometric = try ranked("--on", "index.json", "--aggregate", "geometric")
        #expect(geometric.filter { $0["eligible"] as? Bool == true }.map { $0["entity"] as? String } == ["D", "C", "B"])
        let out = geometric.filter { $0["eligible"] as? Bool == false }
        #expect(out.map { $0["entity"] as? String } == ["A"] && (out[0]["reason"] as? String)?.contains("--normalize rank") == true)
    }

    @Test func countsOfOneYearHaveNoRangesUntilTheDispersionIsStated() throws {
        try importPanel("entity,year,n\nA,2020,100\nB,2020,120\nC,2020,300\n")
        let result = try analyze("rank", "--on", "n", "--format", "json", "--locale", "en").json()
        #expect((result["rows"] as? [[String: Any]])?.allSatisfy { $0["rank_low"] is NSNull } == true)
        #expect((result["notes"] as? [String])?.contains { $0.contains("--dispersion") } == true)
        let stated = try ranked("--on", "n", "--dispersion", "0.1")
        #expect(stated.map { $0["rank_high"] as? Int } == [2, 3, 3])
        #expect(try ranked("--on", "n", "--dispersion", "0").map { $0["rank_high"] as? Int } == [1, 3, 3])
    }

    @Test func movementIsOfABodyAmongItsPeers() throws {
        var csv = "entity,year,granted,total\n"
        for body in 0..<10 {
            // All rise by a tenth; one falls from first to last.
            csv += "B\(body),2021,\(body == 0 ? 900 : 400 + body),1000\nB\(body),2022,\(body == 0 ? 100 : 500 + body),1000\n"
        }
        try importPanel(csv)
        let rows = try ranked("--on", "granted / total", "--year", "2022", "--movement", "2021")
        let fallen = try #require(rows.first { $0["entity"] as? String == "B0" })
        #expect(fallen["movement"] as? String == "down" && fallen["rank_then"] as? Int == 1 && fallen["rank_change"] as? Int == 9)
        #expect(rows.filter { $0["entity"] as? String != "B0" }.allSatisfy { $0["value_then"] is Double })
        #expect(rows.filter { $0["movement"] as? String == "uncertain" }.count == 9, "what all share moves nobody")
    }

    @Test func theReadyIndexIsAnIndex() throws {
        let path = ProjectFiles.root.appending(path: "datasets/indices/disclosure_performance.json").path
        try analyze.write("in/a.html", SampleReport.consistent("淮安市", year: 2024, received: 300, granted: 200).html)
        let run = try analyze("rank", "in", "--on", path, "--normalize", "goalposts", "--format", "json", "--locale", "en")
        #expect(run.status == 0, "\(run.errors)")
        #expect((try run.json()["notes"] as? [String])?.contains { $0.contains("no proof of a worse office") } == true)
    }

    @Test(arguments: [
        ["--draws", "50"], ["--draws", "99999999999999"], ["--level", "1"], ["--level", "nan"], ["--min-n", "-1"], ["--dispersion", "-1"],
        ["--top", "0"],
        ["--per", "n", "0"], ["--per", "n", "x"], ["--year", "2020..2021"],
    ])
    func limitsAreErrorsOfUsage(arguments: [String]) throws {
        try importPanel("entity,year,n\nA,2020,1\nB,2020,2\n")
        let run = try analyze(["rank", "--on", "n"] + arguments)
        #expect(run.status == 2 && !run.errors.isEmpty, "\(arguments): \(run.status)")
    }
}
