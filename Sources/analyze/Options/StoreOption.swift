import ArgumentParser
import Foundation
import Persistence
import Reporting

/// Where the store is.
struct StoreOption: ParsableArguments {
    @Option(name: .customLong("store"), help: ArgumentHelp("The store; else $ANALYZE_STORE, else ./analyze.sqlite.", valueName: "file"))
    var givenPath: String?

    /// The path of the store.
    var path: String {
        givenPath ?? Settings.value("store") ?? "analyze.sqlite"
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

/// The stores that a command reads as one: those of provinces or of years, say.
struct StoresOption: ParsableArguments {
    @Option(
        name: .customLong("store"),
        help: ArgumentHelp(
            "The store; else $ANALYZE_STORE, else ./analyze.sqlite. Several, each named by an option of its own, are read as one.", valueName: "file")
    )
    var givenPaths: [String] = []

    /// The one store that is meant where none or one is named.
    private var single: StoreOption {
        var option = StoreOption()
        option.givenPath = givenPaths.first
        return option
    }

    /// Stores that were named otherwise. No initializer: there the parser's wrappers would take a value for a default.
    static func named(_ paths: [String]) -> StoresOption {
        var option = StoresOption()
        option.givenPaths = paths
        return option
    }

    /// The paths of the stores, at least one.
    var paths: [String] { givenPaths.count > 1 ? givenPaths : [single.path] }

    /// Opens them to read.
    ///
    /// - Throws: ``UsageError`` as ``StoreOption/open()``.
    func open() throws -> Store { givenPaths.count > 1 ? try Store(readingAt: givenPaths) : try single.open() }
}

extension Store {
    /// The files of the store as the inputs of a result.
    var inputs: [ResultDocument.Input] { sources.map { ResultDocument.Input(path: $0, sha256: nil) } }
}
