import ArgumentParser
import Foundation
import Persistence

/// Where the store is.
struct StoreOption: ParsableArguments {
    @Option(name: .customLong("store"), help: ArgumentHelp("The store; else $ANALYZE_STORE, else ./analyze.sqlite.", valueName: "file"))
    var givenPath: String?

    /// The path of the store.
    var path: String {
        givenPath ?? ProcessInfo.processInfo.environment["ANALYZE_STORE"].flatMap { $0.isEmpty ? nil : $0 } ?? "analyze.sqlite"
    }

    /// Opens the store to read.
    ///
    /// - Throws: ``UsageError`` when there is none and none was named: then a path was forgotten.
    func open() throws -> Store {
        if givenPath == nil, !FileManager.default.fileExists(atPath: path) {
            throw UsageError(
                zh: "没有给出报告文件，也没有库 \(path)：请给出路径，或先运行 analyze ingest",
                en: "no reports were given and there is no store \(path): name some, or run analyze ingest first")
        }
        return try Store(readingAt: path)
    }

    /// Opens the store to write.
    ///
    /// - Throws: what ``open()`` throws: a decision about a store that is not there is a mistake in its path.
    func openToWrite() throws -> Store {
        _ = try open()
        return try Store(creatingAt: path)
    }
}
