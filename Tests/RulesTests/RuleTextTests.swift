import Testing

@testable import Rules

@Suite struct RuleTextTests {
    @Test func readsRulesOfAllKinds() throws {
        let text = """
            # last year's and this year's
            pending_end   = pending_start + received - processed
            pending_start = prev(pending_end)

            upheld + corrected <= total   soft   # a warning
            balance: 2 * pairs + 3 = people - 1
            "on time" >= 0
            年末 = 年初 + 新收 − 办结
            """
        let statements = try RuleText.parse(text)
        #expect(statements.map(\.line) == [2, 3, 5, 6, 7, 8])
        #expect(statements.map(\.isSoft) == [false, false, true, false, false, false])
        #expect(statements[0].rule.expression == "pending_end + processed = pending_start + received")
        #expect(statements[1].rule.terms == [.init("pending_start"), .init("pending_end", coefficient: -1, lag: -1)])
        #expect(statements[2].rule.relation == .atMost)
        #expect(statements[3].rule.id == "balance" && statements[3].rule.constant == -4)
        #expect(statements[4].rule.terms == [.init("on time")])
        #expect(statements[5].rule.terms.map(\.coefficient) == [1, -1, -1, 1])
        #expect(try RuleText.parse("a * 2 + prev(b) × 3 = c")[0].rule.terms.map(\.coefficient) == [2, 3, -1])
    }

    @Test func anExpressionReadsBackAsItself() throws {
        for text in [
            "a + b = total", "prev(out) = in", "fee >= 0", "2 * a <= b + 7", "a = next(b) - 3", "a = children(a)", "a <= parent(prev(b)) + 2",
        ] {
            let rule = try RuleText.parse(text)[0].rule
            #expect(try RuleText.parse(rule.expression)[0].rule.terms == rule.terms)
            #expect(try RuleText.parse(rule.expression)[0].rule.constant == rule.constant)
        }
    }

    @Test(arguments: [
        ("a = b\nrecieved = a", 2, 1, "did you mean “received”"),
        ("a + = b", 1, 5, "has no place"),
        ("a + b", 1, 1, "no relation"),
        ("a =", 1, 4, "expected"),
        ("a = prev(b", 1, 11, "closing bracket"),
        ("a = 1.5 * b", 1, 5, "whole number"),
        ("a = b received", 1, 7, "“received” has no place"),
        ("a = b * c", 1, 9, "“c” has no place"),
        ("a = b *", 1, 8, "a number"),
        ("a = 99999999999 * b * 99999999999", 1, 23, "whole number"),
        ("a = a", 1, 1, "cancel"),
        ("a < b", 1, 3, "no relation"),
        ("a ? b", 1, 3, "has no place"),
        ("a = childen(b)", 1, 5, "did you mean “children(…)”"),
        ("a = sum(b)", 1, 5, "prev, next, children and parent"),
        ("a = children(parent(b))", 1, 5, "one step only"),
        ("a = children(recieved)", 1, 14, "did you mean “received”"),
        ("a = children(prev(b)", 1, 21, "closing bracket"),
    ])
    func saysWhereAndWhatIsWrong(text: String, line: Int, column: Int, message: String) {
        #expect {
            try RuleText.parse(text, variables: ["a", "b", "c", "received"])
        } throws: { error in
            guard let error = error as? RuleTextError else { return false }
            return error.line == line && error.column == column && error.description.contains(message)
        }
    }

    @Test func reachesOverMembersAndYears() throws {
        let rules = try RuleText.parse("a >= children(a)\nprev(children(b)) = a + children(prev(b)) - children(b)")
        #expect(rules[0].rule.terms == [.init("a"), .init("a", coefficient: -1, reach: .children)])
        // The children's figures of last year, whichever bracket stands outside, are one variable and cancel here.
        #expect(rules[1].rule.terms == [.init("a", coefficient: -1), .init("b", reach: .children)])
        let ofYears = try RuleText.parse("a = prev(b)")[0].rule
        #expect(rules.allSatisfy { $0.rule.reachesOverMembers } && !ofYears.reachesOverMembers)
    }

    @Test func distancesCountSwapsOnce() {
        #expect(EditDistance.between(Array("recieved"), Array("received")) == 1)
        #expect(EditDistance.between(Array(""), Array("abc")) == 3)
        #expect(EditDistance.nearest(to: "zzzz", among: ["received", "total"]) == nil)
    }
}
