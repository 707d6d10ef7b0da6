import Foundation
import TestSupport
import Testing

/// A command of a notebook with the output that the page shows under it.
struct NotebookStep: Sendable, CustomTestStringConvertible {
    var page: String
    var line: Int
    var command: String
    var output: String

    var testDescription: String { "\(page):\(line) \(command)" }

    /// The steps of a page: in a block fenced as `console`, a line that begins with `$ ` is a command and what follows is what it prints.
    static func steps(of page: String, text: String) -> [NotebookStep] {
        var steps: [NotebookStep] = []
        var inside = false
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("```") {
                inside = line == "```console"
            } else if inside, line.hasPrefix("$ ") {
                steps.append(NotebookStep(page: page, line: index + 1, command: String(line.dropFirst(2)), output: ""))
            } else if inside, !steps.isEmpty {
                steps[steps.count - 1].output += line + "\n"
            }
        }
        return steps
    }

    static func pages() -> [URL] {
        let folder = ProjectFiles.root.appending(path: "notebooks-md")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".md") && $0.first!.isNumber }.sorted().map { folder.appending(path: $0) }
    }
}

@Suite struct NotebookTests {
    /// A page's commands are run in order in one folder of their own, from the root of the project, with the program of this build.
    @Test(arguments: NotebookStep.pages())
    func pagePrintsWhatItShows(page: URL) throws {
        let steps = NotebookStep.steps(of: page.lastPathComponent, text: try String(contentsOf: page, encoding: .utf8))
        #expect(!steps.isEmpty, "\(page.lastPathComponent) has no commands")
        let scratch = FileManager.default.temporaryDirectory.appending(path: "notebook-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let updates = ProcessInfo.processInfo.environment["UPDATE_NOTEBOOKS"] == "1"
        var outputs: [String] = []
        for step in steps {
            let printed = try run(step.command, scratch: scratch)
            outputs.append(printed)
            if !updates { #expect(printed == step.output, "\(step.page):\(step.line): \(step.command)") }
        }
        if updates { try rewrite(page, outputs) }
    }

    /// Puts what the commands print into the page: `UPDATE_NOTEBOOKS=1 swift test --filter NotebookTests`. Read the difference before you commit it.
    private func rewrite(_ page: URL, _ outputs: [String]) throws {
        var lines: [String] = []
        var inside = false
        var next = 0
        for line in try String(contentsOf: page, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") { inside = line == "```console" }
            if !inside || line == "```console" {
                lines.append(String(line))
            } else if line.hasPrefix("$ ") {
                lines.append(String(line))
                lines += outputs[next].split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
                next += 1
            }
        }
        try lines.joined(separator: "\n").write(to: page, atomically: true, encoding: .utf8)
    }

    private func run(_ command: String, scratch: URL) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", command]
        process.currentDirectoryURL = ProjectFiles.root
        var environment = ProcessInfo.processInfo.environment
        environment["PATH"] = ProjectFiles.built("analyze").deletingLastPathComponent().path + ":" + (environment["PATH"] ?? "")
        environment["ANALYZE_STORE"] = scratch.appending(path: "notebook.sqlite").path
        environment["SCRATCH"] = scratch.path
        environment["LANG"] = "C.UTF-8"
        environment["COLUMNS"] = "120"
        process.environment = environment
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
