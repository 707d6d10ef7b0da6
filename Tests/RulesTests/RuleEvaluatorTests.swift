import Testing

@testable import Rules

/// What rules say on records with cells that are blank, unknown within bounds, or not there.
@Suite struct RuleEvaluatorTests {
    static let cells: [String: RuleCell] = [
        "one": .number(.one), "ten": .number(Rational(10)), "half": .number(Rational(1, 2)!), "zero": .number(.zero), "minus": .number(Rational(-4)),
        "blank": .blank, "text": .unknown(.unknown), "few": .unknown(RuleInterval(low: .zero, high: Rational(4))),
        "huge": .number(Rational(Int128.max / 2)!),
    ]

    func outcome(_ text: String) throws -> RuleEvaluator.Outcome {
        let evaluator = RuleEvaluator(usual: { $0.name == "ten" ? Rational(8) : nil }) { reference in
            if reference.lag < -1 { return .absent }
            return Self.cells[reference.name] ?? .absent
        }
        return evaluator.evaluate(try RuleText.parse(text)[0])
    }

    @Test(arguments: [
        "one + 9 = ten", "ten = 10.4 +- 0.4", "ten = 11 +- 10%", "11 = ten +- 10%", "few <= 4", "few < 5 or one = 2", "few + ten in [10, 14]",
        "half in (0, 0.5]",
        "not few > 4", "if one = 1 then ten = 10", "if text = 1 then one = 1", "ten / one = 10", "zero / ten = 0", "filled(one) and blank(blank)",
        "not whole(half)", "abs(minus) = 4", "max(one, ten, few) = 10", "min(minus, few) = -4", "usual(ten) = 8", "ten != one",
        "text >= 0 or one = 1",
        "one + few >= 1", "-minus = 4", "2 * (one - ten) / 3 = -6",
    ])
    func holds(text: String) throws { #expect(try outcome(text) == .holds) }

    @Test(arguments: [
        "one = ten", "few = 5", "ten = 11.2 +- 10%", "not few <= 4", "one = 2 and text = 0", "blank(one)", "filled(blank)", "whole(half)",
        "few + ten = 9", "minus in [0, 5]",
        "if one = 1 then few = 7", "one < 1 or few in (4, 9]",
    ])
    func fails(text: String) throws {
        if case .fails = try outcome(text) { return }
        Issue.record("\(text): \(try outcome(text))")
    }

    @Test(arguments: [
        "few = 3", "text = 1", "blank >= 0", "ten / zero = 1", "ten / few <= 2", "usual(one) = 1", "if text = 1 then one = 2", "filled(text)",
        "one = 1 and text = 1",
        "one = 2 or few = 1", "ten = 12 or few = 2",
    ])
    func cannotBeTold(text: String) throws { #expect(try outcome(text) == .unknown) }

    @Test func vacuousAbsentAndTooLarge() throws {
        #expect(try outcome("if one = 2 then ten = 3") == .vacuous)
        #expect(try outcome("one = nowhere") == .noInstance)
        #expect(try outcome("one = prev(prev(one))") == .noInstance)
        #expect(try outcome("abs(huge * 4) != 1") == .doesNotFit)
        #expect(try outcome("one + 1 = ten +- 2") == .fails(left: Rational(2), right: Rational(10)))
    }

    /// What `and` joins, and the cells whose largest is compared, stand for themselves; what is not there takes no part in a sum where that is asked for.
    @Test func partsAreEvaluatedByThemselves() throws {
        let evaluator = RuleEvaluator { Self.cells[$0.name] ?? .absent }
        func outcomes(_ text: String, omittingAbsent: Bool = false) throws -> [RuleEvaluator.Outcome] {
            try RuleText.parse(text)[0].parts.map { evaluator.evaluate($0, omittingAbsent: omittingAbsent) }
        }
        #expect(
            try outcomes("one = 1 and nowhere >= 0 and max(ten, nowhere, one) <= 5")
                == [.holds, .noInstance, .fails(left: Rational(10), right: Rational(5)), .noInstance, .holds])
        #expect(try outcomes("abs(minus) <= 3") == [.holds, .fails(left: Rational(4), right: Rational(3))])
        #expect(try outcomes("if one = 2 then ten = 3 and one = 1") == [.vacuous])
        #expect(try outcomes("one + nowhere >= ten") == [.noInstance])
        #expect(try outcomes("one + nowhere >= ten", omittingAbsent: true) == [.fails(left: .one, right: Rational(10))])
        // Of a sum of which nothing is there, of a cell by itself, of one that is taken away and of another year's nothing is told.
        for text in ["elsewhere + nowhere >= ten", "nowhere <= ten", "ten - nowhere <= one", "one + prev(nowhere) >= ten"] {
            #expect(try outcomes(text, omittingAbsent: true) == [.noInstance], "\(text)")
        }
        // A rule as a whole has no instance where one of its cells is not there.
        #expect(try outcome("one = 2 and nowhere >= 0") == .noInstance)
    }

    @Test func rationalsAreExactOrNothing() {
        let third = Rational(1, 3)!
        #expect(third.adding(Rational(1, 6)!) == Rational(1, 2) && third.multiplied(by: Rational(3)) == .one)
        #expect(Rational(Int128.max)!.adding(.one) == nil && Rational(Int128.max)!.multiplied(by: Rational(2)) == nil)
        #expect(Rational(Int128.max, 3)! < Rational(Int128.max, 2)! && Rational(-1, 3)! > Rational(-1, 2)!)
        // Cross products beyond 128 bits are compared by continued fractions.
        #expect(Rational(Int128.max - 1, Int128.max)! < Rational(Int128.max, Int128.max - 1)!)
        #expect(Rational(Int128.max - 2, Int128.max - 1)! < Rational(Int128.max - 1, Int128.max)!)
        #expect(Rational(5, 2)!.description == "2.5" && Rational(-1, 3)!.description == "-1/3" && Rational(-1, 8)!.description == "-0.125")
        #expect(RuleNumber("1e-3")?.value == Rational(1, 1000) && RuleNumber("2.50")?.value == Rational(5, 2) && RuleNumber("٣") == nil)
    }
}
