import Foundation
import TestSupport
import Testing

/// What `docs/security.md` and `docs/serve.md` promise is held by tests that are there.
@Suite struct SecurityPageTests {
    @Test(arguments: [("security", 25), ("serve", 12)])
    func everyNamedTestIsThere(_ name: String, _ least: Int) throws {
        let page = try String(contentsOf: ProjectFiles.root.appending(path: "docs/\(name).md"), encoding: .utf8)
        let sources = try ProjectFiles.swiftSources(below: "Tests")
        let named = page.matches(of: /`([A-Za-z]+Tests)(?:\/([A-Za-z]+))?`/).map { (suite: String($0.1), function: $0.2.map(String.init)) }
        #expect(named.count > least)
        for (suite, function) in named {
            let holds = sources.contains { source in
                source.text.contains("struct \(suite)") && (function.map { source.text.contains("func \($0)(") } ?? true)
            }
            #expect(holds, "\(suite)/\(function ?? "")")
        }
        // Those of the browser.
        let browser = try String(contentsOf: ProjectFiles.root.appending(path: "Tests/Browser/test_desk.py"), encoding: .utf8)
        for match in page.matches(of: /`(test_[a-z_]+)`/) { #expect(browser.contains("def \(match.1)(self)"), "\(match.1)") }
        // Each line of a table of what can and cannot be done, or is written, names one.
        let lines = page.split(separator: "\n").filter { line in
            line.hasPrefix("| ") && !line.hasSuffix("| test |") && !line.hasPrefix("| key") && !line.hasPrefix("| `")
        }
        for line in lines { #expect(line.contains(/`[A-Za-z]+Tests|`test_/), "\(line)") }
    }
}
