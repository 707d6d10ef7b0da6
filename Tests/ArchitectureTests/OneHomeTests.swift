import Foundation
import TestSupport
import Testing

/// Knowledge has one home: what one module knows travels to the next as a type, not as a string or a name that is taken apart there.
@Suite struct OneHomeTests {
    private static func lines(matching pattern: String, outside home: [String]) throws -> [String] {
        let regex = try Regex(pattern)
        return try ProjectFiles.swiftSources(below: "Sources").filter { source in !home.contains { source.path.contains($0) } }.flatMap { source in
            source.text.split(separator: "\n").filter { $0.contains(regex) }.map { "\(source.path): \($0.trimmingCharacters(in: .whitespaces))" }
        }
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
        let declaration = try Regex(#"^(?:public |package |internal )?(?:indirect )?(?:final )?(?:struct|enum|class|protocol|actor) (\w+)"#)
        for source in try ProjectFiles.swiftSources(below: "Sources") {
            let module = String(source.path.split(separator: "/")[1])
            for line in source.text.split(separator: "\n") {
                guard let match = line.prefixMatch(of: declaration), let name = match.output[1].substring else { continue }
                modules[String(name), default: []].insert(module)
            }
        }
        #expect(modules.count > 300)
        #expect(modules.filter { $0.value.count > 1 }.mapValues { $0.sorted() } == [:])
    }
}
