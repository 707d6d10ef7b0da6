import Foundation
import TestSupport
import Testing

@Suite struct GeneratedPagesTests {
    /// `make docs` writes these pages; they must say what the program says.
    @Test(arguments: [("indicators", "docs/catalog.md"), ("rules", "docs/identities.md")])
    func pageIsFresh(command: String, page: String) throws {
        let process = Process()
        process.executableURL = ProjectFiles.built("analyze")
        process.arguments = [command, "--format", "md", "--locale", "en"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let printed = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let committed = try Data(contentsOf: ProjectFiles.root.appending(path: page))
        #expect(printed == committed, "\(page) is stale: run `make docs`")
    }
}
