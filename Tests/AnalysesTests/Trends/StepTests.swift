import ColumnStore
import Disclosure
import Foundation
import Testing

@testable import Analyses

/// Numbers about normal, from a fixed congruence.
private struct Noise {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> Double {
        var sum = 0.0
        for _ in 0..<6 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            sum += Double(state >> 40) / Double(1 << 24) - 0.5
        }
        return sum * 1.414
    }
}

@Suite struct StepTests {
    /// Counts about 200 a year of bodies that go up and down by a tenth, times what a body does in a year, from 2005 on.
    private func corpus(_ bodies: Int, years: Int, seed: UInt64 = 3, factor: (Int, Int) -> Double) -> Corpus {
        var noise = Noise(seed)
        var panel = Panel(entities: (0..<bodies).map { "b\($0)" }, years: 2005...2004 + years)
        for body in 0..<bodies {
            for year in 0..<years {
                let value = (200 * factor(body, 2005 + year) * exp(0.1 * noise.next())).rounded()
                panel.set("x", entity: body, year: 2005 + year, value: value, state: CellState.number.rawValue)
            }
        }
        return Corpus(panel: panel)
    }

    @Test(arguments: [9, 14]) func aFoundStepIsInTheModelAndHasNoName(years: Int) throws {
        let found = TrendAnalysis().rows(in: corpus(40, years: years) { $0 < 2 && $1 >= 2009 ? 6 : 1 })
        for row in found.prefix(40) where ["b0", "b1"].contains(row.entity) {
            let step = try #require(row.breaks.first)
            #expect(row.breaks.count == 1 && step.year == 2009 && step.kind == .searched && row.stepYear == 2009 && row.shape == nil)
            #expect(try #require(step.qValue) <= 0.05 && step.pValue! <= step.qValue! && step.probability! > 0.9)
            #expect(abs(try #require(step.percent) - 500) < 300)
            // Without the step the series would grow by a fifth a year and more.
            // The noise here is in proportion to the level; the model's grows with its root, so that after a step up it is somewhat underrated.
            #expect(abs(row.percentPerYear!) < 10 && row.pValue! > 0.001)
            #expect(row.note?.en.contains("another level from 2009 on") == true)
        }
        #expect(found.count { !$0.breaks.isEmpty } <= 3)
    }

    @Test func growthIsNoStep() {
        let found = TrendAnalysis().rows(in: corpus(40, years: 12) { $0 % 4 == 0 ? pow(1.08, Double($1 - 2005)) : 1 })
        let growing = found.filter { Int($0.entity.dropFirst())! % 4 == 0 }
        #expect(growing.count { $0.breaks.isEmpty && $0.direction == .rising } >= 9)
        #expect(growing.count { $0.shape == .trend } >= 9)
        #expect(found.count { $0.shape == TrendRow.Shape.none } >= 24)
    }

    @Test func shapesOfShortSeriesAreNotNamed() {
        let found = TrendAnalysis().rows(in: corpus(25, years: 11) { _, _ in 1 })
        #expect(found.allSatisfy { $0.shape == nil && $0.shapeProbability == nil })
    }

    @Test func aStepChangesNoOtherRow() throws {
        let corpus = corpus(40, years: 12) { $0 == 0 && $1 >= 2010 ? 6 : 1 }
        let all = TrendAnalysis().rows(in: corpus)
        let one = try #require(TrendAnalysis().rows(in: corpus, selecting: CorpusSelection(entities: ["b0"])).first)
        #expect(one.breaks == all.first { $0.entity == "b0" }?.breaks && one.slope == all.first { $0.entity == "b0" }?.slope)
    }
}
