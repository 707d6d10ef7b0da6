import Foundation
import Testing

/// Expected outputs in `Golden/`. With `UPDATE_GOLDEN=1` in the environment they are written instead of compared; the change is then read in the diff.
enum Golden {
    static func expect(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
            return
        }
        let expected = try String(decoding: Data(contentsOf: url), as: UTF8.self)
        let actualLines = text.components(separatedBy: "\n")
        let expectedLines = expected.components(separatedBy: "\n")
        for (number, pair) in zip(actualLines, expectedLines).enumerated() where pair.0 != pair.1 {
            Issue.record("\(name), line \(number + 1): \(pair.0.prefix(300)) instead of \(pair.1.prefix(300))", sourceLocation: sourceLocation)
            return
        }
        #expect(actualLines.count == expectedLines.count, "\(name) has another number of lines", sourceLocation: sourceLocation)
    }
}
