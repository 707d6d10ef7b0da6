import ColumnStore
import Foundation

/// The peers of Peers/detection.py: isolation forest (scikit-learn), robust PCA and DDC (numpy), on the same panel.
enum PythonPeers {
    /// Each peer with the settings that are tried.
    static let settings: [(name: String, files: [String])] = [
        ("isolation forest", ["forest-all"]), ("robust PCA", ["rpca-each", "rpca-all"]),
        ("DDC", ["ddc-each", "ddc-centered", "ddc-all"]),
    ]

    /// The scores of each setting by file name, `[indicator][body][year]`, 0 where there is none; `nil` when Python or its packages are not there.
    static func scores(_ columns: [PeerColumn], years: Int, bodies: Int) -> [String: [Double]]? {
        let python = ProcessInfo.processInfo.environment["BENCHMARK_PYTHON"] ?? "python3"
        let folder = FileManager.default.temporaryDirectory.appending(path: "detection-\(ProcessInfo.processInfo.processIdentifier)")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let values = columns.flatMap { $0.values.flatMap { $0.map { $0.map(PeerColumn.log1) ?? .nan } } }
        do {
            try values.withUnsafeBytes { try Data($0).write(to: folder.appending(path: "panel.f64")) }
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Peers/detection.py")
            process.arguments = [python, script.path, folder.path, String(columns.count), String(bodies), String(years)]
            process.standardOutput = FileHandle.standardError
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else { return nil }
            var scores: [String: [Double]] = [:]
            for file in settings.flatMap(\.files) {
                let data = try Data(contentsOf: folder.appending(path: "\(file).f64"))
                scores[file] = data.withUnsafeBytes { Array($0.bindMemory(to: Double.self)) }
            }
            return scores
        } catch {
            return nil
        }
    }
}
