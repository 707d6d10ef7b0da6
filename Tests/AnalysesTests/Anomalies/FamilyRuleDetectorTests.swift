import ColumnStore
import Rules
import Testing

@testable import Analyses
@testable import Disclosure

@Suite struct FamilyRuleDetectorTests {
    static let rules = """
        end = start + received - done
        start = prev(end)
        received = children(received)
        """

    /// A ministry and three courts below it over three years; everything adds up.
    static func corpus(rules: String = rules, change: (inout Panel) -> Void = { _ in }) throws -> Corpus {
        let names = ["ministry", "north", "south", "west"]
        var panel = Panel(entities: names, years: 2021...2023)
        panel.setAttribute("parent", DictionaryColumn([nil, "ministry", "ministry", "ministry"]))
        func set(_ entity: Int, _ year: Int, _ values: [(String, Double)]) {
            for (id, value) in values { panel.set(id, entity: entity, year: year, value: value, state: CellState.number.rawValue) }
        }
        var open = [60.0, 10, 20, 30]
        for year in 2021...2023 {
            let received = (1...3).map { Double(100 * $0 + 7 * (year - 2020)) }
            for entity in 0..<4 {
                let came = entity == 0 ? received.reduce(0, +) : received[entity - 1]
                let done = came - Double(entity)
                set(entity, year, [("start", open[entity]), ("received", came), ("done", done), ("end", open[entity] + came - done)])
                open[entity] += came - done
            }
        }
        change(&panel)
        return Corpus(panel: panel, rules: try RuleText.parse(rules, variables: panel.variables))
    }

    static func set(_ panel: inout Panel, _ id: String, _ entity: Int, _ year: Int, _ value: Double?) {
        panel.set(id, entity: entity, year: year, value: value, state: (value == nil ? CellState.blank : .number).rawValue)
    }

    static func findings(_ corpus: Corpus) throws -> [Finding] {
        try AnomalyAnalysis(detectors: AnomalyDetectors(perBody: [])).findings(in: corpus)
    }

    @Test func aTreeThatAddsUpIsClean() throws { #expect(try Self.findings(Self.corpus()).isEmpty) }

    /// Its own balance and the sum of the ministry fail; the one cell in both is at fault, and it is one finding, of the court.
    @Test func aWrongFigureOfAChildIsOneFindingAboutTheChild() throws {
        let found = try Self.findings(Self.corpus { Self.set(&$0, "received", 2, 2022, 2140) })
        #expect(found.count == 1)
        #expect(found.first?.entity == "south" && found.first?.year == 2022 && found.first?.certainty == .exact)
        #expect(found.first?.suggestions.map(\.to) == [ExactDecimal(214)] && found.first?.mechanism == .factor10)
        #expect(found.first?.message.en.contains("ministry 2022: received = children(received) does not hold") == true)
    }

    @Test func aWrongFigureOfTheParentIsItsOwn() throws {
        let found = try Self.findings(Self.corpus { Self.set(&$0, "received", 0, 2023, 636) })
        #expect(found.map(\.entity) == ["ministry"] && found.first?.suggestions.map(\.to) == [ExactDecimal(663)])
        #expect(found.first?.mechanism == .transposedDigits)
    }

    /// A mistake that the roll-up does not see is judged as without it.
    @Test func othersAreJudgedByThemselves() throws {
        let found = try Self.findings(Self.corpus { Self.set(&$0, "end", 3, 2022, 500) })
        #expect(found.map(\.entity) == ["west"] && found.first?.certainty == .exact)
        #expect(found.first?.message.en.contains("west 2022") == false)
    }

    /// Without the report of one child the sum cannot be told, but the region is still no less than the others.
    @Test func childrenWithoutAReportLeaveABound() throws {
        let bound = "received >= children(received)"
        let missing: (inout Panel) -> Void = { Self.set(&$0, "received", 3, 2022, nil) }
        #expect(try Self.findings(Self.corpus(change: missing)).isEmpty)
        #expect(try Self.findings(Self.corpus(rules: bound, change: missing)).isEmpty)
        let found = try Self.findings(
            Self.corpus(rules: bound) { panel in
                missing(&panel)
                Self.set(&panel, "received", 0, 2022, 200)
            })
        #expect(found.count == 1 && found.first?.entity == "ministry" && found.first?.year == 2022)
    }

    /// The same rule among reports: prefectures and the counties that lie in them.
    @Test func regionsAreATreeToo() {
        let bodies = [("海东市", Body.Level.prefecture, "630200"), ("乐都区", .county, "630202"), ("平安区", .county, "630203"), ("财政局", .county, "630203")]
            .enumerated().map { Body(name: $1.0, kind: $0 == 3 ? .department : .government, level: $1.1, regionCode: $1.2) }
        struct NoReports: ReportProvider {
            func report(body: Int, year: Int) -> Report? { nil }
        }
        let corpus = Corpus(
            bodies: bodies, panel: Panel(entities: bodies.map(\.key), years: 2024...2024), forms: Array(repeating: [], count: 4),
            provider: NoReports())
        #expect(BodyTree(corpus).parents == [nil, 0, 0, nil])
    }
}
