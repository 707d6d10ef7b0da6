/// What holds or does not: a comparison, a range, a test of a cell, or several of them together.
public indirect enum RuleCondition: Sendable, Hashable {
    /// How two sides stand to each other.
    public enum Relation: String, Sendable, Hashable, CaseIterable {
        case equals = "="
        case atMost = "<="
        case atLeast = ">="
        case differs = "!="
        case below = "<"
        case above = ">"
    }

    /// By how much the two sides may differ.
    public enum Tolerance: Sendable, Hashable {
        /// In units of the sides.
        case units(RuleNumber)
        /// In percent.
        case percent(RuleNumber)
    }

    /// A range of numbers: `[0, 100)`.
    public struct Range: Sendable, Hashable {
        /// The lower end with its sign.
        public let low: SignedNumber
        /// The upper end with its sign.
        public let high: SignedNumber
        /// Whether the lower end belongs to it.
        public let includesLow: Bool
        /// Whether the upper end belongs to it.
        public let includesHigh: Bool

        /// A range.
        public init(_ low: SignedNumber, _ high: SignedNumber, includesLow: Bool = true, includesHigh: Bool = true) {
            self.low = low
            self.high = high
            self.includesLow = includesLow
            self.includesHigh = includesHigh
        }
    }

    /// A number with a sign.
    public struct SignedNumber: Sendable, Hashable {
        /// The number without its sign.
        public let number: RuleNumber
        /// Whether it is below zero.
        public let isNegative: Bool

        /// A number with a sign.
        public init(_ number: RuleNumber, isNegative: Bool = false) {
            self.number = number
            self.isNegative = isNegative
        }

        /// The exact value.
        public var value: Rational { isNegative ? number.value.negated : number.value }
    }

    /// A test of a cell.
    public enum Test: String, Sendable, Hashable, CaseIterable {
        /// A number stands in it.
        case filled
        /// It is there and empty.
        case blank
        /// Its number has no decimals.
        case whole
    }

    /// Two sides compared.
    case comparison(RuleExpression, Relation, RuleExpression, Tolerance?)
    /// A value within a range.
    case within(RuleExpression, Range)
    /// A test of a cell.
    case test(Test, RuleReference)
    /// The opposite.
    case not(RuleCondition)
    /// All of them.
    case all([RuleCondition])
    /// One of them at least.
    case any([RuleCondition])

    /// Calls `body` with every condition within, itself first.
    func visit(_ body: (RuleCondition) -> Void) {
        body(self)
        switch self {
        case .comparison, .within, .test: break
        case .not(let inner): inner.visit(body)
        case .all(let list), .any(let list): for inner in list { inner.visit(body) }
        }
    }

    /// Calls `body` with every expression that is compared.
    func visitExpressions(_ body: (RuleExpression) -> Void) {
        visit { condition in
            switch condition {
            case .comparison(let left, _, let right, _):
                left.visit(body)
                right.visit(body)
            case .within(let value, _): value.visit(body)
            case .test(_, let reference): RuleExpression.reference(reference).visit(body)
            case .not, .all, .any: break
            }
        }
    }
}

/// What a rule says: a condition, or one that is asked for only where another holds.
public enum RuleBody: Sendable, Hashable {
    /// It holds.
    case holds(RuleCondition)
    /// Where the first holds, the second does.
    case implies(RuleCondition, RuleCondition)

    /// The conditions within, that of the `if` first.
    var conditions: [RuleCondition] {
        switch self {
        case .holds(let condition): [condition]
        case .implies(let premise, let conclusion): [premise, conclusion]
        }
    }
}

/// What stands behind a rule: how grave it is, and where it applies.
public struct RuleModifiers: Sendable, Hashable {
    /// How grave a violation is.
    public enum Severity: String, Sendable, Hashable, CaseIterable {
        case error, warning, info
    }

    /// A demand on an attribute of the body.
    public struct Demand: Sendable, Hashable {
        /// The attribute.
        public let attribute: String
        /// Whether it must be another value.
        public let isNegated: Bool
        /// The value.
        public let value: String

        /// A demand on an attribute.
        public init(_ attribute: String, _ value: String, isNegated: Bool = false) {
            self.attribute = attribute
            self.value = value
            self.isNegated = isNegated
        }
    }

    /// Whether the rule only warns: it is checked by itself, and no cell is located by it.
    public var isSoft: Bool
    /// The severity where one is written; `nil` for that of the kind of rule.
    public var severity: Severity?
    /// The first year it applies to.
    public var since: Int?
    /// The last year it applies to.
    public var until: Int?
    /// The bodies it applies to, by their attributes.
    public var demands: [Demand]

    /// Modifiers; without any, a rule is binding for all.
    public init(isSoft: Bool = false, severity: Severity? = nil, since: Int? = nil, until: Int? = nil, demands: [Demand] = []) {
        self.isSoft = isSoft
        self.severity = severity
        self.since = since
        self.until = until
        self.demands = demands
    }

    /// The severity of a violation.
    public var violationSeverity: Severity { severity ?? (isSoft ? .warning : .error) }

    /// Whether it applies to a year.
    public func includes(year: Int) -> Bool { (since ?? .min) <= year && year <= (until ?? .max) }

    /// Whether it applies to a body; one without an attribute that is asked for has no instance of the rule.
    public func includes(attribute: (String) -> String?) -> Bool {
        demands.allSatisfy { demand in attribute(demand.attribute).map { ($0 == demand.value) != demand.isNegated } ?? false }
    }
}
