import Testing

@testable import Rules

@Suite struct RuleSetCheckTests {
    private func remarks(_ text: String) throws -> [RuleSetCheck.Remark] { RuleSetCheck(try RuleText.parse(text)).remarks }

    @Test func aContradictionARedundantAndAnImpliedLineAreNamed() throws {
        let found = try remarks(
            """
            part + other = total
            total >= part
            other >= 0
            pending >= 10
            pending <= 5
            2 * part + 2 * other = 2 * total
            """)
        #expect(found == [.contradiction([3, 4]), .implied(5, because: [0]), .redundant(1, because: [0, 2])])
    }

    @Test func theSmallestSetThatCannotHoldIsNamed() throws {
        // Four lines make a cycle, two of them are enough with the fifth.
        #expect(try remarks("a >= b + 1\nb >= c + 1\nc >= d + 1\nd >= a + 1\nb >= a").contains(.contradiction([0, 4])))
        #expect(try remarks("a = 1.5\n2 * a = 4\nb = 3 * a")[0] == .contradiction([0, 1]))
        #expect(try remarks("a >= 5\nprev(a) <= 3")[0] == .contradiction([0, 1]))
        // No years in common, no bodies in common: no contradiction.
        #expect(RuleSetCheck(try RuleText.parse("a >= 5 until 2018\na <= 3 since 2019\nb = 1 when x = 1\nb = 2 when x = 2")).contradictions.isEmpty)
        #expect(RuleSetCheck(try RuleText.parse("a >= 5 until 2019\na <= 3 since 2019")).contradictions == [[0, 1]])
    }

    @Test func equalitiesBoundsAndSingleValuesFollow() throws {
        #expect(try remarks("a + b <= 10\na >= 4\nb >= 6").contains(.equality(0, because: [1, 2])))
        #expect(try remarks("a + b <= 10\na >= 4\nb >= 6").contains(.fixed(variable: "a", value: Rational(4), because: [0, 1, 2])))
        #expect(try remarks("a + b = 10\na >= 0\nb >= 0").contains(.bound(variable: "a", low: .zero, high: Rational(10), because: [0, 2])))
        #expect(try remarks("x = 2.5 * y\ny in [1, 3]").contains(.bound(variable: "x", low: Rational(5, 2), high: Rational(15, 2), because: [0, 1])))
        #expect(try remarks("a = b\nif a = 1 then b = 1") == [.notLinear(1)])
    }

    /// Every answer is held against enumeration over a grid in the small box that the rules leave.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func agreesWithEnumeration(seed: UInt64) throws {
        var generator = RuleGenerator(seed: seed)
        for _ in 0..<15 {
            var lines = ["x in [0, 3]", "y in [0, 3]"]
            for _ in 0..<(1 + generator.below(4)) {
                let relation = ["=", "<=", ">="][generator.below(3)]
                lines.append("\(generator.below(3)) * x + \(1 + generator.below(3)) * y \(relation) \(generator.below(12))")
            }
            let check = RuleSetCheck(try RuleText.parse(lines.joined(separator: "\n")))
            let grid = (0...18).flatMap { x in (0...18).map { y in (Rational(Int128(x), 6)!, Rational(Int128(y), 6)!) } }
            func solutions(_ rules: [Rule]) -> [(Rational, Rational)] {
                grid.filter { x, y in
                    rules.allSatisfy { rule in RuleEvaluator { .number($0.name == "x" ? x : y) }.evaluate(rule) == .holds }
                }
            }
            for set in check.contradictions { #expect(solutions(set.map { check.rules[$0] } + Array(check.rules[..<2])).isEmpty, "\(lines)") }
            for remark in check.remarks {
                switch remark {
                case .redundant(let rule, let because), .implied(let rule, let because):
                    let others = solutions(because.map { check.rules[$0] } + Array(check.rules[..<2]))
                    #expect(
                        others.allSatisfy { x, y in RuleEvaluator { .number($0.name == "x" ? x : y) }.evaluate(check.rules[rule]) == .holds },
                        "\(lines)")
                case .fixed(let variable, let value, _):
                    #expect(solutions(check.consistent).allSatisfy { (variable == "x" ? $0.0 : $0.1) == value }, "\(lines)")
                default: break
                }
            }
        }
    }

    @Test func whatDoesNotFitIsNotDecidedRatherThanWrong() throws {
        let lines = (0..<40).map { "999999999\($0 % 10) * a\($0) = 888888887\($0 % 7) * a\($0 + 1) + 777777771\($0 % 3) * a\(($0 * 7) % 40) + 1" }
        let found = RuleSetCheck(try RuleText.parse(lines.joined(separator: "\n"))).remarks
        #expect(found.allSatisfy { if case .undecided = $0 { true } else { false } }, "\(found)")
    }
}
