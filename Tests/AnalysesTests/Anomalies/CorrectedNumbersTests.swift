import ColumnStore
import Disclosure
import Testing

@testable import Analyses

@Suite struct CorrectedNumbersTests {
    private let corpus: Corpus = {
        var panel = Panel(entities: ["b"], years: 2020...2021)
        for (variable, value) in [("x", 5.0), ("y", 7), ("z", 9)] {
            for year in 2020...2021 { panel.set(variable, entity: 0, year: year, value: value, state: CellState.number.rawValue) }
        }
        return Corpus(panel: panel)
    }()

    private func finding(
        _ kind: Finding.Kind, _ cells: [String], _ ways: [[(String, Int)]] = [], verdict: Finding.Verdict = .confirmed, rule: String = "r"
    ) -> Finding {
        Finding(
            body: 0, fingerprint: "0", kind: kind, rule: rule, severity: .error, entity: "b", regionCode: nil, year: 2021,
            cells: cells.map { .init(indicator: $0, label: "", value: nil, raw: "", source: "", table: 0, row: 0, column: 0, year: 2021) },
            repairs: ways.map { way in
                Finding.Repair(way.map { Finding.Change(indicator: $0.0, entity: "b", year: 2021, from: nil, to: ExactDecimal($0.1)) })
            },
            message: LocalizedText(zh: "", en: ""), verdict: verdict)
    }

    private func values(_ findings: [Finding]) -> [Double?] {
        let corrected = CorrectedNumbers(corpus, by: findings).corpus
        #expect(["x", "y", "z"].allSatisfy { corrected.panel.value($0, entity: 0, year: 2020) != nil })
        return ["x", "y", "z"].map { corrected.panel.value($0, entity: 0, year: 2021) }
    }

    @Test func oneWayIsTakenInAndSeveralLeaveTheirCellsOut() {
        #expect(values([]) == [5, 7, 9])
        #expect(values([finding(.identity, ["x"], [[("x", 6)]])]) == [6, 7, 9])
        #expect(values([finding(.identity, ["x", "y"], [[("x", 6), ("y", 8)]])]) == [6, 8, 9])
        #expect(values([finding(.identity, ["x", "y"], [[("x", 6)], [("y", 8)]])]) == [nil, nil, 9])
        #expect(values([finding(.outlier, ["z"])]) == [5, 7, nil])
        // What accuses no cell changes none, and what is open or dismissed neither.
        #expect(values([finding(.narrative, ["x"]), finding(.outlier, ["x"], rule: "panel.level_shift")]) == [5, 7, 9])
        #expect(values([finding(.identity, ["x"], [[("x", 6)]], verdict: .dismissed), finding(.outlier, ["y"], verdict: .open)]) == [5, 7, 9])
        // Two that want different values leave the cell out; a value goes before a suspicion.
        #expect(values([finding(.identity, ["x"], [[("x", 6)]]), finding(.carryOver, ["x"], [[("x", 8)]])]) == [nil, 7, 9])
        #expect(values([finding(.identity, ["x"], [[("x", 6)]]), finding(.outlier, ["x"])]) == [6, 7, 9])
    }

    @Test func theCountsAreSaid() {
        let found = CorrectedNumbers(corpus, by: [finding(.identity, ["x"], [[("x", 6)]]), finding(.outlier, ["y"]), finding(.rollUp, ["z"])])
        #expect((found.confirmed, found.replaced, found.removed, found.withoutCells) == (3, 1, 1, 1))
        #expect(found.note.en == "Corrected by verdicts: of 3 confirmed findings 1 value became what was meant, 1 is left out; 1 accuses no cell.")
        // Beyond the years and bodies there is nothing to correct.
        var elsewhere = finding(.outlier, ["x"])
        elsewhere.cells[0].year = 1900
        #expect(CorrectedNumbers(corpus, by: [elsewhere]).removed == 0)
    }
}
