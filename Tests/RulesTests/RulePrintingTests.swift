import Testing

@testable import Rules

/// A rule that is printed and read again is the same rule.
@Suite struct RulePrintingTests {
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func aPrintedRuleReadsBackAsItself(seed: UInt64) throws {
        var generator = RuleGenerator(seed: seed)
        for _ in 0..<150 {
            let body = generator.body()
            let modifiers = generator.modifiers()
            let rule: Rule
            do {
                rule = try Rule(name: generator.below(2) == 0 ? "a name" : nil, body, modifiers: modifiers, line: 1)
            } catch { continue }
            let text = rule.description
            let contents = RuleText.read(text)
            if case .strictBound = contents.errors.first?.problem { continue }
            #expect(contents.errors.isEmpty, "\(text): \(contents.errors)")
            let again = try #require(contents.rules.first, "\(text)")
            #expect(again.body == body && again.modifiers == modifiers && again.name == rule.name, "\(text)\n\(again)")
            #expect(again.description == text)
        }
    }
}

/// Random rules of every form, small enough to be read.
struct RuleGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func below(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(limit))
    }

    private static let names = [
        "a", "b.c", "if", "then", "soft", "一般公共预算", "on time", "a \"b\"", "sum", "2024", "1e5", "x-y", "and", "not", "in", "a:b", "#1",
    ]

    mutating func name() -> String { Self.names[below(Self.names.count)] }

    mutating func number() -> RuleNumber { RuleNumber(["0", "1", "12", "2.5", "1e-3", "100", "0.05", "7E2"][below(8)])! }

    mutating func reference() -> RuleReference {
        var steps: [RuleReference.Step] = []
        for _ in 0..<below(3) { steps.append([.previous, .next][below(2)]) }
        if below(4) == 0 { steps.insert([.children, .parent][below(2)], at: below(steps.count + 1)) }
        return RuleReference(name(), steps)
    }

    mutating func expression(_ depth: Int = 3) -> RuleExpression {
        switch below(depth > 0 ? 9 : 2) {
        case 0: return .number(number())
        case 1, 2: return .reference(reference())
        case 3:
            var terms: [RuleExpression.Term] = []
            for _ in 0..<(1 + below(3)) { terms.append(.init(expression(depth - 1), isNegative: below(2) == 0)) }
            if terms.count == 1 { terms[0] = .init(terms[0].expression, isNegative: true) }
            return .sum(terms)
        case 4:
            // Two variables are never multiplied.
            return .product([.init(.number(RuleNumber(3))), .init(expression(depth - 1)), .init(.number(RuleNumber("0.5")!), isDivisor: true)])
        case 5: return .magnitude(expression(depth - 1))
        case 6: return .usual(reference())
        case 7:
            var list: [RuleExpression] = []
            for _ in 0..<(1 + below(2)) {
                let part = expression(depth - 1)
                if case .reference(let reference) = part, reference.reach == .children { list.append(.number(number())) } else { list.append(part) }
            }
            return below(2) == 0 ? .smallest(list) : .largest(list)
        default:
            let glob = RuleGlob("t.*.x", except: below(2) == 0 ? [] : ["t.y*", "t.z.x"])
            return [.total(glob), .smallestOf(glob), .largestOf(glob)][below(3)]
        }
    }

    mutating func condition(_ depth: Int = 2) -> RuleCondition {
        switch below(depth > 0 ? 6 : 3) {
        case 0:
            let relation = RuleCondition.Relation.allCases[below(6)]
            let tolerance: RuleCondition.Tolerance? =
                [.equals, .atMost, .atLeast].contains(relation) ? [nil, .units(number()), .percent(number())][below(3)] : nil
            return .comparison(expression(), relation, expression(), tolerance)
        case 1:
            return .within(
                expression(),
                .init(.init(RuleNumber(2), isNegative: true), .init(RuleNumber("2.5")!), includesLow: below(2) == 0, includesHigh: below(2) == 0))
        case 2: return .test(RuleCondition.Test.allCases[below(3)], reference())
        case 3: return .not(condition(depth - 1))
        case 4: return .all([condition(depth - 1), condition(depth - 1)])
        default: return .any([condition(depth - 1), condition(depth - 1)])
        }
    }

    mutating func body() -> RuleBody { below(3) == 0 ? .implies(condition(), condition()) : .holds(condition()) }

    mutating func modifiers() -> RuleModifiers {
        RuleModifiers(
            isSoft: below(3) == 0, severity: below(3) == 0 ? .info : nil, since: below(3) == 0 ? 2019 : nil, until: below(3) == 0 ? 2024 : nil,
            demands: below(3) == 0 ? [.init("level", "county"), .init("a b", "2", isNegated: true)] : [])
    }
}
