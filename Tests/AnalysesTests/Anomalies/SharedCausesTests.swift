@testable import Analyses
import ColumnStore
import Disclosure
import Testing

@Suite struct SharedCausesTests {
    /// A panel of twelve entities, ten of them with figures in 2021.
    private static func corpus() -> Corpus {
        var panel = Panel(entities: (0..<12).map { "e\($0)" }, years: 2020...2021)
        for entity in 0..<12 {
            panel.set("x", entity: entity, year: 2020, value: 1, state: CellState.number.rawValue)
            if entity < 10 { panel.set("x", entity: entity, year: 2021, value: 1, state: CellState.number.rawValue) }
        }
        return Corpus(panel: panel)
    }

    private static func finding(_ entity: Int, _ rule: String, _ year: Int) -> Finding {
        Finding(
            body: entity, fingerprint: "\(entity)\(rule)\(year)", kind: .identity, rule: rule, severity: .error, entity: "e\(entity)",
            regionCode: nil, year: year,
            message: LocalizedText(zh: "", en: ""))
    }

    @Test func whatHalfOfTheBodiesShareIsOneCause() {
        let corpus = Self.corpus()
        let findings =
            (0..<10).flatMap { [Self.finding($0, "a", 2020), Self.finding($0, "a", 2021)] }
            + (0..<9).map { Self.finding($0, "b", 2021) } + [Self.finding(1, "b", 2021)]
        let shared = SharedCauses(findings, in: corpus)
        #expect(shared.causes.map(\.rule) == ["a"])
        #expect(shared.causes[0].years == [.init(year: 2020, bodies: 10, of: 12), .init(year: 2021, bodies: 10, of: 10)])
        #expect(shared.notes[0].en.hasPrefix("a: 10 of 12 bodies in 2020, 10 of 10 bodies in 2021;"))
        #expect(SharedCauses([], in: corpus).causes.isEmpty)
    }
}
