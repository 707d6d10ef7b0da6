/// What is wrong with a rule's text, and where.
public struct RuleTextError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What a line can lack.
    public enum Part: String, Sendable, Hashable, CaseIterable {
        case variable = "a variable"
        case term = "a variable or a number"
        case number = "a number"
        case closingBracket = "a closing bracket"
        case closingQuote = "a closing quotation mark"
        case year = "a year"
        case attribute = "an attribute"
        case value = "a value"
        case range = "a range such as [0, 100]"
        case comma = "a comma"
        case condition = "a condition"
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
        /// A word before a bracket that is no function, with the nearest that is.
        case unknownFunction(String, suggestion: String?)
        /// `children` or `parent` twice around one variable.
        case reachesTwice
        /// A number with more digits than can be reckoned with exactly, or none at all.
        case notANumber(String)
        /// Everything cancels: the rule says nothing about any variable.
        case noVariables
        /// Two variables multiplied.
        case productOfVariables
        /// A strict `<` or `>` between sums: what is meant is a bound.
        case strictBound(String)
        /// Brackets or `not` within each other more than a hundred times.
        case nestedTooDeeply
        /// A pattern that no variable matches.
        case emptyPattern(String)
        /// A variable beside a pattern that takes it in.
        case patternTakesIn(String, pattern: String)
        /// The largest or smallest of `children(…)`.
        case extremeOfChildren(String)
        /// A tolerance behind a relation other than `=`, `<=`, `>=`.
        case toleranceOfRelation(String)
        /// A range whose ends are the wrong way round.
        case emptyRange
        /// Numbers that leave 128 bits when they are brought together.
        case doesNotFit
        /// A modifier twice.
        case repeated(String)
        /// Division by a number that is zero.
        case divisionByZero
    }

    /// The line, from 1.
    public let line: Int
    /// The column in characters, from 1.
    public let column: Int
    /// What is wrong there.
    public let problem: Problem

    /// One sentence with line and column.
    public var description: String { "line \(line), column \(column): \(explanation)" }

    private var explanation: String {
        func meant(_ suggestion: String?, _ wrap: (String) -> String = { $0 }) -> String { suggestion.map { "; did you mean “\(wrap($0))”?" } ?? "" }
        switch problem {
        case .unexpected(let text): return "“\(text)” has no place here"
        case .incomplete(let expected): return "the line ends, expected \(expected.rawValue)"
        case .noRelation: return "no relation; write =, <= or >= between two sums"
        case .unknownVariable(let name, let suggestion): return "unknown variable “\(name)”" + meant(suggestion)
        case .unknownFunction(let name, let suggestion):
            return "“\(name)(…)” is not known"
                + (suggestion == nil ? "; there are prev, next, children and parent, abs, usual, sum, min and max, filled, blank and whole" : "")
                + meant(suggestion) { "\($0)(…)" }
        case .reachesTwice: return "children and parent reach over one step only"
        case .notANumber(let text): return "“\(text)” is not a number of up to \(RuleNumber.mostDigits) digits"
        case .noVariables: return "the variables cancel; the rule says nothing"
        case .productOfVariables: return "two variables multiplied; a rule adds variables times numbers, or compares a quotient (a / b <= 2)"
        case .strictBound(let relation):
            return "a strict bound; of whole numbers write \(relation == "<" ? "a <= b - 1 for a < b" : "a >= b + 1 for a > b"), else \(relation)="
        case .nestedTooDeeply: return "brackets within brackets more than \(RuleLineParser.mostNested) times"
        case .emptyPattern(let pattern): return "no variable matches “\(pattern)”"
        case .patternTakesIn(let name, let pattern): return "“\(pattern)” takes in “\(name)”, which stands beside it; leave it out with except"
        case .extremeOfChildren(let name): return "the largest of the children is not one value; write x <= parent(x) for \(name)(children(x)) <= x"
        case .toleranceOfRelation(let relation): return "a tolerance stands behind =, <= or >=, not behind \(relation)"
        case .emptyRange: return "the ends of the range are the wrong way round"
        case .doesNotFit: return "the numbers of the rule are too large or too fine to be reckoned with exactly"
        case .repeated(let word): return "“\(word)” twice"
        case .divisionByZero: return "division by zero"
        }
    }
}
