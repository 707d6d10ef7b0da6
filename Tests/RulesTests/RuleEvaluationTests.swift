import Testing

@testable import Rules

@Suite struct RuleEvaluationTests {
    let system = RuleSystem([
        LinearRule("sum", ["a", "b"], equals: ["total"]),
        LinearRule("carry", [.init("out", lag: -1), .init("in", coefficient: -1)], .equals),
        LinearRule("fee", [.init("fee")], .atLeast),
    ])

    func record(_ values: [String: Int]) -> [Int?] {
        system.variables.map { values[$0.lag == 0 ? $0.id : "\($0.id)@\($0.lag)"] }
    }

    @Test func holdsFailsOrCannotBeTold() {
        #expect(system.evaluate(0, in: record(["a": 1, "b": 2, "total": 3])) == .holds)
        #expect(system.evaluate(0, in: record(["a": 1, "b": 2, "total": 5])) == .fails(residual: -2))
        #expect(system.evaluate(0, in: record(["a": 1, "total": 5])) == .undetermined(unknown: [system.index(of: "b")!]))
    }

    @Test func aCountThatWouldHaveToBeNegativeIsAFailure() {
        #expect(system.evaluate(0, in: record(["a": 9, "total": 5])) == .fails(residual: 4))
    }

    @Test func lastYearsValueIsAVariableOfItsOwn() {
        #expect(system.evaluate(1, in: record(["out@-1": 7, "in": 7])) == .holds)
        #expect(system.evaluate(1, in: record(["out@-1": 7, "in": 0])) == .fails(residual: 7))
        #expect(system.index(of: "out") == nil)
        #expect(system.index(of: "out", lag: -1) != nil)
    }

    @Test func expressionsReadAsPrinted() {
        #expect(system.rules[0].expression == "a + b = total")
        #expect(system.rules[1].expression == "prev(out) = in")
        #expect(system.rules[2].expression == "fee >= 0")
    }

    @Test func blanksAreImpliedOrBounded() {
        let counts = RuleSystem([LinearRule("sum", ["a", "b", "c"], equals: ["total"])])
        #expect(BlankImputation(counts).impliedValues([nil, nil, 4, 4]).map(\.value) == [0, 0])
        let bounds = BlankImputation(counts).bounds([nil, nil, 4, 9])
        #expect(bounds?[0] == .init(low: 0, high: 5))
        #expect(BlankImputation(counts).bounds([nil, 9, 4, 9]) == nil)
    }
}

@Suite struct DigitEditTests {
    @Test(
        arguments: [
            (1324, 1234, DigitEdit.transposed), (124, 1234, .dropped), (11234, 1234, .extra), (1235, 1234, .substituted), (-8, 8, .sign),
            (5, 50, .powerOfTen(exponent: 1)), (75_394, 7, .none), (96_171, 961_710_000, .powerOfTen(exponent: 4)), (3, 8, .none), (0, 8, .none),
        ] as [(Int, Int, DigitEdit?)])
    func tellsTheEdit(typed: Int, meant: Int, edit: DigitEdit?) {
        #expect(DigitEdit.between(typed: typed, meant: meant) == edit)
    }
}
