import FilePaths
import Foundation
import Output

/// A page being run: its folder, and how its last pipeline ended.
struct NotebookSession {
    private static let systemFolders = ["/usr/local/bin", "/usr/bin", "/bin"]

    private let folder: String
    private let analyze: String
    /// How the stages of the last pipeline ended.
    private var statuses: [Int32] = [0]
    /// What could not be written of a file in the folder.
    private(set) var failure: OutputError?

    init(folder: String, analyze: String) {
        (self.folder, self.analyze) = (folder, analyze)
    }

    /// Runs a command and gives what it prints.
    ///
    /// - Throws: ``NotebookError`` for what notebooks do not run; pipelines before it have been run.
    mutating func run(_ command: NotebookLine) throws(NotebookError) -> String {
        var printed = Data()
        for pipeline in command.pipelines {
            let target = try pipeline.target.map { (word) throws(NotebookError) in try place(text(word)) }
            let output = try run(pipeline.stages)
            if let target { write(output, to: target) } else { printed += output }
        }
        return String(decoding: printed, as: UTF8.self)
    }

    private func place(_ path: String) throws(NotebookError) -> String {
        try NotebookWrites.check(path: path, in: folder)
        return path.hasPrefix("/") ? path : folder + "/" + path
    }

    private mutating func write(_ output: Data, to path: String) {
        do throws(OutputError) {
            let file = try OutputFile(try OutputTarget(path: path))
            try file.write(Array(output))
            try file.commit()
        } catch {
            failure = error
        }
    }

    /// A word with its variables.
    private func text(_ word: NotebookLine.Word) -> String {
        word.map { piece in
            switch piece {
            case .text(let text): text
            case .scratch: folder
            case .status(nil): String(statuses.last ?? 0)
            case .status(let stage?): statuses.indices.contains(stage) ? String(statuses[stage]) : ""
            }
        }.joined()
    }

    /// The program of a stage with its arguments, when notebooks may run it.
    private func program(_ words: [String]) throws(NotebookError) -> (path: String, arguments: [String]) {
        let arguments = Array(words.dropFirst())
        if words[0] == "analyze" {
            try NotebookWrites.check(arguments, in: folder)
            return (analyze, arguments)
        }
        guard let tool = NotebookTool.all.first(where: { $0.name == words[0] }) else { throw .program(words[0]) }
        try tool.check(arguments)
        let path = Self.systemFolders.map { $0 + "/" + tool.name }.first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let path else { throw .notStarted(tool.name) }
        return (path, tool.prefix + arguments)
    }

    private mutating func run(_ stages: [NotebookLine.Stage]) throws(NotebookError) -> Data {
        // All are known to be harmless before the first is started.
        var programs: [(path: String, arguments: [String])] = []
        for stage in stages { programs.append(try program(stage.words.map(text))) }
        var processes: [Process] = []
        var input: Any = FileHandle.nullDevice
        var end = Pipe()
        for (stage, program) in zip(stages, programs) {
            let process = Process()
            end = Pipe()
            process.executableURL = URL(filePath: program.path)
            process.arguments = program.arguments
            process.currentDirectoryURL = URL(filePath: folder)
            process.environment = environment
            process.standardInput = input
            process.standardOutput = end
            process.standardError = stage.joinsErrors ? end : FileHandle.nullDevice
            do { try process.run() } catch { throw .notStarted(program.path) }
            processes.append(process)
            input = end
        }
        let output = end.fileHandleForReading.readDataToEndOfFile()
        for process in processes { process.waitUntilExit() }
        statuses = processes.map { $0.terminationReason == .uncaughtSignal ? 128 + $0.terminationStatus : $0.terminationStatus }
        return output
    }

    private var environment: [String: String] {
        var environment = [
            "PATH": Self.systemFolders.joined(separator: ":"), "LANG": "C.UTF-8", "COLUMNS": "120", "SCRATCH": folder,
            "ANALYZE_STORE": folder + "/notebook.sqlite",
        ]
        for name in ["TMPDIR", "LD_LIBRARY_PATH"] { environment[name] = ProcessInfo.processInfo.environment[name] }
        return environment
    }
}
