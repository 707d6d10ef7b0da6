import Foundation
import TestSupport
import Testing

/// The page of error classes names every class once, and only rules that the program has.
@Suite struct ErrorClassPageTests {
    private var rows: [(label: String, cells: [String])] {
        get throws {
            let page = try String(contentsOf: ProjectFiles.root.appending(path: "docs/error-classes.md"), encoding: .utf8)
            return page.split(separator: "\n").filter { $0.hasPrefix("| E") }.map { line in
                let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
                return (cells[0], Array(cells.dropFirst()))
            }
        }
    }

    @Test func everyClassHasItsRow() throws {
        #expect(try rows.map(\.label) == (1...32).map { "E\($0)" })
        for row in try rows { #expect(row.cells.count == 2 && !row.cells[1].isEmpty, "\(row.label)") }
    }

    @Test func everyRuleIsOneOfTheProgram() throws {
        let sources = try (ProjectFiles.swiftSources(below: "Sources/Analyses") + ProjectFiles.swiftSources(below: "Sources/Disclosure"))
            .map(\.text).joined()
        // The list that `analyze rules` prints.
        let listed = try String(contentsOf: ProjectFiles.root.appending(path: "docs/identities.md"), encoding: .utf8).replacing("\\", with: "")
        for row in try rows {
            for match in row.cells[1].matches(of: /`([a-z0-9]+\.[a-z_.]+?)(?:\.\*)?`/) {
                #expect(sources.contains("\"\(match.output.1)") || listed.contains("| \(match.output.1)"), "\(row.label): \(match.output.1)")
            }
        }
    }
}
