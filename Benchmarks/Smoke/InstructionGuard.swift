import Foundation

/// `swift run Benchmarks --smoke`: how many instructions one execution of each small workload takes, beside the recorded numbers.
///
/// Time on a shared machine says little; instructions under callgrind are the same to a few in a thousand on any machine, for the emulated processor is. A workload is executed
/// ``few`` and ``many`` times, and the difference is divided by that of the times: what prepares the input counts for nothing.
struct InstructionGuard {
    /// A workload that takes more than this share of instructions beyond the recorded number fails the run.
    static let tolerance = 0.2
    private static let (few, many) = (1, 3)
    /// Those that cover the reading of pages and panels, the store, and each family of kernels. The others work on the same kernels, start a program, or wait for threads in a loop (W8).
    private static let workloads = ["W7a", "W7b", "W1", "W2", "W2-counts", "W3", "W4", "W5", "W6", "DDC", "IF", "W11", "A-300"]
    private static let record = ReleaseBuild.root.appending(path: "Benchmarks/Smoke/instructions.tsv")

    enum Failure: Error, CustomStringConvertible {
        case missing(String)
        case ended(String)

        var description: String {
            switch self {
            case .missing(let program): "\(program) is not there: apt install valgrind binutils"
            case .ended(let workload): "\(workload) did not end under callgrind"
            }
        }
    }

    /// Executes a workload so many times and nothing else: what runs under callgrind.
    static func execute(_ id: String, times: Int) throws {
        guard let workload = WorkloadRegistry.all(small: true).first(where: { $0.id == id }) else { return }
        let folder = FileManager.default.temporaryDirectory.appending(path: "smoke-\(ProcessInfo.processInfo.processIdentifier)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let prepared = try workload.prepare(in: folder)
        for _ in 0..<times { prepared.run() }
    }

    /// Counts, prints the table, and says whether every workload keeps to its recorded number.
    /// - Parameter writes: record what was counted, whatever it is.
    func run(writes: Bool) throws -> Bool {
        let folder = FileManager.default.temporaryDirectory.appending(path: "smoke-of-\(ProcessInfo.processInfo.processIdentifier)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = try Self.stripped(in: folder)
        let recorded = Self.recorded()
        var counts: [(workload: String, instructions: Double)] = []
        var isKept = true
        print("| workload | instructions | recorded | change |\n|---|---:|---:|---:|")
        for id in Self.workloads {
            let difference = try Self.count(program, id, Self.many) - Self.count(program, id, Self.few)
            let instructions = difference / Double(Self.many - Self.few)
            counts.append((id, instructions))
            let change = recorded[id].map { instructions / $0 - 1 }
            if !writes, (change ?? .infinity) > Self.tolerance { isKept = false }
            let before = recorded[id].map(Self.millions) ?? "–"
            let percent = change.map { String(format: "%+.1f %%", $0 * 100) } ?? "–"
            print("| \(id) | \(Self.millions(instructions)) | \(before) | \(percent) |")
        }
        if writes {
            let lines = ["workload\tinstructions"] + counts.map { String(format: "%@\t%.0f", $0.workload, $0.instructions) }
            try (lines.joined(separator: "\n") + "\n").write(to: Self.record, atomically: true, encoding: .utf8)
        }
        return isKept
    }

    private static func millions(_ instructions: Double) -> String { String(format: "%.1f million", instructions / 1e6) }

    private static func recorded() -> [String: Double] {
        let lines = (try? String(contentsOf: record, encoding: .utf8))?.split(separator: "\n").dropFirst() ?? []
        var counts: [String: Double] = [:]
        for words in lines.map({ $0.split(separator: "\t") }) where words.count == 2 { counts[String(words[0])] = Double(words[1]) }
        return counts
    }

    /// A copy of this program without what debuggers want to know, which valgrind cannot read.
    private static func stripped(in folder: URL) throws -> URL {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let own = URL(filePath: CommandLine.arguments[0])
        let copy = folder.appending(path: own.lastPathComponent)
        guard try output(of: ["strip", "-g", "-o", copy.path, own.path]) != nil else { throw Failure.missing("strip") }
        return copy
    }

    private static func count(_ program: URL, _ id: String, _ times: Int) throws -> Double {
        let words = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program.path, "--executions", "\(times)", id]
        guard let text = try output(of: words) else { throw Failure.missing("valgrind") }
        let line = text.split(separator: "\n").last { $0.contains("Collected :") }
        guard let number = line?.split(separator: " ").last.flatMap({ Double($0) }) else { throw Failure.ended(id) }
        return number
    }

    /// What a program says on either stream; `nil` when it is not there.
    private static func output(of words: [String]) throws -> String? {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = (try? pipe.fileHandleForReading.readToEnd()) ?? Data()
        process.waitUntilExit()
        return process.terminationStatus == 127 ? nil : String(decoding: data, as: UTF8.self)
    }
}
