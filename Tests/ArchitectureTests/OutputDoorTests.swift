import TestSupport
import Testing

/// Whatever the program writes goes through the module `Output`, where a failed write is an error and a file is whole or not there.
@Suite struct OutputDoorTests {
    private static let forbidden =
        #"FileHandle\(forWriting|FileHandle\(forUpdating|FileHandle\.standard(?:Output|Error)|createFile\(|\.write\(to:|\bfopen\b|O_CREAT|O_TRUNC"#
        + #"|\bprint\(|\bdebugPrint\(|\bfputs\b|\bfwrite\b|\bputs\(|copyItem\(|createDirectory\("#

    @Test func nothingElseOpensWhatIsWritten() throws {
        let lines = try ProjectFiles.lines(matching: Self.forbidden, below: "Sources", outside: ["Sources/Output/"])
        for line in lines where !line.text.hasPrefix("//") {
            Issue.record("\(line.path):\(line.number): \(line.text)")
        }
        // What stands in the door itself is found: the search works.
        #expect(try ProjectFiles.lines(matching: Self.forbidden, below: "Sources/Output").count > 0)
    }
}
