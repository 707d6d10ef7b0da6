import ColumnStore
import Rules
import Testing

@testable import Analyses
@testable import Disclosure

@Suite struct RuleSetDetectorTests {
    struct NoReports: ReportProvider {
        func report(body: Int, year: Int) -> Report? { nil }
    }

    static let text = """
        pending_end = pending_start + received - processed
        pending_start = prev(pending_end)
        upheld <= processed   soft
        """

    /// Two agencies of three years in which every rule holds.
    static func corpus(change: (inout Panel) -> Void = { _ in }) -> Corpus {
        var panel = Panel(entities: ["one", "two"], years: 2021...2023)
        for entity in 0..<2 {
            var pending = 10.0
            for year in 2021...2023 {
                let received = 100.0 + Double(year % 7) * 13 + Double(entity)
                let processed = received - Double(year % 3)
                let end = pending + received - processed
                for (id, value) in [
                    ("pending_start", pending), ("received", received), ("processed", processed), ("pending_end", end), ("upheld", 5),
                ] { panel.set(id, entity: entity, year: year, value: value, state: CellState.number.rawValue) }
                pending = end
            }
        }
        change(&panel)
        let bodies = ["one", "two"].map { Body(name: $0, kind: .unknown, level: .unknown, regionCode: nil) }
        return Corpus(bodies: bodies, panel: panel, forms: Array(repeating: [], count: 6), provider: NoReports())
    }

    func findings(_ corpus: Corpus) throws -> [Finding] {
        let rules = try RuleText.parse(Self.text, variables: corpus.panel.variables)
        return try AnomalyAnalysis(detectors: .standard(falseDiscoveryRate: 0.05, rules: rules)).findings(in: corpus)
    }

    @Test func aPanelThatObeysItsRulesIsClean() throws {
        #expect(try findings(Self.corpus()).isEmpty)
    }

    /// The balance of its own year and the opening of the next leave one explanation between them.
    @Test func aWrongClosingStockIsLocatedByTheTwoRulesItBreaks() throws {
        let corpus = Self.corpus { panel in
            let end = panel.value("pending_end", entity: 1, year: 2022)!
            panel.set("pending_end", entity: 1, year: 2022, value: end + 40, state: CellState.number.rawValue)
        }
        let found = try findings(corpus)
        #expect(found.map(\.year) == [2022] && found[0].severity == .error && found[0].entity == "two")
        #expect(found[0].certainty == .exact && found[0].suggestions.map(\.indicator) == ["pending_end"])
        #expect(found[0].observed == corpus.panel.value("pending_end", entity: 1, year: 2022))
        #expect(found[0].message.en.contains("pending_end of 2022"))
    }

    /// Two mistakes three years apart are two findings, each located.
    @Test func mistakesFarApartAreLocatedApart() throws {
        var panel = Panel(entities: ["one"], years: 2011...2020)
        var pending = 10.0
        for year in 2011...2020 {
            let values = [("pending_start", pending), ("received", 100), ("processed", 99), ("pending_end", pending + 1), ("upheld", 5)]
            for (id, value) in values { panel.set(id, entity: 0, year: year, value: value, state: CellState.number.rawValue) }
            pending += 1
        }
        panel.set("pending_end", entity: 0, year: 2013, value: 500, state: CellState.number.rawValue)
        panel.set("pending_end", entity: 0, year: 2018, value: 700, state: CellState.number.rawValue)
        let found = try findings(Corpus(panel: panel))
        #expect(found.map(\.year).sorted() == [2013, 2018] && found.allSatisfy { $0.certainty == .exact })
        #expect(Set(found.map(\.fingerprint)).count == 2)
    }

    /// `<5` is no number, but no more than 4: what it cannot explain is a finding.
    @Test func boundsInPlaceOfANumberCount() throws {
        var panel = Panel(entities: ["one", "two"], years: 2021...2021)
        for (entity, total) in [12.0, 40].enumerated() {
            panel.set("a", entity: entity, year: 2021, value: 10, state: CellState.number.rawValue)
            panel.set("b", entity: entity, year: 2021, value: nil, state: CellState.bound.rawValue)
            panel.set("total", entity: entity, year: 2021, value: total, state: CellState.number.rawValue)
        }
        panel.setRemarks("b", RemarkColumn(periodCount: 1, (0..<2).map { (position: $0, remark: CellRemark(raw: "<5", low: 0, high: 4)) }))
        let rules = try RuleText.parse("a + b = total\nif total > 0 then b <= 4", variables: panel.variables)
        #expect(
            try AnomalyAnalysis(detectors: .standard(falseDiscoveryRate: 0.05, rules: rules)).findings(in: Corpus(panel: panel)).map(\.entity) == [
                "two"
            ])
    }

    /// A repair that breaks a condition ranks behind one that breaks none.
    @Test func aRepairThatBreaksARuleComesLast() throws {
        var panel = Panel(entities: ["one"], years: 2021...2021)
        for (id, value) in [("a", 10.0), ("b", 20), ("c", 40)] {
            panel.set(id, entity: 0, year: 2021, value: value, state: CellState.number.rawValue)
        }
        let rules = try RuleText.parse("a + b = c\nif b = 20 then a = 10\nb / a = 2", variables: panel.variables)
        let found = try AnomalyAnalysis(detectors: .standard(falseDiscoveryRate: 0.05, rules: rules)).findings(in: Corpus(panel: panel))
        #expect(found.count == 1 && found[0].repairs.map { $0.changes.map(\.indicator) } == [["c"], ["b"], ["a"]])
        #expect(found[0].suggestions.map(\.indicator) == ["c"])
        #expect(found[0].repairs.map(\.breaks.count).first == 0 && found[0].repairs[2].breaks == ["if b = 20 then a = 10", "b / a = 2"])
        #expect(found[0].readings.contains { $0.en.contains("but then if b = 20 then a = 10; b / a = 2 would not hold") })
    }

    @Test func severitiesYearsAndAttributesAreHeeded() throws {
        var panel = Panel(entities: ["one", "two"], years: 2020...2023)
        for entity in 0..<2 {
            for year in 2020...2023 { panel.set("a", entity: entity, year: year, value: Double(year - 2020), state: CellState.number.rawValue) }
        }
        panel.setAttribute("kind", DictionaryColumn(["court", "office"]))
        let rules = try RuleText.parse(
            "a = 9 info since 2022 when kind = court\na >= 2 error until 2020 when kind != court\na / 1 != 3", variables: panel.variables)
        let found = try AnomalyAnalysis(detectors: .standard(falseDiscoveryRate: 0.05, rules: rules)).findings(in: Corpus(panel: panel))
        let said = Set(found.map { "\($0.entity) \($0.year) \($0.severity.rawValue) \($0.rule)" })
        #expect(
            said == [
                "one 2022 info a = 9", "one 2023 info a = 9", "two 2020 error a >= 2", "one 2023 error a / 1 != 3", "two 2023 error a / 1 != 3",
            ], "\(said)")
    }

    @Test func softRulesWarnAndDecimalsAreExact() throws {
        let corpus = Self.corpus { panel in
            panel.set("upheld", entity: 0, year: 2023, value: 500.5, state: CellState.number.rawValue)
            panel.set("received", entity: 1, year: 2023, value: nil, state: 0)
        }
        let found = try findings(corpus)
        #expect(found.map(\.severity) == [.warning])
        #expect(found.first?.year == 2023 && found.first?.entity == "one")
    }
}
