import Foundation
import TestSupport
import Testing

/// Knowledge has one home: what one module knows travels to the next as a type, not as a string or a name that is taken apart there.
@Suite struct OneHomeTests {
    private static func lines(matching pattern: String, outside homes: [String]) throws -> [String] {
        try ProjectFiles.lines(matching: pattern, below: "Sources", outside: homes).map { "\($0.path): \($0.text)" }
    }

    /// The folder of an edition defines it, and one line registers it; whoever else wants something of it asks its profile.
    @Test func noFileOutsideTheirFolderNamesAnEdition() throws {
        #expect(try Self.lines(matching: #"\.(fmt20\d\d|stats2014|local2008|fjStats|gzAnnex2019)\b|"fmt20"#, outside: ["Disclosure/Editions/"]) == [])
    }

    @Test func sectionsOfTheFormAreNamedByTheirType() throws {
        #expect(try Self.lines(matching: #""(t2|t3|t4|section6)""#, outside: ["Disclosure/Editions/", "Disclosure/Catalog/FormSection.swift"]) == [])
    }

    @Test func doubtsAreNamedByTheirType() throws {
        let home = try String(contentsOf: ProjectFiles.root.appending(path: "Sources/Disclosure/ReadingDoubt.swift"), encoding: .utf8)
        let names = home.matches(of: /case \w+ = "([a-z]+_[a-z_]+)"/).map { String($0.output.1) }
        #expect(names.count > 25)
        #expect(try Self.lines(matching: "\"(\(names.joined(separator: "|")))\"", outside: ["Disclosure/ReadingDoubt.swift"]) == [])
    }

    /// Two types of one name in two modules are two concepts that nobody can tell apart in a sentence.
    @Test func noTwoModulesHaveTypesOfOneName() throws {
        var modules: [String: Set<String>] = [:]
        let declaration = #"^(?:public |package |internal )?(?:indirect )?(?:final )?(?:struct|enum|class|protocol|actor) (\w+)"#
        for line in try ProjectFiles.lines(matching: declaration, below: "Sources") {
            modules[line.parts[0], default: []].insert(String(line.path.split(separator: "/")[1]))
        }
        #expect(modules.count > 300)
        #expect(modules.filter { $0.value.count > 1 }.mapValues { $0.sorted() } == [:])
    }
}
