/// Parses one line of rules: a recursive descent over its words and marks, no deeper than `mostNested`.
///
/// Keywords are words only where they can be: `if` with a `then` behind it, `and`, `or`, `in` and the modifiers behind something complete, functions before a
/// bracket. Everywhere else they are names of variables. Whether a bracket holds a condition or a sum is told by what follows its end, so nothing is parsed twice.
struct RuleLineParser {
    /// Brackets, functions and `not` within each other, at most.
    static let mostNested = 100

    let scope: RuleScope?
    let line: Int
    let tokens: [RuleToken]
    /// Where the words end: what is missing is missing there.
    let end: Int
    /// For each opening bracket its closing one, by position among the tokens.
    private let closing: [Int: Int]
    var position = 0
    private var depth = 0
    /// What is wrong without keeping the rest of the line from being read: names that do not exist.
    var errors: [RuleTextError] = []
    /// Where the relations of the line's comparisons stand, in their order.
    private(set) var relations: [RuleToken] = []
    /// The patterns of the line, with their places.
    private(set) var globs: [(glob: RuleGlob, place: Int)] = []

    init(_ tokens: [RuleToken], end: Int, line: Int, scope: RuleScope?) {
        self.tokens = tokens
        self.end = end
        self.line = line
        self.scope = scope
        var closing: [Int: Int] = [:]
        var open: [Int] = []
        var isRange = false
        for (index, token) in tokens.enumerated() where token.kind == .mark {
            // The brackets of a range need not match: in (0, 1].
            if token.text == "(" || token.text == "[", index > 0, tokens[index - 1].kind == .name, tokens[index - 1].text == "in" {
                isRange = true
            } else if isRange {
                if token.text == ")" || token.text == "]" { isRange = false }
            } else if token.text == "(" {
                open.append(index)
            } else if token.text == ")", let opening = open.popLast() {
                closing[opening] = index
            }
        }
        self.closing = closing
    }

    // MARK: Words and marks

    var next: RuleToken? { position < tokens.count ? tokens[position] : nil }

    /// Whether the word at a position is a certain bare word.
    func isWord(_ word: String, at index: Int) -> Bool { index < tokens.count && tokens[index].kind == .name && tokens[index].text == word }

    /// Whether the mark at a position is a certain one.
    func isMark(_ mark: String, at index: Int) -> Bool { index < tokens.count && tokens[index].kind == .mark && tokens[index].text == mark }

    mutating func take(mark: String) -> Bool {
        guard isMark(mark, at: position) else { return false }
        position += 1
        return true
    }

    mutating func take(word: String) -> Bool {
        guard isWord(word, at: position) else { return false }
        position += 1
        return true
    }

    mutating func expect(mark: String, _ part: RuleTextError.Part) throws(RuleTextError) {
        guard !take(mark: mark) else { return }
        throw next.map { unexpected($0) } ?? error(.incomplete(expected: part), at: end)
    }

    func error(_ problem: RuleTextError.Problem, at place: Int) -> RuleTextError { RuleTextError(line: line, column: place + 1, problem: problem) }

    func unexpected(_ token: RuleToken) -> RuleTextError { error(.unexpected(token.text), at: token.start) }

    private mutating func deeper<T>(_ body: (inout RuleLineParser) throws(RuleTextError) -> T) throws(RuleTextError) -> T {
        depth += 1
        guard depth <= Self.mostNested else { throw error(.nestedTooDeeply, at: next?.start ?? end) }
        let result = try body(&self)
        depth -= 1
        return result
    }

    // MARK: Body

    /// The body of a rule, up to its modifiers.
    mutating func body() throws(RuleTextError) -> RuleBody {
        guard isWord("if", at: 0), tokens.dropFirst(2).contains(where: { $0.kind == .name && $0.text == "then" }) else {
            return .holds(try condition())
        }
        if tokens[1].kind == .mark, tokens[1].text != "(" {
            // A column of that name: if = then + 1. A sign may stand before a condition as well as behind a column.
            var attempt = self
            if let plain = try? attempt.condition(), attempt.next == nil || attempt.isModifier {
                self = attempt
                return .holds(plain)
            }
            guard ["+", "-"].contains(tokens[1].text) else { return .holds(try condition()) }
        }
        position = 1
        let premise = try condition()
        guard take(word: "then") else { throw next.map { unexpected($0) } ?? error(.incomplete(expected: .condition), at: end) }
        return .implies(premise, try condition())
    }

    private mutating func condition() throws(RuleTextError) -> RuleCondition {
        var list = [try conjunction()]
        while take(word: "or") { list.append(try conjunction()) }
        return list.count == 1 ? list[0] : .any(list)
    }

    private mutating func conjunction() throws(RuleTextError) -> RuleCondition {
        var list = [try literal()]
        while take(word: "and") { list.append(try literal()) }
        return list.count == 1 ? list[0] : .all(list)
    }

    private mutating func literal() throws(RuleTextError) -> RuleCondition {
        if isWord("not", at: position), position + 1 < tokens.count, tokens[position + 1].kind != .mark || tokens[position + 1].text == "(" {
            return try deeper { parser throws(RuleTextError) in
                parser.position += 1
                return .not(try parser.literal())
            }
        }
        guard isMark("(", at: position), holdsCondition(position) else { return try atom() }
        return try deeper { parser throws(RuleTextError) in
            parser.position += 1
            let inner = try parser.condition()
            try parser.expect(mark: ")", .closingBracket)
            return inner
        }
    }

    /// Whether a bracket holds a condition: behind its end nothing goes on that could only follow a sum.
    private func holdsCondition(_ opening: Int) -> Bool {
        guard let after = closing[opening].map({ $0 + 1 }), after < tokens.count else { return closing[opening] != nil }
        let token = tokens[after]
        switch token.kind {
        case .mark: return token.text == ")"
        case .name: return token.text != "in"
        case .quoted, .number: return true
        }
    }

    private mutating func atom() throws(RuleTextError) -> RuleCondition {
        if let token = next, token.kind == .name, let test = RuleCondition.Test(rawValue: token.text), isMark("(", at: position + 1) {
            position += 2
            let reference = try reference()
            try expect(mark: ")", .closingBracket)
            return .test(test, reference)
        }
        let start = next?.start ?? end
        let left = try expression()
        if isWord("in", at: position) {
            position += 1
            return .within(left, try range())
        }
        guard let token = next else { throw error(.noRelation, at: start) }
        guard token.kind == .mark, let relation = RuleCondition.Relation(rawValue: token.text) else { throw unexpected(token) }
        position += 1
        relations.append(token)
        let right = try expression()
        var tolerance: RuleCondition.Tolerance?
        if let sign = next, take(mark: "+-") {
            guard [.equals, .atMost, .atLeast].contains(relation) else { throw error(.toleranceOfRelation(relation.rawValue), at: sign.start) }
            let number = try number()
            tolerance = take(mark: "%") ? .percent(number) : .units(number)
        }
        return .comparison(left, relation, right, tolerance)
    }

    private mutating func range() throws(RuleTextError) -> RuleCondition.Range {
        let opening = next
        let includesLow = take(mark: "[")
        if !includesLow { try expect(mark: "(", .range) }
        let low = try signedNumber()
        try expect(mark: ",", .comma)
        let high = try signedNumber()
        let includesHigh = take(mark: "]")
        if !includesHigh { try expect(mark: ")", .closingBracket) }
        guard low.value < high.value || low.value == high.value && includesLow && includesHigh else {
            throw error(.emptyRange, at: opening?.start ?? end)
        }
        return RuleCondition.Range(low, high, includesLow: includesLow, includesHigh: includesHigh)
    }

    private mutating func signedNumber() throws(RuleTextError) -> RuleCondition.SignedNumber {
        let isNegative = take(mark: "-")
        if !isNegative { _ = take(mark: "+") }
        return RuleCondition.SignedNumber(try number(), isNegative: isNegative)
    }

    private mutating func number() throws(RuleTextError) -> RuleNumber {
        guard let token = next else { throw error(.incomplete(expected: .number), at: end) }
        guard token.kind == .number else { throw unexpected(token) }
        guard let number = RuleNumber(token.text) else { throw error(.notANumber(token.text), at: token.start) }
        position += 1
        return number
    }

    // MARK: Sums

    private mutating func expression() throws(RuleTextError) -> RuleExpression {
        var terms: [RuleExpression.Term] = []
        while true {
            let isNegative = isMark("-", at: position)
            if isNegative || isMark("+", at: position) {
                position += 1
            } else if !terms.isEmpty {
                break
            }
            terms.append(RuleExpression.Term(try product(), isNegative: isNegative))
        }
        return terms.count == 1 && !terms[0].isNegative ? terms[0].expression : .sum(terms)
    }

    private mutating func product() throws(RuleTextError) -> RuleExpression {
        var factors = [RuleExpression.Factor(try factor())]
        var isConstant = factors[0].expression.isConstant
        while isMark("*", at: position) || isMark("/", at: position) {
            let isDivisor = isMark("/", at: position)
            position += 1
            let start = next?.start ?? end
            let expression = try factor()
            if isDivisor {
                if let value = expression.constantValue, value == .zero { throw error(.divisionByZero, at: start) }
            } else if !expression.isConstant && !isConstant {
                throw error(.productOfVariables, at: start)
            }
            isConstant = isConstant && expression.isConstant
            factors.append(RuleExpression.Factor(expression, isDivisor: isDivisor))
        }
        return factors.count == 1 ? factors[0].expression : .product(factors)
    }

    private mutating func factor() throws(RuleTextError) -> RuleExpression {
        guard let token = next else { throw error(.incomplete(expected: .term), at: end) }
        if token.kind == .number { return .number(try number()) }
        if isMark("(", at: position) {
            return try deeper { parser throws(RuleTextError) in
                parser.position += 1
                let inner = try parser.expression()
                try parser.expect(mark: ")", .closingBracket)
                return inner
            }
        }
        guard token.kind != .mark else { throw unexpected(token) }
        guard token.kind == .name, isMark("(", at: position + 1), RuleReference.Step(rawValue: token.text) == nil else {
            return .reference(try reference())
        }
        return try deeper { parser throws(RuleTextError) in try parser.function(token) }
    }

    static let functions = ["prev", "next", "children", "parent", "abs", "usual", "sum", "min", "max", "filled", "blank", "whole"]

    private mutating func function(_ token: RuleToken) throws(RuleTextError) -> RuleExpression {
        position += 2
        let result: RuleExpression
        switch token.text {
        case "abs": result = .magnitude(try expression())
        case "usual": result = .usual(try reference())
        case "sum": result = .total(try glob())
        case "min", "max":
            if isGlob {
                let glob = try glob()
                result = token.text == "min" ? .smallestOf(glob) : .largestOf(glob)
            } else {
                var list: [RuleExpression] = []
                repeat {
                    let start = next?.start ?? end
                    let value = try expression()
                    if case .reference(let reference) = value, reference.reach == .children { throw error(.extremeOfChildren(token.text), at: start) }
                    list.append(value)
                } while take(mark: ",")
                result = token.text == "min" ? .smallest(list) : .largest(list)
            }
        case _ where RuleCondition.Test(rawValue: token.text) != nil: throw unexpected(token)
        default:
            throw error(
                .unknownFunction(token.text, suggestion: EditDistance.nearest(to: token.text, among: Self.functions)), at: token.start)
        }
        try expect(mark: ")", .closingBracket)
        return result
    }

    /// A variable, alone or within `prev`, `next`, `children`, `parent`.
    private mutating func reference() throws(RuleTextError) -> RuleReference {
        var steps: [RuleReference.Step] = []
        var reach: Int?
        while let token = next, token.kind == .name, isMark("(", at: position + 1) {
            guard let step = RuleReference.Step(rawValue: token.text) else {
                throw error(
                    .unknownFunction(token.text, suggestion: EditDistance.nearest(to: token.text, among: Self.functions)), at: token.start)
            }
            if step == .children || step == .parent {
                if let reach { throw error(.reachesTwice, at: reach) }
                reach = token.start
            }
            guard steps.count < Self.mostNested else { throw error(.nestedTooDeeply, at: token.start) }
            steps.append(step)
            position += 2
        }
        guard let token = next else { throw error(.incomplete(expected: .variable), at: end) }
        guard token.kind == .name || token.kind == .quoted else { throw unexpected(token) }
        position += 1
        for _ in steps { try expect(mark: ")", .closingBracket) }
        return RuleReference(variable(token), steps)
    }

    /// The variable that a name stands for; one that does not exist is noted.
    private mutating func variable(_ token: RuleToken) -> String {
        guard let scope else { return token.text }
        if let variable = scope.variable(token.text) { return variable }
        errors.append(error(.unknownVariable(token.text, suggestion: scope.suggestion(for: token.text)), at: token.start))
        return token.text
    }

    // MARK: Patterns

    /// Whether what begins here is a pattern with a star, alone or with exceptions.
    private var isGlob: Bool {
        var index = position
        var hasStar = false
        while index < tokens.count, index == position || tokens[index].start == tokens[index - 1].end {
            if isMark("*", at: index) {
                hasStar = true
            } else if tokens[index].kind == .mark || index == position && tokens[index].kind == .number {
                break
            }
            index += 1
        }
        return hasStar && (isMark(")", at: index) || isWord("except", at: index))
    }

    /// One name or pattern: words and stars without a blank between them.
    private mutating func pattern() throws(RuleTextError) -> String {
        guard let first = next else { throw error(.incomplete(expected: .variable), at: end) }
        if first.kind == .quoted {
            position += 1
            return variable(first)
        }
        var text = ""
        var last: Int?
        while let token = next, last == nil || token.start == last, token.kind == .name || token.kind == .number || isMark("*", at: position) {
            text += token.text
            last = token.end
            position += 1
        }
        guard !text.isEmpty else { throw unexpected(first) }
        if let scope, !text.contains("*") {
            if let name = scope.variable(text) { return name }
            errors.append(error(.unknownVariable(text, suggestion: scope.suggestion(for: text)), at: first.start))
        }
        return text
    }

    private mutating func glob() throws(RuleTextError) -> RuleGlob {
        let place = next?.start ?? end
        let text = try pattern()
        var exceptions: [String] = []
        while take(word: "except") { exceptions.append(try pattern()) }
        let glob = RuleGlob(text, except: exceptions)
        if let scope, glob.names(among: scope.variables).isEmpty, errors.isEmpty { errors.append(error(.emptyPattern(text), at: place)) }
        globs.append((glob, place))
        return glob
    }
}
