import Foundation
import TestSupport
import Testing

@testable import Analyses
@testable import Disclosure

/// Every id of a finding is one that `analyze rules` prints: an identity of an edition, or a check of the code.
@Suite struct RuleIdentifierTests {
    /// The ids that the code can give a finding, by its own text: what stands in place of an interpolation is a star.
    private func identifiers() throws -> Set<String> {
        var found: Set<String> = []
        for source in try ProjectFiles.swiftSources(below: "Sources/Analyses/Anomalies") {
            for part in source.text.components(separatedBy: "rule: \"").dropFirst() {
                // Up to the end of the text, or to what is put in.
                let id = part.prefix { $0 != "\"" && $0 != "\\" }
                found.insert(String(id) + (part.dropFirst(id.count).first == "\\" ? "*" : ""))
            }
        }
        return found
    }

    @Test func everyIdentifierIsInTheListOfRules() throws {
        let found = try identifiers()
        #expect(found.count > 30, "\(found)")
        let known = Set(IdentityCatalog.standard.map(\.id))
        for id in found {
            let isKnown =
                id.hasSuffix("*")
                ? known.contains { $0.hasPrefix(id.dropLast()) }
                    || DeclaredCheck.all.contains { $0.covers(String(id.dropLast()) + "x") || $0.id == id }
                : known.contains(id) || DeclaredCheck.all.contains { $0.covers(id) }
            #expect(isKnown, "\(id)")
        }
    }
}
