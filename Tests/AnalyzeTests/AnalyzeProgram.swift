import Foundation
import TestSupport
import Testing

/// Runs the built program as a person would.
struct AnalyzeProgram {
    /// What a run printed and how it ended.
    struct Run {
        var status: Int32
        var output: Data
        var errors: String

        var text: String { String(decoding: output, as: UTF8.self) }

        /// The result as JSON.
        func json() throws -> [String: Any] {
            try #require(!output.isEmpty, "nothing on stdout, status \(status): \(errors)")
            return try #require(try JSONSerialization.jsonObject(with: output) as? [String: Any], "no JSON object: \(text.prefix(200)) \(errors)")
        }

        /// The rows of the result.
        func rows() throws -> [[String: Any]] { try #require(try json()["rows"] as? [[String: Any]]) }
    }

    /// A folder of its own, gone with it.
    final class Folder: Sendable {
        let url: URL
        init() throws {
            url = FileManager.default.temporaryDirectory.appending(path: "analyze-tests-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: url.appending(path: "in"), withIntermediateDirectories: true)
        }
        deinit { try? FileManager.default.removeItem(at: url) }
    }

    let folder: Folder

    init() throws { folder = try Folder() }

    /// The program beside the test bundle.
    static let executable: URL = {
        let bundles = CommandLine.arguments.filter { $0.contains(".xctest") }.map { URL(filePath: $0) }
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folders =
            bundles.flatMap { bundle in sequence(first: bundle, next: { $0.path == "/" ? nil : $0.deletingLastPathComponent() }).prefix(4) }
            + [package.appending(path: ".build/debug")]
        return folders.map { $0.appending(path: "analyze") }.first { FileManager.default.isExecutableFile(atPath: $0.path) }
            ?? package.appending(path: ".build/debug/analyze")
    }()

    /// Runs with arguments in the folder; `in/` holds the input.
    @discardableResult
    func callAsFunction(_ arguments: String..., environment: [String: String] = [:]) throws -> Run { try self(arguments, environment: environment) }

    /// Runs with a list of arguments.
    @discardableResult
    func callAsFunction(_ arguments: [String], environment: [String: String] = [:]) throws -> Run {
        try run(Self.executable, arguments, environment: environment)
    }

    private func prepared(_ program: URL, _ arguments: [String], environment: [String: String]) -> Process {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        var inherited = ProcessInfo.processInfo.environment
        let settings: Set<String> = ["LC_ALL", "LC_MESSAGES", "NO_COLOR", "PAGER"]
        for name in inherited.keys where name.hasPrefix("ANALYZE_") || settings.contains(name) { inherited[name] = nil }
        // Nobody's own settings.
        inherited["XDG_CONFIG_HOME"] = folder.url.path + "/.config"
        inherited["LANG"] = "C.UTF-8"
        process.environment = inherited.merging(environment) { $1 }
        return process
    }

    private func run(_ program: URL, _ arguments: [String], environment: [String: String]) throws -> Run {
        let process = prepared(program, arguments, environment: environment)
        // Files, not pipes: a full pipe would stop a program that prints much.
        let (outputFile, errorFile) = (folder.url.appending(path: ".stdout"), folder.url.appending(path: ".stderr"))
        for file in [outputFile, errorFile] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        process.standardOutput = try FileHandle(forWritingTo: outputFile)
        process.standardError = try FileHandle(forWritingTo: errorFile)
        try process.run()
        process.waitUntilExit()
        return Run(
            status: process.terminationStatus, output: try Data(contentsOf: outputFile),
            errors: String(decoding: try Data(contentsOf: errorFile), as: UTF8.self))
    }

    /// Runs with a terminal as stdout and stderr; `nil` where the system has none to give.
    func onTerminal(
        _ arguments: [String], columns: UInt16 = 100, environment: [String: String] = ["PAGER": "cat"]
    ) throws -> (status: Int32, bytes: [UInt8])? {
        guard let terminal = PseudoTerminal(columns: columns) else { return nil }
        let process = prepared(Self.executable, arguments, environment: ["TERM": "xterm"].merging(environment) { $1 })
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = terminal.end
        process.standardError = terminal.end
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, terminal.text())
    }

    /// Runs a line of shell in the folder; `$ANALYZE` is the program.
    func shell(_ line: String) throws -> Run {
        try run(URL(filePath: "/bin/sh"), ["-c", line], environment: ["ANALYZE": Self.executable.path])
    }

    /// Writes an input file.
    func write(_ name: String, _ bytes: Data) throws {
        let file = folder.url.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try bytes.write(to: file)
    }

    /// Writes an input file.
    func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }
}
