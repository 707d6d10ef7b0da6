public import Foundation

/// The files of the project itself, wherever it was checked out.
public enum ProjectFiles {
    /// The folder with `Package.swift`.
    public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A program of the package, as it was built beside the running tests.
    public static func built(_ product: String) -> URL {
        var folder = Bundle.main.executableURL!.deletingLastPathComponent()
        for argument in CommandLine.arguments where argument.hasSuffix(".xctest") {
            folder = URL(filePath: argument).deletingLastPathComponent()
        }
        for candidate in [folder, root.appending(path: ".build/debug"), root.appending(path: ".build/release")]
        where FileManager.default.isExecutableFile(atPath: candidate.appending(path: product).path) {
            return candidate.appending(path: product)
        }
        return folder.appending(path: product)
    }

    /// The committed Swift sources below a folder of the project, with their text.
    public static func swiftSources(below folder: String) throws -> [(path: String, text: String)] {
        let base = root.appending(path: folder)
        guard let walk = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil) else { return [] }
        var sources: [(path: String, text: String)] = []
        for case let url as URL in walk where url.pathExtension == "swift" {
            sources.append((String(url.path.dropFirst(root.path.count + 1)), try String(contentsOf: url, encoding: .utf8)))
        }
        return sources.sorted { $0.path < $1.path }
    }
}
