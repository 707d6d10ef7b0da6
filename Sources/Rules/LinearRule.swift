/// A linear equality or inequality between the variables of a record, of its predecessors, and of the records above and below it, as data.
///
/// `Σ coefficient · variable(year + lag)  relation  constant`. All variables stand on the left; integer coefficients keep the arithmetic exact.
public struct LinearRule: Sendable, Hashable, Identifiable {
    /// Whose value a term takes, in a tree of members such as a region and those within it.
    public enum Reach: Sendable, Hashable {
        /// The record's own.
        case own
        /// The sum over the members right below.
        case children
        /// That of the member right above.
        case parent
        /// That of a certain member of a laid-out family; see ``JointRules``.
        case member(Int)
    }

    /// One variable with its coefficient and its lag in years: −1 is last year's value.
    public struct Term: Sendable, Hashable {
        /// The variable's id.
        public var variable: String
        /// Integer factor, never zero.
        public var coefficient: Int
        /// Years from the record's own: 0 this year, −1 last year, +1 next year.
        public var lag: Int
        /// Whose value it is.
        public var reach: Reach

        /// A term `coefficient · variable(year + lag)`.
        public init(_ variable: String, coefficient: Int = 1, lag: Int = 0, reach: Reach = .own) {
            precondition(coefficient != 0, "a term of \(variable) with coefficient 0")
            self.variable = variable
            self.coefficient = coefficient
            self.lag = lag
            self.reach = reach
        }
    }

    /// How the weighted sum stands to the constant.
    public enum Relation: String, Sendable, Hashable, CaseIterable {
        case equals = "="
        case atMost = "<="
        case atLeast = ">="
    }

    /// Stable dotted id, such as `t3.balance.total`.
    public let id: String
    /// The weighted variables.
    public let terms: [Term]
    /// How their sum stands to `constant`.
    public let relation: Relation
    /// The right side.
    public let constant: Int
    /// The rule as it was written, where that is more than its terms tell.
    public let text: String?

    /// Whether a term takes the value of another member than the record's own.
    public var reachesOverMembers: Bool { terms.contains { $0.reach != .own } }

    /// `Σ terms  relation  constant`.
    public init(_ id: String, _ terms: [Term], _ relation: Relation, _ constant: Int = 0, text: String? = nil) {
        precondition(!terms.isEmpty, "rule \(id) has no terms")
        self.text = text
        self.id = id
        self.terms = terms
        self.relation = relation
        self.constant = constant
    }

    /// `Σ parts = Σ equals`: the form in which the statutory tables state their identities.
    public init(_ id: String, _ parts: [String], equals totals: [String]) {
        self.init(id, parts.map { Term($0) } + totals.map { Term($0, coefficient: -1) }, .equals)
    }
}
