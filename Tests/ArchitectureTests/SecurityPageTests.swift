import Foundation
import TestSupport
import Testing

/// What `docs/security.md` promises is held by tests that are there.
@Suite struct SecurityPageTests {
    @Test func everyNamedTestIsThere() throws {
        let page = try String(contentsOf: ProjectFiles.root.appending(path: "docs/security.md"), encoding: .utf8)
        let sources = try ProjectFiles.swiftSources(below: "Tests")
        let named = page.matches(of: /`([A-Za-z]+Tests)(?:\/([A-Za-z]+))?`/).map { (suite: String($0.1), function: $0.2.map(String.init)) }
        #expect(named.count > 25)
        for (suite, function) in named {
            let holds = sources.contains { source in
                source.text.contains("struct \(suite)") && (function.map { source.text.contains("func \($0)(") } ?? true)
            }
            #expect(holds, "\(suite)/\(function ?? "")")
        }
        // Each line of a table of what can and cannot be done names one.
        let lines = page.split(separator: "\n").filter { $0.hasPrefix("| ") && !$0.hasPrefix("| can ") }
        for line in lines { #expect(line.contains(/`[A-Za-z]+Tests/), "\(line)") }
    }
}
