import Foundation
import TestSupport
import Testing

/// Runs the trials of `Reliability/` against the program beside the tests.
enum Trials {
    /// What a part printed, and whether it found nothing.
    struct Outcome {
        var isClean: Bool
        var text: String
    }

    /// Whether the machine can run them: it needs Python, a C compiler, and a kernel that lets calls be watched (a container may forbid that).
    static let canRun: Bool = (try? run("check"))?.isClean ?? false

    static func run(_ arguments: String...) throws -> Outcome {
        let process = Process()
        process.executableURL = ProjectFiles.root.appending(path: "Reliability/run")
        process.arguments = arguments
        var environment = ProcessInfo.processInfo.environment
        environment["ANALYZE"] = ProjectFiles.built("analyze").path
        process.environment = environment
        let log = FileManager.default.temporaryDirectory.appending(path: "reliability-\(UUID().uuidString).log")
        defer { try? FileManager.default.removeItem(at: log) }
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        let output = try FileHandle(forWritingTo: log)
        process.standardOutput = output
        process.standardError = output
        try process.run()
        process.waitUntilExit()
        return Outcome(isClean: process.terminationStatus == 0, text: String(decoding: try Data(contentsOf: log), as: UTF8.self))
    }
}
