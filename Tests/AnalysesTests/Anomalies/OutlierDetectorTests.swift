import ColumnStore
import Simulation
import Testing

@testable import Analyses
@testable import Disclosure

@Suite struct OutlierDetectorTests {
    struct NoReports: ReportProvider {
        func report(body: Int, year: Int) -> Report? { nil }
    }

    static func corpus(bodies: Int, years: ClosedRange<Int>, seed: UInt64, change: (inout Panel) -> Void = { _ in }) -> Corpus {
        let simulated = SimulatedCorpus(SimulationParameters(bodies: bodies, years: years, seed: seed))
        var panel = simulated.panel()
        change(&panel)
        return Corpus(bodies: simulated.bodies, panel: panel, forms: simulated.forms(), provider: NoReports())
    }

    @Test func factorsOfTenAreFoundAndNamed() throws {
        let id = "disclosure.punishment.decisions"
        var planted: [Int: Double] = [:]
        let corpus = Self.corpus(bodies: 120, years: 2019...2025, seed: 5) { panel in
            for entity in stride(from: 3, to: 120, by: 9) {
                guard let value = panel.value(id, entity: entity, year: 2023), value >= 50 else { continue }
                planted[entity] = value
                panel.set(id, entity: entity, year: 2023, value: value * 10, state: CellState.number.rawValue)
            }
        }
        let findings = try OutlierDetector().findings(in: corpus).filter { $0.cells[0].indicator == id && $0.year == 2023 }
        let names = Dictionary(uniqueKeysWithValues: corpus.bodies.enumerated().map { ($1.name + ($1.regionCode ?? ""), $0) })
        let found = Set(findings.compactMap { names[$0.entity + ($0.regionCode ?? "")] })
        #expect(planted.count >= 8)
        #expect(planted.keys.count { found.contains($0) } * 10 >= 9 * planted.count, "\(found.sorted()) of \(planted.keys.sorted())")
        let named = findings.filter { $0.mechanism == .factor10 }
        #expect(named.count * 10 >= 7 * planted.count, "\(findings.map(\.mechanism))")
    }

    @Test func figuresThatRepeatLastYearsAreFound() throws {
        var copied: Set<Int> = []
        let ids = ["disclosure.licensing.decisions", "disclosure.punishment.decisions"]
        let corpus = Self.corpus(bodies: 120, years: 2021...2025, seed: 5) { panel in
            for entity in stride(from: 3, to: 120, by: 9) {
                let before = ids.compactMap { panel.value($0, entity: entity, year: 2023) }
                guard before.count == 2, before.allSatisfy({ $0 >= 200 }) else { continue }
                copied.insert(entity)
                for (id, value) in zip(ids, before) { panel.set(id, entity: entity, year: 2024, value: value, state: CellState.number.rawValue) }
            }
        }
        let found = try OutlierDetector().findings(in: corpus).filter { $0.rule == "panel.repeated_value" && $0.year == 2024 }
        #expect(!copied.isEmpty && copied.isSubset(of: found.compactMap(\.body)), "\(copied.sorted()): \(found.compactMap(\.body))")
    }

    @Test func aPanelWithoutErrorsHasFewOutliers() throws {
        let corpus = Self.corpus(bodies: 120, years: 2019...2025, seed: 8)
        let findings = try OutlierDetector().findings(in: corpus)
        #expect(findings.count <= 60, "\(findings.count)")
    }

    @Test func aLastingChangeOfLevelIsNotAStringOfOutliers() throws {
        let id = "disclosure.licensing.decisions"
        let corpus = Self.corpus(bodies: 60, years: 2019...2025, seed: 9) { panel in
            for year in 2019...2025 { panel.set(id, entity: 7, year: year, value: year < 2022 ? 1_000 : 9_000, state: CellState.number.rawValue) }
        }
        let findings = try OutlierDetector().findings(in: corpus)
        let body = corpus.bodies[7]
        #expect(findings.count { $0.entity == body.name && $0.cells[0].indicator == id } <= 1)
    }

    private func outlierYears(_ id: String, _ values: [Double]) throws -> [Int] {
        let corpus = Self.corpus(bodies: 120, years: 2019...2025, seed: 9) { panel in
            for (offset, value) in values.enumerated() {
                panel.set(id, entity: 7, year: 2019 + offset, value: value, state: CellState.number.rawValue)
            }
        }
        let name = corpus.bodies[7].name
        return try OutlierDetector().findings(in: corpus).filter { $0.entity == name && $0.cells[0].indicator == id && $0.rule == "panel.outlier" }
            .map(\.year).sorted()
    }

    @Test func aSecondErrorInASeriesDoesNotHideTheFirst() throws {
        #expect(try outlierYears("disclosure.punishment.decisions", [1925, 2512, 2052, 205, 2142, 90, 2007]) == [2022, 2024])
    }

    @Test func whereFewAreExpectedCountingIsMostOfTheSpread() throws {
        #expect(try outlierYears("disclosure.normative_docs.made", [2, 5, 300, 4, 3, 2, 4]) == [2021])
        #expect(try outlierYears("disclosure.normative_docs.made", [2, 5, 9, 4, 0, 2, 4]).isEmpty)
    }

    @Test func twoYearsOfTenBodiesCannotBeJudgedButDoNoHarm() throws {
        let corpus = Self.corpus(bodies: 10, years: 2024...2025, seed: 3)
        #expect(try OutlierDetector().findings(in: corpus).isEmpty)
    }

    /// Surest first: what an identity locates exactly before what only the model finds unlikely, and that before what is hardly ever right.
    @Test func findingsCanBeOrderedByHowProbablyTheyAreRight() {
        func finding(_ rule: String, _ kind: Finding.Kind, _ severity: Finding.Severity, _ certainty: Finding.Certainty, q: Double? = nil) -> Finding
        {
            var finding = Finding(
                fingerprint: rule, kind: kind, rule: rule, severity: severity, entity: "e", regionCode: nil, year: 2024,
                message: LocalizedText(zh: "", en: ""))
            finding.certainty = certainty
            finding.qValue = q
            return finding
        }
        var exact = finding("t3.row_sum.received", .identity, .error, .exact)
        exact.mechanism = .transposedDigits
        let sure = finding("panel.outlier", .outlier, .warning, .detected, q: 0.001)
        let doubtful = finding("panel.outlier", .outlier, .warning, .detected, q: 0.3)
        let weak = finding("t4.pending_vs_next", .carryOver, .info, .detected)
        #expect(AnomalyAnalysis.bySureness([weak, doubtful, exact, sure]).map(Confidence.of) == [exact, sure, doubtful, weak].map(Confidence.of))
        #expect(Confidence.of(exact) > Confidence.of(sure) && Confidence.of(doubtful) > Confidence.of(weak))
    }
}
