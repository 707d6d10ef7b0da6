import Foundation
import TestSupport
import Testing

@testable import analyze

/// Files of settings and the environment, as the program takes them.
@Suite struct SettingsTests {
    let analyze: AnalyzeProgram
    init() throws {
        analyze = try AnalyzeProgram()
        try analyze.write("in/a.html", SampleReport.consistent(year: 2023, received: 19, granted: 16).html)
    }

    private func parameters(_ arguments: String..., environment: [String: String] = [:]) throws -> [String: Any] {
        let run = try analyze(arguments + ["--format", "json"], environment: environment)
        return try #require(try run.json()["parameters"] as? [String: Any], "\(run.errors)")
    }

    @Test func optionsGoBeforeTheEnvironmentAndThatBeforeTheFiles() throws {
        func seed(_ arguments: [String] = [], _ environment: [String: String] = [:]) throws -> Int? {
            let run = try analyze(["trends", "in", "--format", "json"] + arguments, environment: environment)
            return (try run.json()["parameters"] as? [String: Any])?["seed"] as? Int
        }
        #expect(try seed() == 1)
        try analyze.write(".config/analyze/analyze.toml", "seed = 2\n[trends]\nlevel = 0.8\n")
        #expect(try seed() == 2)
        try analyze.write("analyze.toml", "seed = 3\n")
        #expect(try seed() == 3)
        #expect(try seed([], ["ANALYZE_SEED": "4"]) == 4)
        #expect(try seed(["--seed", "5"], ["ANALYZE_SEED": "4"]) == 5)
        #expect(try seed(["--seed=6"], ["ANALYZE_SEED": "4"]) == 6)
        // What the nearer file does not say the other one does.
        #expect(try parameters("trends", "in")["level"] as? Double == 0.8)
        #expect(try parameters("trends", "in", "--level", "0.9")["level"] as? Double == 0.9)
    }

    @Test func tablesHoldForOneCommand() throws {
        try analyze.write("analyze.toml", "[trends]\nindicator = [\"received\", \"disclosed\"]\nseed = 7\nlevel = 0.9\n\n[rules.check]\nseed = 8\n")
        let trends = try parameters("trends", "in")
        #expect(trends["indicator"] as? [String] == ["received", "disclosed"] && trends["seed"] as? Int == 7 && trends["level"] as? Double == 0.9)
        let cells = try parameters("cells", "in")
        #expect(cells["indicator"] as? [String] == [] && cells["seed"] as? Int == 1)
        try analyze.write("own.rules", "a <= b\n")
        #expect(try parameters("rules", "check", "own.rules")["seed"] as? Int == 8)
        // A list on the command line stands in place of that of the file.
        #expect(try parameters("trends", "in", "--indicator", "received")["indicator"] as? [String] == ["received"])
    }

    @Test func storeAndLanguageAreTakenFromTheFile() throws {
        try analyze.write("analyze.toml", "store = \"own.sqlite\"\nlocale = \"zh\"\n")
        #expect(
            try analyze("ingest", "in").text.contains("新入库")
                || FileManager.default.fileExists(atPath: analyze.folder.url.appending(path: "own.sqlite").path))
        #expect(try analyze("reports", "--format", "json").rows().count == 1)
        #expect(try analyze("reports").text.contains("主体"))
        #expect(try analyze("trends", "--help").text.contains("用法："))
        #expect(try analyze("reports", "--locale", "en").text.contains("Entity"))
        let other = try analyze("reports", environment: ["ANALYZE_STORE": "none.sqlite"])
        #expect(other.status == 2 && other.errors.contains("none.sqlite"))
    }

    @Test func flagsAreSwitchedOnAndOff() throws {
        func hasMark(_ environment: [String: String]) throws -> Bool {
            try analyze(["cells", "in", "--format", "csv"], environment: environment).output.starts(with: [0xEF, 0xBB, 0xBF])
        }
        #expect(try !hasMark([:]))
        #expect(try hasMark(["ANALYZE_BOM": "1"]))
        try analyze.write("analyze.toml", "bom = true\n")
        #expect(try hasMark([:]))
        #expect(try !hasMark(["ANALYZE_BOM": "0"]))
        let wrong = try analyze(["cells", "in"], environment: ["ANALYZE_BOM": "perhaps"])
        #expect(wrong.status == 2 && wrong.errors.contains("ANALYZE_BOM"))
    }

    @Test(arguments: [
        ("sede = 1\n", "analyze.toml, line 1: sede: there is no such setting; did you mean seed?"),
        ("# x\n\nlevel = 0.9\n", "analyze.toml, line 3: level: an option of single commands belongs into a table of theirs: [trends], [rank]"),
        ("seed = 1\n[trend]\nlevel = 0.9\n", "analyze.toml, line 2: trend: there is no such command; did you mean trends?"),
        ("[trends]\nlevle = 0.9\n", "analyze.toml, line 2: trends.levle: there is no such option; did you mean level?"),
        ("[trends]\nlevel = true\n", "analyze.toml, line 2: trends.level: should be a text or a number"),
        ("quiet = \"yes\"\n", "analyze.toml, line 1: quiet: should be true or false"),
        ("locale = \"fr\"\n", "analyze.toml, line 1: locale: should be zh or en"),
        ("[trends]\nlevel = 7\n", "analyze.toml, line 2: trends.level: --level 7.0: from 0.01 to 0.999999"),
        ("[trends]\nmodel = \"olds\"\n", "analyze.toml, line 2: trends.model: "),
        ("seed = [1]\n", "analyze.toml, line 1: seed: should be a text or a number"), ("seed = \n", "analyze.toml, line 1: no TOML"),
        ("seed = 1\nseed = 2\n", "analyze.toml, line 2: no TOML"),
    ])
    func mistakesAreToldWithFileLineAndKey(_ file: String, _ message: String) throws {
        try analyze.write("analyze.toml", file)
        let run = try analyze("trends", "in")
        #expect(run.status == 2 && run.errors.contains(message), "\(run.errors)")
        // Help is there all the same, also about the file.
        #expect(try analyze("help", "config").status == 0)
        #expect(try analyze("trends", "--help").status == 0)
        let chinese = try analyze("trends", "in", "--locale", "zh")
        #expect(chinese.status == 2 && chinese.errors.contains("analyze.toml 第 "), "\(chinese.errors)")
    }

    @Test func theMistakeOfTheCommandLineIsItsOwn() throws {
        try analyze.write("analyze.toml", "[trends]\nlevel = 0.9\n")
        let run = try analyze("trends", "in", "--levle", "1")
        #expect(run.status == 2 && run.errors.contains("--levle") && !run.errors.contains("analyze.toml"))
    }

    @Test func linesOfKeysAreFound() {
        let lines = SettingsLines("a = 1\n[x]\nb=2\n# c = 3\n[\"y\".z]\n  \"d\" = 4\nx.e = 5\n")
        #expect(lines.line(of: ["a"]) == 1)
        #expect(lines.line(of: ["x"]) == 2)
        #expect(lines.line(of: ["x", "b"]) == 3)
        #expect(lines.line(of: ["c"]) == nil)
        #expect(lines.line(of: ["y", "z", "d"]) == 6)
    }
}
