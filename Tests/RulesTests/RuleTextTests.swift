import Testing

@testable import Rules

@Suite struct RuleTextTests {
    @Test func readsLinearRules() throws {
        let text = """
            # last year's and this year's
            pending_end   = pending_start + received - processed
            pending_start = prev(pending_end)

            upheld + corrected <= total   soft   # a warning
            balance: 2 * pairs + 3 = people - 1
            "on time" >= 0
            年末 = 年初 + 新收 − 办结
            """
        let rules = try RuleText.parse(text)
        #expect(rules.map(\.line) == [2, 3, 5, 6, 7, 8])
        #expect(rules.map(\.isSoft) == [false, false, true, false, false, false])
        #expect(rules[0].id == "pending_end + processed = pending_start + received" && rules[0].linear[0].id == rules[0].id)
        #expect(rules[1].linear[0].terms == [.init("pending_start"), .init("pending_end", coefficient: -1, lag: -1)])
        #expect(rules[2].linear[0].relation == .atMost && rules[2].severity == .warning)
        #expect(rules[3].id == "balance" && rules[3].linear[0].constant == -4 && rules[3].text == "2 * pairs = people - 4")
        #expect(rules[4].linear[0].terms == [.init("on time")])
        #expect(rules[5].linear[0].terms.map(\.coefficient) == [1, -1, -1, 1])
        #expect(try RuleText.parse("a * 2 + prev(b) × 3 = c")[0].linear[0].terms.map(\.coefficient) == [2, 3, -1])
        #expect(
            try RuleText.parse("2 * a * 3 = 2 * (b + 4) / 0.5")[0].linear[0]
                == LinearRule(
                    "2 * a * 3 = 2 * (b + 4) / 0.5", [.init("a", coefficient: 6), .init("b", coefficient: -4)], .equals, 16,
                    text: "2 * a * 3 = 2 * (b + 4) / 0.5"))
    }

    @Test func anExpressionReadsBackAsItself() throws {
        for text in [
            "a + b = total", "prev(out) = in", "fee >= 0", "2 * a <= b + 7", "a = next(b) - 3", "a = children(a)", "a <= parent(prev(b)) + 2",
        ] {
            let rule = try RuleText.parse(text)[0].linear[0]
            #expect(try RuleText.parse(rule.expression)[0].linear[0].terms == rule.terms)
            #expect(try RuleText.parse(rule.expression)[0].linear[0].constant == rule.constant)
        }
    }

    @Test("Columns may have the names of keywords, and names that begin with 一 are no numbers")
    func keywordsAreNamesWhereTheyCannotBeKeywords() throws {
        for (text, names) in [
            ("if = then + 1", ["if", "then"]), ("error + soft = info soft", ["error", "soft", "info"]), ("if - then = 0", ["if", "then"]),
            ("一般公共预算 + 三公经费 = 万人数", ["一般公共预算", "三公经费", "万人数"]), ("not = and + or", ["not", "and", "or"]),
            ("since <= until since 2019", ["since", "until"]),
            ("abs + sum = min * 2", ["abs", "sum", "min"]), ("in = 3", ["in"]), ("filled + blank >= whole", ["filled", "blank", "whole"]),
            ("2024_total = \"a \"\"b\"\"\"", ["2024_total", "a \"b\""]), ("when = 3 when level = county", ["when"]),
        ] {
            let rule = try RuleText.parse(text)[0]
            #expect(rule.references.map(\.name) == names && rule.isLinear, "\(text)")
        }
        #expect(try RuleText.parse("\"a:b\" = c")[0].references.map(\.name) == ["a:b", "c"])
    }

    @Test func readsConditionsRangesAndModifiers() throws {
        let text = """
            if staff = 0 and not (filled(trainees) or blank(x)) then trainees = 0 and y != 3
            ratio: cost / people in (0.01, 1e4] warning since 2019 until 2024 when level = county and kind != "zone x"
            total = sum(answers.* except answers.total) + 2.5 +- 5%
            whole(share) or abs(a - b) > max(2 * c, usual(d))
            """
        let variables = [
            "staff", "trainees", "x", "y", "cost", "people", "total", "answers.a", "answers.b", "answers.total", "share", "a", "b", "c", "d",
        ]
        let contents = RuleText.read(text, variables: variables)
        #expect(contents.errors.isEmpty, "\(contents.errors)")
        let rules = contents.rules
        #expect(rules.map(\.isLinear) == [false, false, false, false])
        #expect(rules[1].modifiers.since == 2019 && rules[1].modifiers.until == 2024 && rules[1].severity == .warning && !rules[1].isSoft)
        #expect(rules[1].modifiers.demands == [.init("level", "county"), .init("kind", "zone x", isNegated: true)])
        #expect(rules[2].references.map(\.name) == ["total", "answers.a", "answers.b"])
        #expect(rules[2].linear { _ in true }.count == 2)
        #expect(
            rules.map(\.description)[1]
                == "ratio: cost / people in (0.01, 1e4] warning since 2019 until 2024 when level = county and kind != \"zone x\"")
    }

    @Test func tolerancesRangesAndExtremesAreLinear() throws {
        func linear(_ text: String) throws -> [String] {
            try RuleText.parse(text)[0].linear.map { LinearRule($0.id, $0.terms, $0.relation, $0.constant).expression }
        }
        #expect(try linear("a + b = c +- 10") == ["a + b <= c + 10", "a + b >= c - 10"])
        #expect(try linear("a <= b ± 2") == ["a <= b + 2"])
        #expect(try linear("share in [0, 99.5]") == ["share >= 0", "2 * share <= 199"])
        #expect(try linear("max(a, b) <= c") == ["a <= c", "b <= c"])
        #expect(try linear("c >= max(a, b)") == ["c >= a", "c >= b"])
        #expect(try linear("abs(a) <= 5") == ["a <= 5", "0 <= a + 5"])
        #expect(try linear("1.5 * a = b and c <= 2") == ["3 * a = 2 * b", "c <= 2"])
        #expect(try linear("a in (0, 5]").isEmpty && linear("a / b <= 2").isEmpty && linear("a = 3 or b = 2").isEmpty)
        // Too large for joint decoding, not for evaluation.
        #expect(try linear("a <= 90000000000000").isEmpty)
    }

    @Test(arguments: [
        ("a = b\nrecieved = a", 2, 1, "did you mean “received”"),
        ("a + = b", 1, 5, "has no place"),
        ("a + b", 1, 1, "no relation"),
        ("a =", 1, 4, "expected"),
        ("a = prev(b", 1, 11, "closing bracket"),
        ("a = 1.5.2 * b", 1, 5, "not a number"),
        ("a = b received", 1, 7, "“received” has no place"),
        ("a = b * c", 1, 9, "two variables multiplied"),
        ("a = b *", 1, 8, "a number"),
        ("a = 9999999999999999999 * b", 1, 5, "18 digits"),
        ("a = 1e18 * 1e18 * 1e18 * b", 1, 1, "too large"),
        ("a = a", 1, 1, "cancel"),
        ("a < b", 1, 3, "a <= b - 1"),
        ("a ? b", 1, 3, "has no place"),
        ("a = childen(b)", 1, 5, "did you mean “children(…)”"),
        ("a = total(b)", 1, 5, "prev, next, children and parent"),
        ("a = children(parent(b))", 1, 5, "one step only"),
        ("a = children(recieved)", 1, 14, "did you mean “received”"),
        ("a = children(prev(b)", 1, 21, "closing bracket"),
        ("if a = 1 then", 1, 14, "a variable or a number"),
        ("a in [5, 1]", 1, 6, "wrong way round"),
        ("a != b +- 3", 1, 8, "tolerance"),
        ("a = sum(zz.*)", 1, 9, "no variable matches"),
        ("p.all = sum(p.*)", 1, 13, "takes in “p.all”"),
        ("max(children(a)) <= b", 1, 5, "x <= parent(x)"),
        ("a = b soft soft", 1, 12, "twice"),
        ("a = b since x", 1, 13, "has no place"),
        ("a = b / 0", 1, 9, "division by zero"),
        ("a = \"b", 1, 7, "closing quotation mark"),
        (": a = b", 1, 1, "has no place"),
    ])
    func saysWhereAndWhatIsWrong(text: String, line: Int, column: Int, message: String) {
        #expect {
            try RuleText.parse(text, variables: ["a", "b", "c", "received", "p.all", "p.x"])
        } throws: { error in
            guard let error = error as? RuleTextError else { return false }
            return error.line == line && error.column == column && error.description.contains(message)
        }
    }

    @Test func everyMistakeOfAFileIsNamed() {
        let contents = RuleText.read("a = bb + cc\nb = a\na + = b\n\nzz >= 0", variables: ["a", "b"])
        #expect(contents.rules.map(\.line) == [2])
        #expect(contents.errors.map(\.line) == [1, 1, 3, 5] && contents.errors.map(\.column) == [5, 10, 5, 1])
    }

    @Test("Brackets within brackets end in an error with its place, however many")
    func depthIsLimited() {
        for text in [
            "a = " + String(repeating: "(", count: 40_000) + "b" + String(repeating: ")", count: 40_000),
            String(repeating: "(", count: 40_000) + "a = b",
            String(repeating: "not ", count: 40_000) + "a = b", "a = " + String(repeating: "prev(", count: 40_000) + "b",
            "a = " + String(repeating: "abs(", count: 40_000) + "b", "if " + String(repeating: "(", count: 40_000) + "a = b then c = d",
        ] {
            let contents = RuleText.read(text)
            #expect(contents.errors.count == 1 && contents.errors[0].line == 1)
        }
        #expect(RuleText.read("a = " + String(repeating: "(", count: 90) + "b" + String(repeating: ")", count: 90)).errors.isEmpty)
    }

    @Test func aNameOverTwoLinesOfAHeaderIsOneNameWithABlank() throws {
        let rule = try RuleText.parse("\"requests (answered)\" <= total", variables: ["requests\n(answered)", "total"])[0]
        #expect(rule.references.map(\.name) == ["requests\n(answered)", "total"])
    }

    @Test func nativeLinesDeclareChecksOfTheCode() {
        let contents = RuleText.read("native text.received: the number of the prose agrees\na = b", allowsNative: true)
        #expect(
            contents.natives == [NativeCheck(id: "text.received", sentence: "the number of the prose agrees", line: 1)] && contents.rules.count == 1)
        #expect(RuleText.read("native text.received: the number of the prose agrees").errors.count == 1)
    }

    @Test func reachesOverMembersAndYears() throws {
        let rules = try RuleText.parse("a >= children(a)\nprev(children(b)) = a + children(prev(b)) - children(b)")
        #expect(rules[0].linear[0].terms == [.init("a"), .init("a", coefficient: -1, reach: .children)])
        // The children's figures of last year, whichever bracket stands outside, are one variable and cancel here.
        #expect(rules[1].linear[0].terms == [.init("a", coefficient: -1), .init("b", reach: .children)])
        let ofYears = try RuleText.parse("a = prev(b)")[0]
        #expect(rules.allSatisfy(\.reachesOverMembers) && !ofYears.reachesOverMembers)
    }

    @Test func distancesCountSwapsOnce() {
        #expect(EditDistance.between(Array("recieved"), Array("received")) == 1)
        #expect(EditDistance.between(Array(""), Array("abc")) == 3)
        #expect(EditDistance.nearest(to: "zzzz", among: ["received", "total"]) == nil)
    }
}
