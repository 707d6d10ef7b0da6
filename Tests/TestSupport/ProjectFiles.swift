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

    /// The lines of Swift sources below a folder that a pattern is found in, each with the parts that the pattern takes in parentheses.
    ///
    /// - Parameters:
    ///   - pattern: a regular expression of `NSRegularExpression`, where `^` is the beginning of a line.
    ///   - homes: parts of paths whose files are left out.
    public static func lines(
        matching pattern: String, below folder: String, outside homes: [String] = []
    ) throws -> [(path: String, number: Int, text: String, parts: [String])] {
        let expression = try NSRegularExpression(pattern: pattern, options: .anchorsMatchLines)
        return try swiftSources(below: folder).filter { source in !homes.contains { source.path.contains($0) } }.flatMap { source in
            let text = source.text as NSString
            return expression.matches(in: source.text, range: NSRange(location: 0, length: text.length)).map { match in
                let line = text.substring(with: text.lineRange(for: match.range)).trimmingCharacters(in: .whitespacesAndNewlines)
                let number = text.substring(to: match.range.location).utf8.count { $0 == 10 } + 1
                let parts = (1..<match.numberOfRanges).map { match.range(at: $0) }
                return (source.path, number, line, parts.map { $0.location == NSNotFound ? "" : text.substring(with: $0) })
            }
        }
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
