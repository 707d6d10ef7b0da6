import Foundation
import TestSupport
import Testing

/// Whatever the program writes goes through the module `Output`, where a failed write is an error and a file is whole or not there.
@Suite struct OutputDoorTests {
    private static var forbidden: Regex<Substring> {
        /FileHandle\(forWriting|FileHandle\(forUpdating|FileHandle\.standard(?:Output|Error)|createFile\(|\.write\(to:|\bfopen\b|O_CREAT|O_TRUNC|\bprint\(|\bdebugPrint\(|\bfputs\b|\bfwrite\b|\bputs\(|copyItem\(|createDirectory\(/
    }

    /// The folder of what could not be read keeps names that are no text, which a target of a result never has.
    private static let own: Set<String> = ["Sources/analyze/Inputs/QuarantineFolder.swift"]

    @Test func nothingElseOpensWhatIsWritten() throws {
        for source in try ProjectFiles.swiftSources(below: "Sources")
        where !source.path.hasPrefix("Sources/Output/") && !Self.own.contains(source.path) {
            for (number, line) in source.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                let code = line.trimmingCharacters(in: .whitespaces)
                guard !code.hasPrefix("//") else { continue }
                #expect(code.firstMatch(of: Self.forbidden) == nil, "\(source.path):\(number + 1): \(code)")
            }
        }
    }
}
