/// Rules as people write them, one a line.
///
/// ```
/// pending_end   = pending_start + received - processed          # within a row
/// pending_start = prev(pending_end)                             # last year's
/// upheld + corrected <= total                      soft         # a warning, not an error
/// balance: 2 * pairs + singles = people                         # with a name of its own
/// received = children(received)                                 # a region is the sum of those right below it
/// rate <= parent(rate)                                          # and no more than the one right above it
/// ```
/// **Grammar.** `[name:] sum relation sum [soft] [# comment]`; a sum is made of whole numbers, variables, products of the two, joined by + and −.
/// A variable can stand in `prev(…)` or `next(…)`, the year before or after, and in `children(…)` or `parent(…)`, the members right below or right above, also one
/// within the other: `children(prev(x))`. A relation is `=` (or `==`), `<=` or `>=`. A variable is made of letters of any
/// script, digits, `_` and `.`; one with other characters stands in double quotes. Empty lines are skipped.
public enum RuleText {
    /// One rule with what stood beside it.
    public struct Statement: Sendable, Hashable {
        /// The rule; its id is the name given, or its own expression.
        public let rule: LinearRule
        /// Whether a violation is a warning, not an error.
        public let isSoft: Bool
        /// The line it stands on, from 1.
        public let line: Int
    }

    /// Parses rules.
    /// - Parameters:
    ///   - text: the rules, one a line.
    ///   - variables: the variables that exist; `nil` allows any.
    /// - Throws: ``RuleTextError`` with line and column of the first mistake.
    /// - Complexity: linear in the text, but for the suggestion to an unknown variable.
    public static func parse(_ text: String, variables: [String]? = nil) throws(RuleTextError) -> [Statement] {
        let known = variables.map(Set.init)
        var statements: [Statement] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            var parser = LineParser(Array(line), line: index + 1)
            if let statement = try parser.statement(known: known, variables: variables ?? []) { statements.append(statement) }
        }
        return statements
    }
}

/// What is wrong with a rule's text, and where.
public struct RuleTextError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What a line can lack at its end.
    public enum Part: String, Sendable, Hashable, CaseIterable {
        case variable = "a variable"
        case term = "a variable or a number"
        case number = "a number"
        case closingBracket = "a closing bracket"
        case closingQuote = "a closing quotation mark"
    }

    /// What is wrong.
    public enum Problem: Sendable, Hashable {
        /// A word or a mark that has no place here.
        case unexpected(String)
        /// The line ends where something is still to come.
        case incomplete(expected: Part)
        /// No relation between two sums.
        case noRelation
        /// A variable that does not exist, with the nearest one that does.
        case unknownVariable(String, suggestion: String?)
        /// A word before a bracket that is none of `prev`, `next`, `children`, `parent`, with the nearest that is.
        case unknownFunction(String, suggestion: String?)
        /// `children` or `parent` twice around one variable.
        case reachesTwice
        /// A number with a decimal point or more than twelve digits: coefficients are whole.
        case notWhole(String)
        /// Everything cancels: the rule says nothing about any variable.
        case noVariables
    }

    /// The line, from 1.
    public let line: Int
    /// The column in characters, from 1.
    public let column: Int
    /// What is wrong there.
    public let problem: Problem

    /// One sentence with line and column.
    public var description: String {
        let what =
            switch problem {
            case .unexpected(let text): "“\(text)” has no place here"
            case .incomplete(let expected): "the line ends, expected \(expected.rawValue)"
            case .noRelation: "no relation; write =, <= or >= between two sums"
            case .unknownVariable(let name, let suggestion):
                "unknown variable “\(name)”" + (suggestion.map { "; did you mean “\($0)”?" } ?? "")
            case .unknownFunction(let name, let suggestion):
                "“\(name)(…)” is not known" + (suggestion.map { "; did you mean “\($0)(…)”?" } ?? "; there are prev, next, children and parent")
            case .reachesTwice: "children and parent reach over one step only"
            case .notWhole(let text): "“\(text)” is not a whole number of up to 12 digits"
            case .noVariables: "the variables cancel; the rule says nothing"
            }
        return "line \(line), column \(column): \(what)"
    }
}
