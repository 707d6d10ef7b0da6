import ColumnStore
import Disclosure
import FiguresSupport
import Testing

@testable import Analyses

private func ranking(_ subject: String, _ year: Int?, _ corpus: Corpus = Figures.corpus, minimum: Int = 1, peers: RankOptions.Peers = .level) throws
    -> Ranking
{
    try RankAnalysis(RankOptions(subject: subject, year: year, peers: peers, minimumN: minimum)).ranking(of: corpus)
}

private func body(_ name: String, _ code: String, kind: Body.Kind = .government, level: Body.Level = .county) -> Body {
    Body(name: name, kind: kind, level: level, regionCode: code)
}

@Suite struct RankAnalysisTests {
    @Test(arguments: [
        ("disclosure_rate", 44.66), ("substantive_disclosure_rate", 59.54), ("refusal_rate", 5.84), ("unable_rate", 25.61),
        ("not_processed_rate", 2.89), ("other_handling_rate", 6.13), ("conclusion_rate", 96.73), ("natural_person_share", 96.22),
        ("review_correction_rate", 20.38), ("review_correction_rate_all", 18.23), ("litigation_correction_rate", 12.82), ("公开率", 44.66),
    ])
    func huaian2024ComesOutToThePrintedDigits(ratio: String, percent: Double) throws {
        let row = try #require(try ranking(ratio, 2024).rows.first { $0.entity == "淮安市" })
        #expect((try #require(row.value) * 10000).rounded() == (percent * 100).rounded())
        #expect(row.rank == 1)
        #expect(try #require(row.low) <= row.value! && row.value! <= row.high!)
        #expect(row.components.map(\.key) == ["numerator", "denominator"])
        #expect(row.n == row.components[1].value)
    }

    @Test(arguments: [
        ("disclosure_rate", 45.00), ("substantive_disclosure_rate", 55.00), ("refusal_rate", 2.50), ("unable_rate", 42.50),
        ("not_processed_rate", 0), ("other_handling_rate", 0), ("conclusion_rate", 97.56), ("natural_person_share", 100),
    ])
    func qingzhen2020ComesOutToThePrintedDigits(ratio: String, percent: Double) throws {
        let row = try #require(try ranking(ratio, 2020).rows.first { $0.entity == "清镇市" })
        #expect((try #require(row.value) * 10000).rounded() == (percent * 100).rounded())
    }

    @Test func sharesOfTheOutcomesAddToOne() throws {
        let shares = try [
            "substantive_disclosure_rate", "refusal_rate", "unable_rate", "not_processed_rate", "other_handling_rate",
        ].map { try #require(try ranking($0, 2024).rows.first { $0.entity == "淮安市" }?.value) }
        #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
    }

    @Test func entitiesWithoutKindAndLevelAreComparedAsOne() throws {
        var panel = Panel(entities: ["a", "b", "c"], years: 2023...2023)
        for (entity, value) in [4.0, 9, 2].enumerated() { panel.set("x", entity: entity, year: 2023, value: value, state: CellState.number.rawValue) }
        let ranking = try ranking("x", 2023, Corpus(panel: panel))
        #expect(ranking.rows.map(\.entity) == ["b", "a", "c"] && ranking.rows.allSatisfy { $0.peers == "all" && $0.peerCount == 3 })
        #expect(ranking.notes.contains(RankNotes.allEntities) && !ranking.notes.contains(RankNotes.peers(.level)))
    }

    @Test func kindsAreNeverMixed() throws {
        let corpus = Corpus(reports: [
            Figures.report(body("甲县", "350121"), 2024, edition: .fmt2021, ["outcome.granted.total": 5, "outcome.total.total": 10]),
            Figures.report(
                body("甲县自然资源局", "350121", kind: .department), 2024, edition: .fmt2021,
                ["outcome.granted.total": 9, "outcome.total.total": 10]),
            Figures.report(
                body("乙市", "350100", level: .prefecture), 2024, edition: .fmt2021, ["outcome.granted.total": 1, "outcome.total.total": 10]),
        ])
        #expect(try ranking("disclosure_rate", 2024, corpus).rows.map(\.rank) == [1, 1, 1])
        #expect(
            try ranking("disclosure_rate", 2024, corpus, peers: .all).rows.map { [$0.entity, "\($0.rank!)"] } == [
                ["甲县自然资源局", "1"], ["甲县", "1"], ["乙市", "2"],
            ])
    }

    @Test func blanksAreNotZeroAndFewAreNotRanked() throws {
        let corpus = Corpus(reports: [
            Figures.report(body("甲县", "350121"), 2024, edition: .fmt2021, ["outcome.granted.total": 0, "outcome.total.total": 10]),
            Figures.report(body("乙县", "350122"), 2024, edition: .fmt2021, ["outcome.total.total": 10]),
            Figures.report(body("丙县", "350123"), 2024, edition: .fmt2021, ["outcome.granted.total": 0, "outcome.total.total": 0]),
            Figures.report(body("丁县", "350124"), 2024, edition: .fmt2021, ["outcome.granted.total": 2, "outcome.total.total": 2]),
            Figures.report(body("戊县", "350125"), 2023, edition: .fmt2021, ["outcome.granted.total": 2, "outcome.total.total": 20]),
            Figures.report(body("己县", "350126"), 2024, edition: .fmt2021, ["outcome.granted.total": 12, "outcome.total.total": 10]),
            Figures.report(body("庚县", "350127"), 2024, edition: .fmt2021, ["outcome.granted.total": 0, "outcome.total.total": 30]),
        ])
        let rows = try ranking("disclosure_rate", 2024, corpus, minimum: 5).rows
        #expect(rows.filter(\.eligible).map(\.entity) == ["甲县", "庚县"])
        #expect(rows.filter(\.eligible).map(\.rank) == [1, 1])
        #expect(rows.filter(\.eligible).allSatisfy { $0.value == 0 && $0.low == 0 && $0.high! > 0 })
        func reason(_ name: String) -> String? { rows.first { $0.entity == name }?.reason?.en }
        #expect(reason("乙县") == "blank or not a number: Granted · total")
        #expect(reason("丙县") == "the denominator is 0")
        #expect(reason("丁县") == "not ranked: n = 2 is below 5")
        #expect(reason("戊县") == "no report for 2024")
        #expect(reason("己县")?.hasPrefix("the part exceeds the whole") == true)
        #expect(rows.filter { !$0.eligible }.allSatisfy { $0.rank == nil })
    }

    @Test func lowerIsBetterWhereTheRatioSaysSo() throws {
        let corpus = Corpus(reports: [
            Figures.report(body("甲县", "350121"), 2024, edition: .fmt2021, ["review.corrected": 5, "review.total": 10, "review.pending": 0]),
            Figures.report(body("乙县", "350122"), 2024, edition: .fmt2021, ["review.corrected": 1, "review.total": 10, "review.pending": 0]),
        ])
        #expect(try ranking("review_correction_rate", 2024, corpus).rows.map(\.entity) == ["乙县", "甲县"])
    }

    @Test func indicatorsAndConceptsCanBeRanked() throws {
        let byCell = try ranking("applications.received.total", 2024)
        #expect(byCell.rows.first { $0.entity == "淮安市" }?.value == 3119)
        #expect(try ranking("received", nil).year == 2025)
        #expect(try ranking("received", 2024).rows.first { $0.entity == "平潭综合实验区" }?.value == 218)
        #expect(throws: RankingError.self) { try ranking("disclosure_ratio", 2024) }
        do { _ = try ranking("disclosure_ratio", 2024) } catch RankingError.unknownSubject(_, let suggestions) {
            #expect(suggestions.contains("disclosure_rate"))
        }
    }

    /// Twelve counties: eleven near a half, one far above, one with two applications only.
    private func counties() -> Corpus {
        let numbers = [(40, 80), (45, 90), (61, 120), (30, 60), (52, 100), (48, 100), (66, 130), (33, 70), (27, 50), (190, 200), (2, 2), (50, 101)]
        return Corpus(
            reports: numbers.enumerated().map { index, pair in
                Figures.report(
                    body("县\(index)", "3501\(21 + index)"), 2024, edition: .fmt2021,
                    ["outcome.granted.total": pair.0, "outcome.total.total": pair.1, "applications.received.total": pair.1])
            })
    }

    @Test func fewCasesAreDrawnTowardsThePeers() throws {
        let rows = try ranking("disclosure_rate", 2024, counties()).rows
        let few = try #require(rows.first { $0.entity == "县10" })
        #expect(few.value == 1)
        #expect(try #require(few.shrunken) < 0.9)
        // Two of two is not better than 190 of 200.
        #expect(rows.first?.entity == "县9")
        #expect(rows.allSatisfy { $0.rankLow! <= $0.rank! && $0.rank! <= $0.rankHigh! })
        #expect(rows.first?.rankHigh.map { $0 <= 2 } == true)
        #expect(few.rankHigh! - few.rankLow! >= 6)
    }

    @Test func theFunnelNamesWhatChanceDoesNotExplain() throws {
        let ranking = try RankAnalysis(RankOptions(subject: "disclosure_rate", year: 2024, minimumN: 1, funnel: true)).ranking(of: counties())
        #expect(ranking.rows.filter { $0.funnel == .above }.map(\.entity) == ["县9"])
        #expect(ranking.rows.allSatisfy { $0.zScore != nil })
    }

    @Test func anIndexRanksOnlyBodiesThatHaveEveryIndicator() throws {
        let definition = IndexDefinition(
            name: "试验指数", indicators: [.init(on: "disclosure_rate", weight: 2), .init(on: "received", direction: .lower, weight: 1)])
        let index = IndexAnalysis(definition, options: RankOptions(subject: "index", year: 2024, minimumN: 1, draws: 200))
        let ranking = try index.ranking(of: counties())
        #expect(ranking.rows.count == 12)
        #expect(ranking.rows.allSatisfy { $0.rankLow! <= $0.rank! && $0.rank! <= $0.rankHigh! })
        #expect(ranking.rows[0].components.map(\.key) == ["disclosure_rate", "received"])
        #expect(try index.ranking(of: counties()) == ranking)
        let lonely = try index.ranking(of: Figures.corpus)
        #expect(lonely.rows.allSatisfy { !$0.eligible && $0.reason != nil })
        for aggregation in IndexAnalysis.Aggregation.allCases {
            for normalization in IndexAnalysis.Normalization.allCases where normalization != .goalposts {
                let rows = try IndexAnalysis(
                    definition, options: RankOptions(subject: "index", year: 2024, minimumN: 1, draws: 100), normalization: normalization,
                    weights: .equal,
                    aggregation: aggregation
                ).ranking(of: counties()).rows
                #expect(rows.allSatisfy { $0.eligible ? $0.score != nil : $0.reason != nil })
            }
        }
        #expect(throws: RankingError.self) {
            try IndexAnalysis(definition, options: RankOptions(subject: ""), normalization: .goalposts).ranking(of: counties())
        }
        #expect(throws: RankingError.self) {
            try IndexAnalysis(definition, options: RankOptions(subject: ""), weights: .own([1])).ranking(of: counties())
        }
    }
}
