import Foundation
import TestSupport
import Testing

@testable import Analyses
@testable import Disclosure

/// What findings are remembered by does not change from version to version: `FrozenKeys.tsv` has the definition of every rule, as verdicts in people's stores know it.
@Suite struct FrozenKeysTests {
    private static let file = ProjectFiles.root.appending(path: "Tests/AnalysesTests/Golden/FrozenKeys.tsv")

    /// The definitions of the program by rule: those of the forms' identities, what their findings are remembered by, and those in the text of the checks, where a star stands for what is put in.
    private func definitions() throws -> Set<[String]> {
        var found = Set(IdentityCatalog.standard.map { [$0.id, $0.expression] })
        found.formUnion(RememberedDefinitions.texts.map { [$0.key, $0.value] })
        for source in try ProjectFiles.swiftSources(below: "Sources/Analyses/Anomalies") {
            for part in source.text.components(separatedBy: "rule: \"").dropFirst() {
                let halves = part.components(separatedBy: "\", definition: \"")
                guard halves.count > 1, !halves[0].contains("\"") else { continue }
                found.insert([starred(halves[0]), starred(String(halves[1].prefix { $0 != "\"" }))])
            }
        }
        return found
    }

    private func starred(_ text: String) -> String { text.replacing(/\\\([^)]*(?:\([^)]*\)[^)]*)*\)/, with: "*") }

    @Test func definitionsStayOrAreTracedBack() throws {
        let now = try definitions()
        #expect(now.count > 150)
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            let lines = now.map { $0.joined(separator: "\t") }.sorted()
            return try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: Self.file)
        }
        let frozen = Set(
            try String(contentsOf: Self.file, encoding: .utf8).split(separator: "\n").map { $0.components(separatedBy: "\t") })
        let ofRule = Dictionary(grouping: now, by: { $0[0] })
        for key in frozen where !now.contains(key) {
            let isTraced = (ofRule[key[0]] ?? []).contains { FormerDefinitions.standard.of($0[1]).contains(key[1]) }
            #expect(isTraced, "\(key[0]) was \"\(key[1])\": verdicts on it would be lost. FormerDefinitions takes the older text")
        }
        for key in now where !frozen.contains(key) {
            Issue.record("\(key[0]) is \"\(key[1])\": UPDATE_GOLDEN=1 writes it, once its older text is in FormerDefinitions where it had one")
        }
    }

    @Test func rewrittenDefinitionsAreTracedBackPartByPart() {
        let former = FormerDefinitions(["a = b + c": ["c + b = a", "a - b = c"], "d <= e": ["e >= d"]])
        #expect(former.of("a = b + c") == ["c + b = a", "a - b = c"])
        #expect(former.of("a = b + c; d <= e; f = g") == ["c + b = a; e >= d; f = g", "a - b = c; e >= d; f = g"])
        #expect(former.of("f = g").isEmpty && former.of("f = g; h = i").isEmpty)
    }

    /// A fingerprint of today, as it was when the first verdicts were made: the hash itself is frozen too.
    @Test func theHashIsWhatItWas() {
        let body = Body(name: "淮安市", kind: .government, level: .prefecture, regionCode: "320800")
        let fingerprint = Fingerprint.of(body: body, year: 2024, rule: "t3.outcome_sum.total", definition: "a = b + c", subject: ["b", "a"])
        #expect(fingerprint == "75b2fbc90e8bda9f")
    }
}
