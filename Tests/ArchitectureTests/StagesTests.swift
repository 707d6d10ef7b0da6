import Foundation
import TestSupport
import Testing

/// The tests are run in two parts, told apart by name alone: suites whose names end in `HeavyTests`, and all others, which together take two minutes.
@Suite struct StagesTests {
    /// The types of a file that hold tests: the nearest declaration of an outermost type above each test.
    private func suites(of text: String) -> Set<String> {
        var suites: Set<String> = []
        var type = ""
        for line in text.split(separator: "\n") {
            // Outermost types are not indented; most lines are of neither kind, and a pattern is slow.
            if line.utf8.first != UInt8(ascii: " "),
                let found = line.firstMatch(of: /^(?:@Suite(?:\(.*\))?\s+)?(?:final\s+|private\s+)*(?:struct|class|enum|extension)\s+(\w+)/)
            {
                type = String(found.output.1)
            }
            if line.contains("@Test"), line.contains(/^\s*@Test\b/) { suites.insert(type) }
        }
        return suites
    }

    @Test("Every test is in a suite, and the name of a file of heavy ones says so")
    func everyTestIsInASuite() throws {
        var (heavy, fast) = (0, 0)
        for source in try ProjectFiles.swiftSources(below: "Tests") {
            let suites = suites(of: source.text)
            for suite in suites { #expect(suite.hasSuffix("Tests"), "\(source.path): \(suite)") }
            if source.path.hasSuffix("HeavyTests.swift") {
                #expect(suites.allSatisfy { $0.hasSuffix("HeavyTests") }, "\(source.path): \(suites.sorted())")
            }
            heavy += suites.count { $0.hasSuffix("HeavyTests") }
            fast += suites.count { !$0.hasSuffix("HeavyTests") }
        }
        #expect(heavy > 0 && fast > heavy)
    }

    @Test("What runs the parts of the tests runs both, by that name", arguments: [".ci/run", "Makefile"])
    func bothPartsAreRun(file: String) throws {
        let text = try String(contentsOf: ProjectFiles.root.appending(path: file), encoding: .utf8)
        #expect(text.contains("--skip HeavyTests") && text.contains("--filter HeavyTests"))
    }
}
