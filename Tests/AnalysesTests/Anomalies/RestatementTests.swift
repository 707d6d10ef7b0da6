import ColumnStore
import Rules
import Testing

@testable import Analyses
@testable import Disclosure

/// Years that do not join although each balances in itself.
@Suite struct RestatementTests {
    static let rules = """
        end = start + received - processed
        start = prev(end)
        """

    /// Bodies whose years balance and join, but for the openings that are told to differ.
    static func corpus(
        bodies: Int, years: ClosedRange<Int>, rules: String = rules, opening: (_ body: Int, _ year: Int, _ closing: Int) -> Int,
        change: (inout Panel) -> Void = { _ in }
    ) throws -> Corpus {
        var panel = Panel(entities: (0..<bodies).map { "body \($0)" }, years: years)
        for body in 0..<bodies {
            var closing = 200 + 7 * body
            for year in years {
                let start = opening(body, year, closing)
                let received = 500 + 13 * body + 31 * (year % 10)
                let end = 150 + (body * 29 + year * 17) % 90
                for (id, value) in [("start", start), ("received", received), ("processed", start + received - end), ("end", end)] {
                    panel.set(id, entity: body, year: year, value: Double(value), state: CellState.number.rawValue)
                }
                closing = end
            }
        }
        change(&panel)
        return Corpus(panel: panel, rules: try RuleText.parse(rules, variables: panel.variables))
    }

    static func findings(_ corpus: Corpus) throws -> [Finding] {
        try AnomalyAnalysis(detectors: AnomalyDetectors(perBody: [])).findings(in: corpus)
    }

    @Test func yearsThatBalanceAndDoNotJoinAreOneFindingWithTwoCandidates() throws {
        let corpus = try Self.corpus(bodies: 1, years: 2019...2023) { _, year, closing in year == 2021 ? closing + 40 : closing }
        let found = try Self.findings(corpus)
        #expect(found.count == 1 && found[0].kind == .carryOver && found[0].mechanism == .restated && found[0].severity == .warning)
        #expect(found[0].violations.map(\.rule) == ["start = prev(end)"] && found[0].violations[0].difference?.magnitude == 40)
        let changes = found[0].repairs.map(\.changes)
        #expect(changes.map { $0.map(\.indicator) } == [["start"], ["end"]] && changes.map { $0[0].year } == [2021, 2020])
        #expect(found[0].repairs.allSatisfy { $0.breaks == [corpus.imports[0].rules[0].id] }, "\(found[0].repairs)")
        #expect(found[0].message.en.contains("nothing tells which is wrong"))
    }

    @Test func aSmallDifferenceIsANoteAndARuleMayAskForMore() throws {
        let small = try Self.findings(Self.corpus(bodies: 1, years: 2019...2023) { _, year, closing in year == 2021 ? closing + 1 : closing })
        #expect(small.map(\.severity) == [.info])
        let asked = Self.rules.replacing("prev(end)", with: "prev(end) error")
        let grave = try Self.findings(
            Self.corpus(bodies: 1, years: 2019...2023, rules: asked) { _, year, closing in year == 2021 ? closing + 1 : closing })
        #expect(grave.map(\.severity) == [.error] && grave[0].mechanism == .restated)
    }

    /// Years in a row were one finding before; a verdict on it holds for each of those that it became.
    @Test func eachOfSeveralYearsKnowsWhatItWasCalled() throws {
        let corpus = try Self.corpus(bodies: 1, years: 2018...2024) { _, year, closing in (2020...2022).contains(year) ? closing + 40 : closing }
        let found = try Self.findings(corpus)
        #expect(found.map(\.year).sorted() == [2020, 2021, 2022] && found.allSatisfy { $0.mechanism == .restated && $0.violations.count == 1 })
        let former = Set(found.flatMap(\.formerFingerprints))
        #expect(former.count == 1 && found.allSatisfy { !$0.formerFingerprints.isEmpty } && !found.contains { former.contains($0.fingerprint) })
    }

    /// What one wrong cell explains is no restatement.
    @Test func aWrongClosingStockIsLocated() throws {
        let corpus = try Self.corpus(bodies: 1, years: 2019...2023, opening: { _, _, closing in closing }) { panel in
            let end = panel.value("end", entity: 0, year: 2021)!
            panel.set("end", entity: 0, year: 2021, value: end + 50, state: CellState.number.rawValue)
        }
        let found = try Self.findings(corpus)
        #expect(found.count == 1 && found[0].kind == .identity && found[0].certainty == .exact && found[0].severity == .error)
        #expect(found[0].suggestions.map(\.indicator) == ["end"] && found[0].violations.count == 2)
    }

    /// Without a sum that says that the years balance nothing speaks for a restatement.
    @Test func aLinkAloneIsAnOrdinaryRule() throws {
        let found = try Self.findings(
            Self.corpus(bodies: 1, years: 2019...2023, rules: "start = prev(end)") { _, year, closing in year == 2021 ? closing + 40 : closing })
        #expect(found.count == 1 && found[0].kind == .identity && found[0].mechanism != .restated && found[0].repairs.count == 2)
    }

    /// Five columns and their total, restated at once: one finding, and no repair of six cells.
    @Test func manyColumnsAreOneFindingWithoutARepair() throws {
        let columns = ["a", "b", "c", "d"]
        var panel = Panel(entities: ["one"], years: 2020...2022)
        var rules = ["sum(*.start except total.start) = total.start", "sum(*.end except total.end) = total.end"]
        for column in columns + ["total"] {
            rules += ["\(column).start + \(column).in = \(column).end + \(column).out", "\(column).start = prev(\(column).end)"]
        }
        for year in 2020...2022 {
            for (number, column) in (columns + ["total"]).enumerated() {
                let size = Double(column == "total" ? 1 + 2 + 3 + 4 : number + 1)
                let start = size * (year == 2022 ? 70 : 50)
                for (id, value) in [("start", start), ("in", size * 20), ("out", start - size * 30), ("end", size * 50)] {
                    panel.set("\(column).\(id)", entity: 0, year: year, value: value, state: CellState.number.rawValue)
                }
            }
        }
        let corpus = Corpus(panel: panel, rules: try RuleText.parse(rules.joined(separator: "\n"), variables: panel.variables))
        let found = try Self.findings(corpus)
        #expect(found.count == 1 && found[0].mechanism == .restated && found[0].violations.count == 5, "\(found.map(\.message.en))")
        #expect(found[0].repairs.isEmpty && found[0].cells.count == 10)
    }
}

/// A national panel in which every third year of a body does not join.
@Suite struct RestatementHeavyTests {
    @Test func everyBrokenRuleStandsInJustOneFinding() throws {
        struct Place: Hashable {
            let body: String
            let year: Int
        }
        var broken: Set<Place> = []
        let corpus = try RestatementTests.corpus(bodies: 100, years: 2009...2025) { body, year, closing in
            guard (body * 17 + year) % 3 == 0, year > 2009 else { return closing }
            broken.insert(Place(body: "body \(body)", year: year))
            return closing + 3 + (body + year) % 60
        }
        let found = try RestatementTests.findings(corpus)
        let violations = found.flatMap(\.violations).map { Place(body: $0.entity, year: $0.year) }
        #expect(broken.count > 500 && violations.count == broken.count && Set(violations) == broken)
        #expect(found.allSatisfy { $0.suggestions.count <= Restatement.mostCells && $0.repairs.allSatisfy { $0.changes.count <= 3 } })
    }
}
