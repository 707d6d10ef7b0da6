import Foundation
import TestSupport
import Testing

@testable import Disclosure

@Suite struct ConceptsTests {
    @Test func everyConceptNamesCellsOfItsEditions() {
        for concept in Concept.all {
            for edition in Edition.allCases where concept.cells(in: edition) != nil {
                #expect(concept.expression(in: edition) != nil, "\(concept.id) \(edition)")
            }
        }
        for edition in Edition.allCases {
            for id in edition.profile.concepts.keys { #expect(Concept.named(id) != nil, "\(edition) names the concept \(id)") }
            for id in edition.profile.ratios.keys {
                #expect(Ratio.named(id)?.numerator(in: edition) != nil, "\(edition) names the ratio \(id), or cells for it that it has not")
            }
        }
        #expect(Concept.named("refused")?.expression(in: .fmt2021)?.indicators.count == 8)
        #expect(Concept.named("other_handling")?.expression(in: .fmt2021)?.indicators.count == 3)
        #expect(Concept.of("outcome.denied.state_secret.total", edition: .fmt2019)?.id == "refused")
        #expect(Concept.of("outcome.denied.state_secret.research", edition: .fmt2019) == nil)
    }

    @Test func seriesEndWhereTheDefinitionDoes() {
        #expect(Concept.named("received")!.series().count == 1)
        #expect(Concept.named("refused")!.series().allSatisfy { $0.count == 1 })
        #expect(Concept.named("concluded")!.series().contains([.fmt2019, .fmt2021]))
        #expect(!Concept.named("concluded")!.joins(.stats2014, .fmt2019))
        #expect(Concept.named("fee_items")!.neverJoined == ["fee_amount"])
        #expect(Concept.named("litigation")!.breaks == [2024])
    }

    @Test(.enabled(if: SharedMaterial.isAvailable))
    func agreesWithTheReferenceTable() throws {
        let url = try #require(SharedMaterial.root).appending(path: "domain/concepts.csv")
        let editions: [Edition] = [.fjStats, .local2008, .stats2014, .fmt2019, .fmt2021]
        var count = 0
        for line in try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst() {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            let concept = try #require(Concept.named(fields[0]), "\(fields[0])")
            #expect(concept.label == fields[1])
            for (edition, cells) in zip(editions, fields[2...6]) { #expect((concept.cells(in: edition) ?? "") == cells, "\(fields[0]) \(edition)") }
            count += 1
        }
        #expect(count == Concept.all.count)
    }

    /// The figures of 淮安 2024 and the rates that go with them.
    @Test(arguments: [
        ("disclosure_rate", 0.4466), ("substantive_disclosure_rate", 0.5954), ("refusal_rate", 0.0584), ("unable_rate", 0.2561),
        ("not_processed_rate", 0.0289), ("other_handling_rate", 0.0613), ("conclusion_rate", 0.9673), ("natural_person_share", 0.9622),
        ("review_correction_rate", 0.2038), ("review_correction_rate_all", 0.1823), ("litigation_correction_rate", 0.1282),
    ])
    func goldenRatios(id: String, expected: Double) throws {
        guard let root = SharedMaterial.root else { return }
        struct Expected: Decodable { var cells: [String: Double?] }
        let data = try Data(contentsOf: root.appending(path: "reports/expected/huaian_2024.json"))
        let cells = try JSONDecoder().decode(Expected.self, from: data).cells
        let result = try #require(Ratio.named(id)?.evaluate(in: .fmt2021) { indicator, _ in cells[indicator] ?? nil })
        #expect((try #require(result.value) * 10000).rounded() / 10000 == expected)
    }

    @Test func aBlankCellLeavesTheRatioOpen() throws {
        let ratio = try #require(Ratio.named("公开率"))
        #expect(ratio.evaluate(in: .fmt2021) { id, _ in id == "outcome.total.total" ? nil : 1 } == nil)
        let empty = try #require(ratio.evaluate(in: .fmt2021) { _, _ in 0 })
        #expect(empty.value == nil && empty.denominator == 0)
        #expect(ratio.evaluate(in: .stats2014) { _, _ in 1 } == nil)
        #expect(Ratio.named("normative_repeal_rate")!.denominator(in: .fmt2021)!.terms.map(\.lag) == [-1])
    }

    @Test(arguments: [
        ("outcome.denied.*.total", "outcome.denied.state_secret.total", true), ("outcome.*", "outcome.granted.total", false),
        ("outcome.**", "outcome.granted.total", true), ("applications.carried_*.total", "applications.carried_in.total", true),
        ("**.total", "review.total", true), ("review.total", "review.total", true), ("*", "received", true),
    ])
    func patterns(pattern: String, id: String, matches: Bool) {
        #expect(IndicatorPattern(pattern).matches(id) == matches)
    }
}
