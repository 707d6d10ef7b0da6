import Foundation
import Testing

/// Rules of one's own on the command line: what they say of each other, and what they find.
@Suite struct RulesCheckTests {
    let analyze: AnalyzeProgram
    init() throws { analyze = try AnalyzeProgram() }

    private func findings(_ panel: String, _ rules: String) throws -> [[String: Any]] {
        try analyze.write("panel.csv", panel)
        try analyze.write("panel.rules", rules)
        #expect(try analyze("import", "panel.csv", "--rules", "panel.rules").status == 0)
        return try analyze("anomalies", "--format", "json", "--locale", "en").rows()
    }

    private static let offices =
        "entity,year,own,lent,all,open\nNorth,2020,9,22,31,2\nNorth,2021,21,21,42,1\nSouth,2020,19,29,48,12\nSouth,2021,24,5,29,2\n"
    private static let lines = """
        own + lent = all
        all >= own                   # follows from the two around it
        lent >= 0
        open >= 10
        open <= 5                    # no value satisfies both
        2 * own + 2 * lent = 2 * all
        """

    @Test func aContradictionARedundantAndAnImpliedLineAreNamedOnce() throws {
        try analyze.write("panel.csv", Self.offices)
        try analyze.write("panel.rules", Self.lines)
        let run = try analyze("rules", "check", "panel.rules", "--on", "panel.csv", "--format", "json", "--locale", "en")
        #expect(run.status == 1)
        let rows = try run.rows()
        let said = rows.filter { $0["kind"] as? String != "rule" }
        #expect(said.map { $0["kind"] as? String } == ["contradiction", "implied", "redundant"])
        #expect(said.map { $0["lines"] as? [Int] } == [[4, 5], [6], [2]] && said[2]["because"] as? [Int] == [1, 3])
        let counts = rows.filter { $0["kind"] as? String == "rule" }
        #expect(counts.map { $0["pass"] as? Int } == [4, 4, 4, 1, 3, 4] && counts.map { $0["fail"] as? Int } == [0, 0, 0, 3, 1, 0])
        // Import and the list of findings say so once, and hold no record against it.
        #expect(try analyze("import", "panel.csv", "--rules", "panel.rules", "--locale", "en").errors.contains("lines 4, 5 contradict each other"))
        let found = try analyze("anomalies", "--format", "json", "--locale", "en").json()
        #expect((found["rows"] as? [Any])?.isEmpty == true)
        #expect((found["notes"] as? [String])?.contains { $0.contains("lines 4, 5") } == true)
        let chinese = try analyze("rules", "check", "panel.rules", "--locale", "zh")
        #expect(chinese.status == 1 && chinese.text.contains("第4、5行的规则互相矛盾"))
    }

    @Test func soundRulesEndWithZeroAndBadOnesWithEveryMistake() throws {
        try analyze.write("good.rules", "own + lent = all\nif own = 0 then lent = 0\n")
        let good = try analyze("rules", "check", "good.rules", "--locale", "en")
        #expect(good.status == 0 && good.text.contains("2 rules: no contradiction"), "\(good.text)")
        try analyze.write("panel.csv", Self.offices)
        try analyze.write("bad.rules", "ownn + lent = all\nown + = 3\n")
        let bad = try analyze("rules", "check", "bad.rules", "--on", "panel.csv", "--locale", "en")
        #expect(
            bad.status == 2 && bad.errors.contains("line 1, column 1: unknown variable “ownn”; did you mean “own”?")
                && bad.errors.contains("line 2, column 7"))
    }

    @Test("A blank that no value can fill is a finding, with what would have to change")
    func infeasibleBlanks() throws {
        let found = try findings("entity,year,x,y,z\nA,2020,10,,5\nB,2020,3,,5\nC,2020,3,2,5\nD,2020,,2,5\n", "x + y = z\nx >= 0\ny >= 0\n")
        #expect(found.count == 1 && found[0]["entity"] as? String == "A" && found[0]["severity"] as? String == "error")
        #expect((found[0]["message"] as? String)?.hasPrefix("no value of 2020 y, which is missing, satisfies all of x + y = z; y >= 0") == true)
        let suggested = try #require(found[0]["suggestions"] as? [[String: Any]])
        #expect(suggested.map { $0["indicator"] as? String } == ["x"] && suggested.map { $0["to"] as? Int } == [5])
        let repairs = try #require(found[0]["repairs"] as? [[String: Any]])
        let changes = repairs.compactMap { ($0["changes"] as? [[String: Any]])?.first }
        #expect(changes.map { $0["indicator"] as? String } == ["x", "z"] && changes.map { $0["to"] as? Int } == [5, 10])
        #expect(changes.allSatisfy { $0["entity"] as? String == "A" && $0["year"] as? Int == 2020 })
        let violations = try #require(found[0]["violations"] as? [[String: Any]])
        #expect(violations.map { $0["rule"] as? String } == ["x + y = z", "y >= 0"])
        #expect(violations.allSatisfy { $0["difference"] is NSNull }, "what cannot be told has no difference")
    }

    @Test func aHugeNumberIsRepairedAndAnImpossibleOneIsFound() throws {
        let panel =
            "entity,year,profit,cost,turnover\nShop,2021,10000000000,200,300\nMill,2021,100,200,300\nMine,2021,40,60,100\nFarm,2021,10000001,,300\n"
        let found = try findings(panel, "profit = turnover - cost\n5 * cost >= 3 * turnover\nturnover >= 0\ncost >= 0\n")
        #expect(found.map { $0["entity"] as? String } == ["Shop", "Farm"] && found[0]["certainty"] as? String == "exact")
        #expect((found[0]["suggestions"] as? [[String: Any]])?.first?["to"] as? Int == 100)
    }

    @Test("Counts rounded to five: a note without a tolerance, the one wrong sum with it")
    func roundedCounts() throws {
        var panel = "entity,year,a,b,c,total\n"
        for ward in 1...8 {
            for year in 2019...2021 {
                let (a, b, c) = (5 * ((ward * 3 + year) % 11), 5 * ((ward * 7 + year) % 13), 5 * ((ward + 2 * year) % 7))
                let off = ward == 5 && year == 2021 ? 100 : 5 * ((ward + year) % 3 - 1)
                panel += "Ward \(ward),\(year),\(a),\(b),\(c),\(a + b + c + off)\n"
            }
        }
        #expect(try findings(panel, "a + b + c = total\n").count > 10)
        let notes = try analyze("anomalies", "--format", "json", "--locale", "en").json()["notes"] as? [String]
        #expect(notes?.contains { $0.contains("multiples of 5") && $0.contains("a + b + c = total +- 10") } == true, "\(notes ?? [])")
        let tolerant = try findings(panel, "a + b + c = total +- 10\n")
        #expect(tolerant.map { $0["entity"] as? String } == ["Ward 5"] && tolerant.map { $0["year"] as? Int } == [2021])
    }

    @Test("A suppressed count is no number, but it is known to be small")
    func suppressedCounts() throws {
        let found = try findings("entity,year,a,b,total\nA,2020,10,<5,12\nB,2020,10,<5,40\nC,2020,10,<5,11\n", "a + b = total\nb <= 4\n")
        #expect(found.map { $0["entity"] as? String } == ["B"])
    }

    @Test func decimalsConditionsAndNamesOverTwoLinesWork() throws {
        let panel =
            "entity,year,\"requests\n(received)\",\"requests\n(answered)\",rate,staff,trainees\nA,2020,40,20,0.5,0,3\nA,2021,40,30,0.5,2,3\nB,2020,10,12,1.2,1,0\nB,2021,10,5,0.5,1,0\n"
        let found = try findings(
            panel,
            """
            "requests (answered)" <= "requests (received)"
            share: "requests (answered)" / "requests (received)" in [0, 1] warning
            "requests (answered)" = 0.75 * "requests (received)" +- 50%  soft info
            if staff = 0 then trainees = 0
            trainees = 3 when entity = A
            """)
        func rules(_ entity: String, _ year: Int) -> [String] {
            found.filter { $0["entity"] as? String == entity && $0["year"] as? Int == year }.compactMap { $0["rule"] as? String }.sorted()
        }
        #expect(rules("A", 2020) == ["if staff = 0 then trainees = 0"], "\(found)")
        #expect(rules("A", 2021).isEmpty && rules("B", 2021).isEmpty)
        #expect(rules("B", 2020).contains("share") && rules("B", 2020).count == 2)
        #expect(found.first { $0["rule"] as? String == "share" }?["severity"] as? String == "warning")
    }
}
