import Foundation
import Testing

/// Whatever stands in a panel, `export` in every format that `import` reads brings it back cell by cell.
@Suite struct PanelRoundTripTests {
    /// A tidy panel in which names, values and texts of all kinds are drawn.
    private static func panel(seed: UInt64) -> String {
        var draws = Draws(state: seed)
        func pick<Element>(_ list: [Element]) -> Element { list[draws.index(below: list.count)] }
        let names = [
            "甲县", "乙县", "Ü, \"q\"", "=cmd|x", "-dash", "+plus", "@at", " spaced  name ", "张　三", "'quoted", "a;b|c", "😀 office", "e\u{301}cole",
            "<b>x</b>",
            "001", "NA", "#N/A", "1,5", "null", "true", "[x]", "{y}", "两\n行", "a\tb", "back\\slash", "C:\\new", "\u{202E}rtl", "\"", "1e5", "ǅ",
            "x\u{A0}y",
        ]
        let entities = (0..<8).map { _ in pick(names) } + ["last"]
        let indicators = [("received", "件"), ("=cost", "万元"), ("share, %", "%"), ("a \"b\"", ""), ("费用", "元"), ("x_2019", "")]
        let words = ["", "", "见注", "two\nlines", "-x", "=1+1", "0012", "NA", "\"", "1,5", "a,b;c", "null", "𝔘"]
        let marks = ["..", "…", ":", "c", "*", "#N/A", "暂无", "n/a", "—", "<5", "≥10", "1-9", "10以下", ">2.5", "many", "1e400", "1e-400", "12:30"]
        func value() -> String {
            switch draws.index(below: 12) {
            case 0: return ""
            case 1, 2: return pick(marks)
            case 3: return "\(draws.index(below: 1000))\(pick([" ", "  "]))\(pick(["p", "b", "bu", "†", "*"]))"
            case 4: return "\(draws.uniform() * pow(10, Double(draws.index(below: 40)) - 20))"
            case 5: return "-\(draws.index(below: 100_000))"
            case 6: return "\(draws.next())"
            case 7: return "(\(draws.index(below: 500)))"
            case 8: return "\(Double(draws.index(below: 100_000)) / 1000)"
            case 9: return "0.\(String(repeating: "0", count: draws.index(below: 12)))\(1 + draws.index(below: 99_999))"
            default: return "\(draws.index(below: 1_000_000))"
            }
        }
        func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
        var lines = ["entity,region_code,level,year,edition,indicator,unit,value,note,class"]
        var seen: Set<String> = []
        for entity in entities where seen.insert(entity).inserted {
            let (code, level, kind) = (String(110_000 + draws.index(below: 9000)), pick(["county", "", "district"]), pick(["a", "b", "0012"]))
            for year in 2016...2021 where !draws.chance(0.2) {
                let edition = pick(["fmt2019", "fmt2021", "old", ""])
                for (indicator, unit) in indicators where !draws.chance(0.3) {
                    lines.append(
                        [entity, code, level, String(year), edition, indicator, unit, value(), pick(words), kind].map(quoted).joined(separator: ","))
                }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// SplitMix64.
    private struct Draws {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }

        mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }
        mutating func chance(_ probability: Double) -> Bool { uniform() < probability }
        mutating func index(below count: Int) -> Int { Int(uniform() * Double(count)) }
    }

    private func lines(_ analyze: AnalyzeProgram, _ name: String) throws -> [Substring] {
        let text = try String(contentsOf: analyze.folder.url.appending(path: name), encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).sorted()
    }

    /// A line whose long numbers have fourteen digits.
    private static func rounded(_ line: Substring) -> String {
        line.split(separator: ",", omittingEmptySubsequences: false).map { field in
            guard field.utf8.count > 15, let number = Double(field) else { return String(field) }
            return String(format: "%.13e", number)
        }.joined(separator: ",")
    }

    @Test(arguments: ["csv", "tsv", "xlsx", "arrow", "json", "jsonl"], [1, 2] as [UInt64])
    func whatIsExportedComesBack(ending: String, seed: UInt64) throws {
        let analyze = try AnalyzeProgram()
        try analyze.write("p.csv", Self.panel(seed: seed))
        let first = try analyze("import", "p.csv", "--decimal", ".")
        #expect(first.status == 0, "\(first.text) \(first.errors)")
        #expect(try analyze("export", "-o", "one.csv").status == 0)
        #expect(try analyze("export", "-o", "two.\(ending)").status == 0)
        let back = try analyze("import", "two.\(ending)", "--store", "other.sqlite")
        #expect(back.status == 0, "\(back.text) \(back.errors)")
        #expect(try analyze("export", "--store", "other.sqlite", "-o", "three.csv").status == 0)
        // A workbook keeps sixteen digits of a number.
        let (one, three) = (
            try lines(analyze, "one.csv").map { ending == "xlsx" ? Self.rounded($0) : String($0) },
            try lines(analyze, "three.csv").map { ending == "xlsx" ? Self.rounded($0) : String($0) }
        )
        let (lost, found) = (Set(one).subtracting(three).sorted(), Set(three).subtracting(one).sorted())
        #expect(one.count > 100 && one.count == three.count && lost.isEmpty, "\(ending) \(seed): \(lost.prefix(6)) became \(found.prefix(6))")
    }

    @Test func whatIsNotReadIsSaid() throws {
        let analyze = try AnalyzeProgram()
        try analyze.write("p.csv", "entity,year,x\nA,2020,1\n")
        #expect(try analyze("import", "p.csv").status == 0)
        #expect(try analyze("export", "-o", "p.sqlite").status == 0)
        let database = try analyze("import", "p.sqlite", "--store", "other.sqlite")
        #expect(database.status == 3 && database.errors.contains("SQLite database") && database.errors.contains("analyze export"))
        try analyze.write("broken.json", "[{\"entity\": \"A\", \"year\": 2020, \"x\": 1},\n{\"entity\": \"B\", \"year\":")
        let broken = try analyze("import", "broken.json", "--store", "other.sqlite")
        #expect(broken.status == 3 && broken.errors.contains("damaged at byte"), "\(broken.errors)")
    }
}
