import Foundation

/// Measuring unoptimized code says nothing: a debug build of the benchmarks builds itself again, optimized, and becomes that.
enum ReleaseBuild {
    /// The package's folder.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    /// Builds the optimized product and replaces this process with it; returns only by throwing.
    static func replaceProcess(arguments: [String]) throws -> Never {
        let build = Process()
        build.executableURL = URL(filePath: "/usr/bin/env")
        build.arguments = ["swift", "build", "-c", "release", "--product", "Benchmarks", "--package-path", root.path]
        // The table goes to standard output; what the build says must not mix with it.
        build.standardOutput = FileHandle.standardError
        try build.run()
        build.waitUntilExit()
        guard build.terminationStatus == 0 else { exit(build.terminationStatus) }
        let binary = root.appending(path: ".build/release/Benchmarks").path
        var vector = ([binary] + arguments).map { strdup($0) } + [nil]
        execv(binary, &vector)
        throw CocoaError(.executableLoad)
    }
}
