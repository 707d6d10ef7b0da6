import ArgumentParser
import Foundation
import Reporting
import TestSupport
import Testing

@testable import analyze

/// What every command prints as a table and as JSON, and what it says of a mistake: one file a command and language in `Golden/commands`.
///
/// `UPDATE_GOLDEN=1 swift test --filter CommandGolden` writes them; the difference is then read. What gives a result runs within the test, so that the whole
/// takes the time of a few programs; mistakes are told by the program itself, which alone knows the language of the run.
@Suite struct CommandGoldenHeavyTests {
    /// A command with what it is asked; `DIR` stands for the test's folder.
    struct Scene {
        let command: String
        /// Lines of arguments whose results are printed.
        var results: [String] = []
        /// Lines of arguments that are wrong.
        var mistakes: [String] = []
    }

    static let scenes: [Scene] = [
        Scene(
            command: "ingest", results: ["DIR/in DIR/note.txt --dry-run --jobs 2 --store DIR/new.sqlite"],
            mistakes: ["", "DIR/nowhere", "DIR/in --jobs x"]),
        Scene(command: "reports", results: ["DIR/in", "DIR/in --missing --year 2021..2023"], mistakes: ["--year 20x", "--store DIR/none.sqlite"]),
        Scene(command: "show", results: ["清镇市 2023 DIR/in"], mistakes: ["", "清镇 DIR/in", "淮安市 1999 DIR/in"]),
        Scene(
            command: "cells", results: ["DIR/in --year 2022 --indicator outcome.granted.*"],
            mistakes: ["DIR/in --indicator outcome.grated.total", "--format"]),
        Scene(command: "indicators", results: ["--indicator outcome.granted.*"], mistakes: ["--edition fmt"]),
        Scene(command: "rules", results: ["--edition fmt2021 --strength official"], mistakes: ["--colour"]),
        Scene(command: "rules check", results: ["DIR/own.rules"], mistakes: ["", "DIR/bad.rules"]),
        Scene(command: "diff", results: ["淮安市 2022 2023 DIR/in --indicator outcome.granted.total"], mistakes: ["", "淮安市 2021 DIR/in"]),
        Scene(command: "trends", results: ["DIR/in --indicator received --forecast 1"], mistakes: ["--model olds", "--foo", "DIR/in --by colour"]),
        Scene(command: "anomalies", results: ["DIR/in --min-severity warning"], mistakes: ["--kind identities", "DIR/in --explain 0000"]),
        Scene(command: "rank", results: ["DIR/in --on conclusion_rate --min-n 1 --peers all"], mistakes: ["", "DIR/in --on concluson_rate", "--on"]),
        Scene(command: "report", mistakes: ["DIR/in --format csv -o DIR/page.csv", "--min-n many"]),
        Scene(command: "simulate", mistakes: ["", "DIR/sim --bodies many"]),
        Scene(command: "check", results: ["DIR/in/bad.html --store DIR/store.sqlite"], mistakes: ["", "DIR/nowhere.docx"]),
        Scene(command: "notices", mistakes: ["-o DIR/letters --template DIR/none.html DIR/in", "--min-severity grave"]),
        Scene(
            command: "verdict set", results: ["FINGERPRINT confirmed --note 已核实 --store DIR/store.sqlite"],
            mistakes: ["", "0000 maybe", "0000 confirmed --store DIR/store.sqlite"]),
        Scene(command: "verdict list", results: ["--store DIR/store.sqlite"], mistakes: ["--store DIR/none.sqlite"]),
        Scene(
            command: "verdict import", results: ["DIR/verdicts.csv --store DIR/store.sqlite"],
            mistakes: ["", "DIR/own.rules --store DIR/store.sqlite"]),
        Scene(command: "export", results: ["DIR/in --year 2022 --indicator outcome.granted.*"], mistakes: ["DIR/in -o DIR/x.docx"]),
        Scene(
            command: "import", results: ["DIR/panel.csv --dry-run --store DIR/store.sqlite", "DIR/panel.csv --store DIR/panels.sqlite"],
            mistakes: ["", "DIR/panel.csv --period noon"]),
        Scene(
            command: "forget", results: ["淮安市 --year 2021 --dry-run --store DIR/store.sqlite"],
            mistakes: ["", "淮安 --purge --bar --store DIR/store.sqlite"]),
        Scene(command: "backup", results: [], mistakes: ["", "DIR/store.sqlite --store DIR/store.sqlite"]),
        Scene(command: "merge", mistakes: ["-o DIR/x.sqlite", "DIR/store.sqlite"]),
        Scene(command: "doctor", results: ["--repair --dry-run --store DIR/store.sqlite"], mistakes: ["--mend"]),
        Scene(command: "read", mistakes: ["--tarr"]),
        Scene(command: "schema", results: [""], mistakes: ["trend"]),
        Scene(
            command: "plot",
            mistakes: ["", "bars DIR/in", "trends DIR/in --format csv", "coverage DIR/in -o DIR/x.gif", "ranks DIR/in --year 2021..2023"]),
        Scene(command: "serve", mistakes: ["--port many", "-o DIR/x.html", "--store DIR/none.sqlite"]),
        Scene(command: "notebook run", mistakes: ["", "DIR/none.md"]),
    ]

    private let program: AnalyzeProgram
    private var folder: AnalyzeProgram.Folder { program.folder }
    private let fingerprint: String

    init() async throws {
        program = try AnalyzeProgram()
        let folder = program.folder
        func write(_ name: String, _ text: String) throws { try Data(text.utf8).write(to: folder.url.appending(path: name)) }
        for (year, received) in [(2021, 10), (2022, 14), (2023, 19), (2024, 22), (2025, 30)] {
            try write("in/\(year).html", SampleReport.consistent(year: year, received: received, granted: received - 3).html)
        }
        var bad = SampleReport.consistent("清镇市", year: 2023, received: 10, granted: 4)
        bad.cells["outcome.total.total"] = "18"
        try write("in/bad.html", bad.html)
        try write("note.txt", "no report at all")
        try write("own.rules", "a <= b\nb <= a\na <= b + 1\n")
        try write("bad.rules", "a <= \nb ?? 3\n")
        try write("panel.csv", "entity,year,requests,refused\n甲,2021,10,1\n甲,2022,12,x\n乙,2021,8,2\n乙,2022,9,…\n")
        _ = try await Self.run("ingest \(folder.url.path)/in --store \(folder.url.path)/store.sqlite", folder, language: .en, ending: "json")
        let found = try await Self.run(
            "anomalies --min-severity error --store \(folder.url.path)/store.sqlite", folder, language: .en, ending: "json")
        let result = try JSONSerialization.jsonObject(with: Data(found.text.utf8)) as? [String: Any]
        fingerprint = try #require((result?["rows"] as? [[String: Any]])?.first?["fingerprint"] as? String)
        try write("verdicts.csv", "fingerprint,verdict,note\n\(fingerprint),dismissed,x\n0123456789abcdef,confirmed,\n")
    }

    /// Runs a line of arguments into a file; what it throws that is no status is said as the program says it.
    private static func run(
        _ line: String, _ folder: AnalyzeProgram.Folder, language: Language, ending: String?
    ) async throws -> (text: String, status: Int32) {
        let file = folder.url.appending(path: "out.\(ending ?? "txt")")
        let output = ending == nil ? [] : ["-o", file.path]
        let words = line.split(separator: " ").map(String.init) + output + ["--locale", language.rawValue]
        var status: Int32 = 0
        do {
            var command = try Analyze.parseAsRoot(words)
            if var asynchronous = command as? any AsyncParsableCommand { try await asynchronous.run() } else { try command.run() }
        } catch let code as ExitCode {
            status = code.rawValue
        } catch {
            let account = ExitStatus.account(of: error, language)
            return (account.lines.joined(separator: "\n") + "\n", account.code.rawValue)
        }
        defer { try? FileManager.default.removeItem(at: file) }
        return ((try? String(contentsOf: file, encoding: .utf8)) ?? "", status)
    }

    /// The text without what is another one in each run or on each machine: the folder, last digits, the version.
    private func settled(_ text: String) -> String {
        let rounded = text.replacing(/-?\d+\.\d{7,}(?:e-?\d+)?/) { match in
            Double(match.output).map { String(format: "%.6g", $0) } ?? String(match.output)
        }
        // How wide a column is hangs on the folder's name where its paths stand in it.
        let narrow =
            text.contains(folder.url.path) && !text.hasPrefix("{")
            ? rounded.replacing(/[ ]{3,}/) { _ in "  " }.replacing(/─+/) { _ in "──" } : rounded
        return narrow.replacingOccurrences(of: folder.url.path, with: "DIR").replacingOccurrences(
            of: "\"version\": \"\(Version.current)\"", with: "\"version\": \"…\"")
    }

    @Test(arguments: [Language.zh, .en])
    func everyCommandPrintsWhatItPrinted(_ language: Language) async throws {
        for scene in Self.scenes {
            var page = ""
            for line in scene.results {
                for ending in ["txt", "json"] where !(scene.command == "export" && ending == "txt" || scene.command == "show" && ending == "json") {
                    let arguments = line.replacingOccurrences(of: "DIR", with: folder.url.path).replacingOccurrences(
                        of: "FINGERPRINT", with: fingerprint)
                    let run = try await Self.run("\(scene.command) \(arguments) --quiet", folder, language: language, ending: ending)
                    page += "$ analyze \(scene.command) \(line) [\(ending == "txt" ? "table" : ending)]\n" + settled(run.text)
                    if run.status != 0 { page += "exit status \(run.status)\n" }
                    page += "\n"
                }
            }
            for line in scene.mistakes {
                let arguments = line.replacingOccurrences(of: "DIR", with: folder.url.path)
                let words = "\(scene.command) \(arguments)".split(separator: " ").map(String.init)
                let run = try program(words, environment: ["LANG": language == .zh ? "zh_CN.UTF-8" : "C.UTF-8"])
                page += "$ analyze \(scene.command) \(line)\n" + settled(run.errors) + "exit status \(run.status)\n\n"
                #expect(run.status != 0 && run.status != 70 && !run.errors.isEmpty, "\(scene.command) \(line)")
                // One language a message.
                let first = run.errors.split(separator: "\n").first ?? ""
                let isChinese = first.contains { $0.unicodeScalars.first.map { (0x4E00...0x9FFF).contains($0.value) } == true }
                #expect(isChinese == (language == .zh) || line.contains("淮安") || line.contains("清镇"), "\(scene.command) \(line): \(run.errors)")
            }
            try CommandGolden.expect(page, "commands/\(scene.command.replacingOccurrences(of: " ", with: "-")).\(language.rawValue).txt")
        }
    }

    @Test func everyCommandIsHere() throws {
        func leaves(_ command: CommandDescription, _ path: [String]) -> [String] {
            command.members.isEmpty ? [path.joined(separator: " ")] : command.members.flatMap { leaves($0, path + [$0.commandName]) }
        }
        let all = leaves(try #require(CommandDescription.program), [])
        #expect(Set(all).subtracting(Self.scenes.map(\.command)).sorted() == [])
    }
}
