import Rules

/// A pattern over indicator ids: `*` stands for one part between dots, `**` for any number of them, every other part for itself.
///
/// `outcome.denied.*.total` matches `outcome.denied.state_secret.total`; `applications.*` matches nothing with three parts, `applications.**` does.
/// A star within a part (`carried_*`) stands for any letters of it. The patterns of rules are the same.
public struct IndicatorPattern: Sendable, Hashable {
    private let pattern: NamePattern

    /// The pattern as given.
    public var text: String { pattern.text }

    /// A pattern.
    public init(_ text: String) { pattern = NamePattern(text) }

    /// Whether the pattern is an id itself.
    public var isLiteral: Bool { pattern.isLiteral }

    /// Whether an id matches.
    public func matches(_ id: String) -> Bool { pattern.matches(id) }
}
