import Foundation

/// A program in another language that answers the same question from the same files.
///
/// It is called with the folder of the input, the number of executions and a folder for its results; it prints one JSON object
/// `{"seconds": […], "peakBytes": …, "version": "…"}` and writes each column as raw doubles `<name>.f64`. Exit code 77 says that a package is missing.
struct Peer {
    enum Interpreter: String {
        case python = "python3"
        case r = "Rscript"

        /// The program to start.
        var program: String {
            let environment = ProcessInfo.processInfo.environment
            switch self {
            case .python: return environment["BENCHMARK_PYTHON"] ?? rawValue
            case .r: return environment["BENCHMARK_RSCRIPT"] ?? rawValue
            }
        }
    }

    let name: String
    let interpreter: Interpreter
    /// File in `Benchmarks/Peers`.
    let script: String
    /// Executions, where the peer is too slow for the workload's own number.
    var repetitions: Int?
    /// The share of the series the peer is given because all would take minutes; its time is scaled up, and the table says so.
    var share = 1.0

    /// What a peer reported.
    struct Report: Decodable {
        let seconds: [Double]
        let peakBytes: Int
        let version: String
        /// The size of the file that was read, where it is the peer's own.
        let fileBytes: Int?
    }

    enum Outcome {
        case measured(Report, columns: [String: [Double]])
        case unavailable(String)
    }

    /// Runs the peer; what goes wrong becomes a reason in the table, never a stop.
    func run(input: URL, repetitions: Int) -> Outcome {
        let output = input.appending(path: "peer-\(name.replacing(" ", with: "-"))")
        try? FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: output) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        let path = ReleaseBuild.root.appending(path: "Benchmarks/Peers/\(script)").path
        process.arguments = [interpreter.program, path, input.path, "\(self.repetitions ?? repetitions)", output.path, "\(share)"]
        let pipe = Pipe()
        process.standardOutput = pipe
        do { try process.run() } catch { return .unavailable("\(interpreter.program) cannot be started") }
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        if process.terminationStatus == 77 { return .unavailable("package not installed") }
        if process.terminationStatus == 127 { return .unavailable("\(interpreter.program) not installed") }
        guard process.terminationStatus == 0, let report = try? JSONDecoder().decode(Report.self, from: data), !report.seconds.isEmpty else {
            return .unavailable("failed with status \(process.terminationStatus)")
        }
        var columns: [String: [Double]] = [:]
        for file in (try? FileManager.default.contentsOfDirectory(at: output, includingPropertiesForKeys: nil)) ?? []
        where file.pathExtension == "f64" {
            columns[file.deletingPathExtension().lastPathComponent] = (try? RawDoubles.read(file)) ?? []
        }
        return .measured(report, columns: columns)
    }
}

/// Arrays of doubles as raw bytes: what every language reads without a library.
enum RawDoubles {
    static func read(_ file: URL) throws -> [Double] {
        let data = try Data(contentsOf: file)
        return [Double](unsafeUninitializedCapacity: data.count / 8) { buffer, count in
            count = data.copyBytes(to: buffer) / 8
        }
    }

    static func write(_ values: [Double], to file: URL) throws {
        try values.withUnsafeBytes { try Data($0).write(to: file) }
    }
}
