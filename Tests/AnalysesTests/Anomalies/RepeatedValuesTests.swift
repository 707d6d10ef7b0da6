import Foundation
import Testing

@testable import Analyses

@Suite struct RepeatedValuesTests {
    typealias Cell = RepeatedValues.Cell

    static func cells(_ variable: String, _ probability: Double, bodies: Int, repeated: Set<Int>) -> (variable: String, cells: [Cell]) {
        (variable, (0..<bodies).map { Cell(body: $0, period: 1, probability: probability, isRepeated: repeated.contains($0)) })
    }

    /// Of a thousand values that each repeat once in ten thousand by chance, a tenth of a repetition is expected: found are ten.
    @Test func theRateIsWhatIsExpectedOverWhatIsFound() {
        let found = RepeatedValues.reports([Self.cells("disclosure.licensing.decisions", 1e-4, bodies: 1000, repeated: Set(0..<10))])
        #expect(found.count == 10)
        #expect(found.allSatisfy { abs($0.q - 0.01) < 1e-9 && abs($0.pValue - 1e-4) < 1e-12 })
    }

    /// Values that repeat as often as chance lets them are no finding, however many there are.
    @Test func chanceRepetitionsAreNotFound() {
        let found = RepeatedValues.reports([Self.cells("disclosure.coercion.decisions", 0.02, bodies: 1000, repeated: Set(0..<20))])
        #expect(found.allSatisfy { $0.q > 0.9 })
    }

    /// Two rows that repeat together are far less likely; received and answered applications move together and count once.
    @Test func whatMovesTogetherCountsOnce() {
        func statistic(_ one: String, _ other: String) -> Double {
            RepeatedValues.reports([
                Self.cells(one, 1e-3, bodies: 50, repeated: [7]), Self.cells(other, 1e-3, bodies: 50, repeated: [7]),
            ])[0].logStatistic
        }
        #expect(abs(statistic("disclosure.licensing.decisions", "disclosure.punishment.decisions") - log(1e-6)) < 1e-9)
        #expect(abs(statistic("stats.applications.received", "stats.answers.total") - log(1e-3)) < 1e-9)
    }

    @Test func aUserOfManyReportsIsJudgedByAllOfThem() {
        let few = RepeatedValues.reports([Self.cells("x.y.z", 1e-3, bodies: 10, repeated: [0])])
        let many = RepeatedValues.reports([Self.cells("x.y.z", 1e-3, bodies: 10_000, repeated: [0])])
        #expect(few[0].q < 0.011 && many[0].q == 1)
    }
}
