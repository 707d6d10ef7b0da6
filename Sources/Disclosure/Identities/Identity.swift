public import Rules

/// A rule that the cells of an edition obey, or ought to: one row of `analyze rules`.
///
/// The expression is a line of the rule language wherever a line can say it, and is what runs. Linear rules carry their `rules` as data for residuals, decoding
/// and imputation; others (a ratio, a condition) are evaluated from their line. What no line can say (a phrase of the prose, the authority of a body) is stated in
/// words and carried out by the detector of the same id. Identities are read from text: ``IdentityText``.
public struct Identity: Sendable, Hashable {
    /// Where the rule comes from.
    public enum Basis: String, Sendable, Hashable, CaseIterable {
        /// Printed on the form.
        case official
        /// Follows from 总计, 其中 or numbered children.
        case structural
        /// Follows from the definition of two cells.
        case definitional
        /// Ties a stock to its additions and withdrawals.
        case stockFlow = "stock-flow"
        /// A part of something is not larger than it.
        case subset
        /// The values that a cell can take at all.
        case domain
        /// A number of the prose against cells.
        case narrative
        /// A region against the bodies below it.
        case rollUp = "roll-up"
        /// Plausibility.
        case heuristic
        /// Whether something stands where the form asks for it.
        case format
        /// Joins two editions.
        case bridge
        /// Follows from the structure if no document lapses by itself.
        case nearlyStructural = "structural-ish"
    }

    /// How binding the rule is, in the four steps of the rule list.
    public enum Strength: String, Sendable, Hashable, CaseIterable {
        case official, structural, definitional, soft
    }

    /// Stable dotted id, unique within the edition: `t3.balance.total`.
    public let id: String
    /// The edition of the form.
    public let edition: Edition
    /// Where it comes from.
    public let basis: Basis
    /// Whether a violation is an error by definition; otherwise it is a reason to look.
    public let isExact: Bool
    /// The rule over the cells of the edition; `nil` where no line can say it.
    public let rule: Rule?
    /// The rule as data; empty when it is not linear. A rule over all cells of a column is one linear rule for each.
    public let rules: [LinearRule]
    /// The rule as text over the indicators' ids.
    public let expression: String
    /// What it says, for people.
    public let label: LocalizedText
    /// What speaks for it: the official words, or the practice.
    public let source: String

    /// How binding it is: what is not exact is soft, save definitions that reorganizations can break.
    public var strength: Strength {
        switch basis {
        case .official: .official
        case .structural: isExact ? .structural : .soft
        case .definitional: .definitional
        case .subset: isExact ? .structural : .soft
        case .stockFlow, .domain: isExact ? .definitional : .soft
        case .narrative, .rollUp, .heuristic, .format, .bridge, .nearlyStructural: .soft
        }
    }
}
