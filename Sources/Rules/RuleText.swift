/// Rules as people write them, one a line.
///
/// ```
/// pending_end   = pending_start + received - processed          # within a row
/// pending_start = prev(pending_end)                             # last year's
/// upheld + corrected <= total                      soft         # a warning, not an error
/// balance: 2 * pairs + singles = people                         # with a name of its own
/// received = children(received)                                 # a region is the sum of those right below it
/// north + south = whole +- 10                                   # counts rounded to ten
/// share_a + share_b = 100 +- 0.1
/// if staff = 0 then trainees = 0                                # a condition
/// cost / people in [10, 5000]                      warning      # a quotient
/// total = sum(answers.*)                           since 2019   # all of a pattern
/// ```
/// **Grammar.**
/// ```
/// line  = [rule] ["#" text]
/// rule  = [name ":"] body {mod}
/// body  = "if" cond "then" cond | cond
/// cond  = conj {"or" conj}    conj = lit {"and" lit}
/// lit   = ["not"] (atom | "(" cond ")")
/// atom  = expr rel expr [tol] | expr "in" ("["|"(") num "," num ("]"|")") | ("filled"|"blank"|"whole") "(" ref ")"
/// rel   = "=" | "==" | "<=" | "≤" | ">=" | "≥" | "!=" | "<" | ">"
/// tol   = ("+-"|"±") num ["%"]
/// expr  = [sign] term {sign term}    term = fac {("*"|"×"|"/") fac}
/// fac   = num | ref | "(" expr ")" | "abs" "(" expr ")" | "usual" "(" ref ")" | ("min"|"max") "(" expr {"," expr} ")"
///       | ("sum"|"min"|"max") "(" glob {"except" glob} ")"
/// ref   = id | ("prev"|"next"|"children"|"parent") "(" ref ")"
/// id    = bare | '"' {char | '""'} '"'
/// num   = digits ["." digits] [("e"|"E") [sign] digits]
/// mod   = "soft" | "error" | "warning" | "info" | "since" year | "until" year | "when" attr ("="|"!=") val {"and" attr ("="|"!=") val}
/// ```
/// A bare name is made of letters of any script, digits, `_` and `.`, and does not begin with an ASCII digit; one with other characters stands in double quotes. Words that mean
/// something do so only where they can: columns may be called `if`, `error` or `sum`. Two variables cannot be multiplied, and a strict `<` between sums says what to write instead.
/// What each form means on a record is said at ``RuleEvaluator``.
public enum RuleText {
    /// What stands in a file of rules: those that could be read, and all that is wrong with the others.
    public struct Contents: Sendable {
        /// The rules, in their order.
        public var rules: [Rule] = []
        /// Lines that declare a check of the program's code.
        public var natives: [NativeCheck] = []
        /// Every mistake, by line and column.
        public var errors: [RuleTextError] = []
    }

    /// Reads a whole file, and goes on behind a mistake.
    /// - Parameters:
    ///   - text: the rules, one a line.
    ///   - variables: the variables that exist; `nil` allows any, and leaves patterns unfilled.
    ///   - allowsNative: whether lines `native ID: sentence` declare checks of the program's code.
    /// - Complexity: linear in the text, but for the suggestion to an unknown variable.
    public static func read(_ text: String, variables: [String]? = nil, allowsNative: Bool = false) -> Contents {
        let scope = variables.map(RuleScope.init)
        var contents = Contents()
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            var errors: [RuleTextError] = []
            if allowsNative, let native = native(String(line), line: index + 1) {
                contents.natives.append(native)
                continue
            }
            do {
                if let rule = try rule(Array(line), line: index + 1, scope, &errors) { contents.rules.append(rule) }
            } catch {
                errors.append(error)
            }
            contents.errors += errors.sorted { $0.column < $1.column }
        }
        return contents
    }

    /// The rules of a file in which everything must be right.
    /// - Parameters:
    ///   - text: the rules, one a line.
    ///   - variables: the variables that exist; `nil` allows any.
    /// - Throws: the first mistake of the file, with line and column.
    public static func parse(_ text: String, variables: [String]? = nil) throws(RuleTextError) -> [Rule] {
        let contents = read(text, variables: variables)
        if let first = contents.errors.first { throw first }
        return contents.rules
    }

    private static func rule(_ line: [Character], line number: Int, _ scope: RuleScope?, _ errors: inout [RuleTextError]) throws(RuleTextError)
        -> Rule?
    {
        let lexer = RuleLexer(line, line: number)
        let (name, start) = try lexer.label()
        let (tokens, end) = try lexer.tokens(from: start)
        if name == nil && tokens.isEmpty { return nil }
        var parser = RuleLineParser(tokens, end: end, line: number, scope: scope)
        let body = try parser.body()
        let modifiers = try parser.modifiers()
        errors = parser.errors
        guard errors.isEmpty else { return nil }
        let begin = tokens.first?.start ?? start
        try parser.check(body)
        do {
            return try Rule(name: name, body, modifiers: modifiers, variables: scope?.variables, line: number)
        } catch .noVariables {
            throw parser.error(.noVariables, at: begin)
        } catch {
            throw parser.error(.doesNotFit, at: begin)
        }
    }

    /// A declaration `native ID: sentence`.
    private static func native(_ line: String, line number: Int) -> NativeCheck? {
        guard line.trimmingSpace.hasPrefix("native "), let colon = line.firstIndex(of: ":") else { return nil }
        let id = String(String(line[..<colon]).trimmingSpace.dropFirst(7)).trimmingSpace
        let sentence = String(line[line.index(after: colon)...]).trimmingSpace
        guard !id.isEmpty, !id.contains(where: \.isWhitespace), !sentence.isEmpty else { return nil }
        return NativeCheck(id: id, sentence: sentence, line: number)
    }
}

extension RuleLineParser {
    /// What can be told of a body only as a whole: patterns that take in what stands beside them, strict bounds between sums.
    func check(_ body: RuleBody) throws(RuleTextError) {
        var comparison = 0
        var failure: RuleTextError?
        let isTop: Bool = if case .holds = body { true } else { false }
        for condition in body.conditions {
            let top: [RuleCondition]
            if case .all(let list) = condition { top = list } else { top = [condition] }
            condition.visit { inner in
                guard case .comparison(let left, let relation, let right, _) = inner else { return }
                if failure == nil { failure = overlap(left, right) }
                if failure == nil, isTop, relation == .below || relation == .above, top.contains(inner), (try? LinearForm.sum(left)) != nil,
                    (try? LinearForm.sum(right)) != nil
                {
                    failure = error(.strictBound(relation.rawValue), at: relations[comparison].start)
                }
                comparison += 1
            }
        }
        if let failure { throw failure }
    }

    /// A variable on one side of a comparison that a pattern of the other takes in.
    private func overlap(_ left: RuleExpression, _ right: RuleExpression) -> RuleTextError? {
        for (side, other) in [(left, right), (right, left)] {
            var names: [String] = []
            other.visit { if case .reference(let reference) = $0, reference.steps.isEmpty { names.append(reference.name) } }
            var found: RuleTextError?
            side.visit { expression in
                guard found == nil, case .total(let glob) = expression, let name = glob.names(among: names).first else { return }
                found = error(.patternTakesIn(name, pattern: glob.pattern), at: globs.first { $0.glob == glob }?.place ?? 0)
            }
            if let found { return found }
        }
        return nil
    }
}
