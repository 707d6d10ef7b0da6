import Foundation
import Reporting
import TestSupport
import Testing

@testable import analyze

/// The help of every command in both languages, as one page for each language and command in `Golden/help`.
@Suite struct HelpTests {
    private func pages() throws -> [(path: [String], command: CommandDescription)] {
        var found: [([String], CommandDescription)] = []
        func walk(_ command: CommandDescription, _ path: [String]) {
            found.append((path, command))
            for member in command.members { walk(member, path + [member.commandName]) }
        }
        walk(try #require(CommandDescription.program), [])
        return found
    }

    @Test func everyCommandAndOptionHasAChineseText() throws {
        for (path, command) in try pages() {
            let name = (["analyze"] + path).joined(separator: " ")
            #expect(ChineseHelp.command(path) != nil, "\(name): add it to ChineseHelp")
            for argument in command.visible {
                let text = ChineseHelp.text(argument.key, of: path)
                #expect(
                    text?.contains(where: { $0.unicodeScalars.first.map { (0x4E00...0x9FFF).contains($0.value) } == true }) == true,
                    "\(name) \(argument.key): add it to ChineseHelp")
                if let section = argument.sectionTitle { #expect(ChineseHelp.sections[section] != nil, "\(section)") }
            }
            // A text of an option that is gone would never be seen.
            let keys = Set(command.visible.map(\.key))
            for key in ChineseHelp.command(path)?.options.keys.sorted() ?? [] { #expect(keys.contains(key), "\(name) has no \(key)") }
        }
    }

    @Test func everyPageIsAsItWasRead() throws {
        for (path, command) in try pages() {
            for language in [Language.zh, .en] {
                let text = HelpPage(command: command, path: path, language: language).text
                try CommandGolden.expect(text, "help/\((["analyze"] + path).joined(separator: "-")).\(language.rawValue).txt")
                for line in text.split(separator: "\n") where !line.hasPrefix("  analyze") && !line.hasPrefix("  tar") {
                    #expect(TextWrapping.width(of: String(line)) <= 82, "\(path): \(line)")
                }
            }
        }
        for language in [Language.zh, .en] { try CommandGolden.expect(SettingsPage.text(language), "help/config.\(language.rawValue).txt") }
    }

    /// The examples of a command that has no members: two at least, and they begin with the command.
    @Test func everyCommandShowsTwoExamples() throws {
        for (path, command) in try pages() {
            for language in [Language.zh, .en] {
                let text = HelpPage(command: command, path: path, language: language).text
                let examples = text.split(separator: "\n").count { $0.hasPrefix("  analyze ") || $0.hasPrefix("  tar ") }
                #expect(examples >= 3, "\(path) in \(language): the usage and two examples")
            }
        }
    }

    /// What the command asks for stands before what many commands have.
    @Test func ownOptionsComeFirst() throws {
        let (command, path) = try #require(CommandDescription.program).command(at: ["trends"])
        let text = HelpPage(command: command, path: path, language: .en).text
        let model = try #require(text.range(of: "--model"))
        let store = try #require(text.range(of: "--store"))
        let format = try #require(text.range(of: "--format <"))
        #expect(model.lowerBound < store.lowerBound && store.lowerBound < format.lowerBound)
    }

    @Test func theProgramPrintsThePagesInTheLanguageOfTheRun() throws {
        let analyze = try AnalyzeProgram()
        for arguments in [["trends", "--help"], ["help", "trends"]] {
            #expect(try analyze(arguments).text.contains("Examples:"))
            #expect(try analyze(arguments + ["--locale", "zh"]).text.contains("示例："))
            #expect(try analyze(arguments, environment: ["LANG": "zh_CN.UTF-8"]).text.contains("示例："))
            #expect(try analyze(arguments, environment: ["ANALYZE_LOCALE": "zh"]).text.contains("示例："))
            #expect(try analyze(arguments, environment: ["ANALYZE_LOCALE": "en", "LANG": "zh_CN.UTF-8"]).text.contains("Examples:"))
        }
        #expect(try analyze("--help", "--locale", "zh").text.contains("子命令："))
        #expect(try analyze("help", "config", "--locale", "zh").text.contains("ANALYZE_STORE"))
        #expect(try analyze("verdict", "list", "--help").text.contains("analyze verdict list"))
        let version = try analyze("--version")
        #expect(version.status == 0 && version.text.split(separator: "\n").count == 1)
        #expect(try analyze().text.contains("Usage:"))
    }
}

/// Expected outputs in `Golden/`, one file a command and language. `UPDATE_GOLDEN=1` in the environment writes them instead of comparing.
enum CommandGolden {
    static func expect(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            return try Data(text.utf8).write(to: file)
        }
        guard let expected = try? String(decoding: Data(contentsOf: file), as: UTF8.self) else {
            Issue.record("there is no \(name): UPDATE_GOLDEN=1 writes it", sourceLocation: sourceLocation)
            return
        }
        let (actual, wanted) = (text.components(separatedBy: "\n"), expected.components(separatedBy: "\n"))
        for (number, pair) in zip(actual, wanted).enumerated() where pair.0 != pair.1 {
            Issue.record("\(name), line \(number + 1): \(pair.0.prefix(300)) instead of \(pair.1.prefix(300))", sourceLocation: sourceLocation)
            return
        }
        #expect(actual.count == wanted.count, "\(name) has another number of lines", sourceLocation: sourceLocation)
    }
}
