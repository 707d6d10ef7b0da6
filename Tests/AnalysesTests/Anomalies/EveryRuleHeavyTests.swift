import FilePaths
import Foundation
import Rules
import TestSupport
import Testing

@testable import Analyses
@testable import Disclosure

/// Every rule that `analyze rules` prints is carried out: reports that break it have a finding that names it.
@Suite struct EveryRuleHeavyTests {
    /// Rules that speak of the prose, of what a body is, or of the numbers of others: tests of their own break them.
    private static func isInWords(_ identity: Identity) -> Bool {
        let expression = identity.expression
        return identity.basis == .narrative || identity.basis == .rollUp || identity.basis == .bridge
            || ["text(", "section ", "entity level", "usual(", "blank", "not printed"].contains { expression.contains($0) }
    }

    /// The cells that an expression speaks of, those of its patterns too.
    private func cells(of identity: Identity) -> [String] {
        let known = Catalog.standard.indicators.filter { $0.edition == identity.edition }.map(\.id)
        let words = Set(identity.expression.split { !($0.isLetter || $0.isNumber || "._*".contains($0)) }.map(String.init))
        var found = identity.rules.flatMap { $0.terms.map(\.variable) }
        for word in words {
            if word.contains("*") {
                let pattern = word.replacing("**", with: "\u{1}").replacing(".", with: "\\.").replacing("*", with: "[^.]*")
                    .replacing("\u{1}", with: ".*")
                if let expression = try? Regex(pattern) { found += known.filter { $0.wholeMatch(of: expression) != nil } }
            } else if known.contains(word) {
                found.append(word)
            }
        }
        return Array(Set(found)).sorted()
    }

    /// Three years of a body whose cells are all 0, but for some numbers.
    private func reports(_ name: String, _ edition: Edition, years: [Int], _ numbers: (Int, String) -> Int?) -> [Report] {
        let known = Catalog.standard.indicators.filter { $0.edition == edition }
        return years.enumerated().map { position, year in
            let cells = known.enumerated().map { row, indicator in
                let value = numbers(position, indicator.id) ?? 0
                return Cell(
                    indicator: indicator.id, state: .number, value: ExactDecimal(value), raw: "\(value)",
                    place: CellPlace(table: 1, row: row + 1, column: 3))
            }
            return Report(
                body: Body(name: name, kind: .government, level: .county, regionCode: nil), year: year, title: "\(name)\(year)年报告",
                forms: [FilledForm(edition: edition, cells: cells)],
                source: ReportSource(path: FilePath("\(name)-\(year).html"), sha256: name, format: "html"))
        }
    }

    /// Which of some rules a finding names, each in reports with numbers of its own cells at random.
    private func named(_ identities: [Identity], years: [Int], attempts: Int, _ generator: inout FixedNumbers) throws -> Set<String> {
        var reports: [Report] = []
        for identity in identities {
            let cells = cells(of: identity)
            #expect(!cells.isEmpty, "\(identity.id): \(identity.expression)")
            for attempt in 0..<attempts {
                // One cell in one year, and later several.
                var numbers: [[String: Int]] = [[:], [:], [:]]
                for _ in 0...attempt / 3 {
                    numbers[generator.below(3)][cells[generator.below(cells.count)]] = [1, 3, 60, 900, 80_000, -2][generator.below(6)]
                }
                reports += self.reports("\(identity.id)#\(attempt)", identity.edition, years: years) { numbers[$0][$1] }
            }
        }
        let detectors = AnomalyDetectors(perBody: AnomalyDetectors.standard.perBody)
        let findings = try AnomalyAnalysis(detectors: detectors).findings(in: Corpus(reports: reports))
        return Set(
            findings.compactMap { finding in
                let id = String(finding.entity.prefix { $0 != "#" })
                let rules = [finding.rule] + finding.violations.map(\.rule)
                return rules.contains { $0 == id || $0.hasPrefix(id + ".") } ? id : nil
            })
    }

    @Test(arguments: Edition.allCases)
    func aBrokenRuleIsNamed(edition: Edition) throws {
        let first = max(edition.reportYears.lowerBound, 2010)
        var generator = FixedNumbers(seed: 11)
        var left = IdentityCatalog.of(edition).filter { !Self.isInWords($0) }
        for attempts in [2, 6, 24, 96] where !left.isEmpty {
            let found = try named(left, years: [first, first + 1, first + 2], attempts: attempts, &generator)
            left.removeAll { found.contains($0.id) }
        }
        #expect(left.isEmpty, "\(left.map { "\($0.id): \($0.expression)" })")
    }

    /// Rules in words, and checks that no line of the language says, stand by name in a test that breaks them.
    @Test func whatNoNumberBreaksStandsInATest() throws {
        let texts = try ProjectFiles.swiftSources(below: "Tests").filter { !$0.path.hasSuffix("EveryRuleHeavyTests.swift") }.map(\.text)
        let inWords = IdentityCatalog.standard.filter(Self.isInWords).map(\.id) + DeclaredCheck.all.map(\.id)
        let unnamed = Set(inWords).filter { id in
            let name = id.hasSuffix("*") ? "\"" + id.dropLast() : "\"\(id)\""
            return !texts.contains { $0.contains(name) }
        }
        #expect(unnamed.isEmpty, "\(unnamed.sorted())")
    }
}

/// Numbers from a fixed congruence.
private struct FixedNumbers {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
}
