public import Rules

/// The mistakes in a text of rules.
public struct RuleTextErrors: Error, Sendable {
    /// The file or panel that the text belongs to, for messages.
    public let source: String
    /// Every mistake, in the order of the text.
    public let errors: [RuleTextError]

    /// - Parameter errors: at least one.
    public init(source: String, errors: [RuleTextError]) { (self.source, self.errors) = (source, errors) }
}

extension RuleTextErrors: CustomStringConvertible {
    /// One mistake a line, each with source, line and column.
    public var description: String { errors.map { "\(source): line \($0.line), column \($0.column): \($0)" }.joined(separator: "\n") }
}

extension Rule {
    /// The rules of a text, one a line.
    /// - Parameters:
    ///   - source: the file or panel that the text belongs to, for messages.
    ///   - variables: the indicators that a rule may speak of; `nil` allows any.
    /// - Throws: ``RuleTextErrors`` with every mistake.
    public static func parsed(_ text: String, source: String, variables: [String]?) throws(RuleTextErrors) -> [Rule] {
        let contents = RuleText.read(text, variables: variables)
        guard contents.errors.isEmpty else { throw RuleTextErrors(source: source, errors: contents.errors) }
        return contents.rules
    }
}
