/// A number of a rule: its exact value, and the digits as they were written.
public struct RuleNumber: Sendable, Hashable {
    /// The exact value, never negative.
    public let value: Rational
    /// As it was written.
    public let text: String

    /// The longest number that can be written, in digits.
    static let mostDigits = 18

    /// A number from `digits[.digits][(e|E)[sign]digits]`, ASCII digits only; `nil` for anything else and for more than 18 digits or tens.
    public init?(_ text: String) {
        var digits: Int128 = 0
        var (count, places, seenPoint) = (0, 0, false)
        var rest = Substring(text)
        while let first = rest.first, first.isASCII, first.isNumber || first == "." && !seenPoint {
            rest.removeFirst()
            if first == "." {
                guard count > 0 else { return nil }
                seenPoint = true
                continue
            }
            if digits > 0 || first != "0" { guard String(digits).count < Self.mostDigits || digits == 0 else { return nil } }
            digits = digits * 10 + Int128(first.wholeNumberValue!)
            count += 1
            if seenPoint { places += 1 }
        }
        guard count > 0, !seenPoint || places > 0 else { return nil }
        if let mark = rest.first {
            guard mark == "e" || mark == "E" else { return nil }
            rest.removeFirst()
            var sign = 1
            if let first = rest.first, first == "+" || first == "-" {
                sign = first == "-" ? -1 : 1
                rest.removeFirst()
            }
            guard !rest.isEmpty, rest.count <= 2, rest.allSatisfy({ $0.isASCII && $0.isNumber }), let exponent = Int(rest) else { return nil }
            places -= sign * exponent
        }
        guard places.magnitude <= 2 * Self.mostDigits else { return nil }
        let value: Rational? =
            if places >= 0 {
                Rational(digits: digits, places: places)
            } else {
                Rational(digits: 1, places: -places)?.reciprocal.flatMap { power in Rational(digits).flatMap { power.multiplied(by: $0) } }
            }
        guard let value else { return nil }
        self.value = value
        self.text = text
    }

    /// A whole number that is not negative.
    public init(_ value: Int) {
        precondition(value >= 0, "a number of a rule is written without its sign")
        self.value = Rational(value)
        text = String(value)
    }
}

/// A variable, and whose value of which year it is: `prev(children(x))`.
public struct RuleReference: Sendable, Hashable {
    /// A step away from the record's own value.
    public enum Step: String, Sendable, Hashable, CaseIterable {
        /// The year before.
        case previous = "prev"
        /// The year after.
        case next
        /// The sum over the members right below.
        case children
        /// The member right above.
        case parent
    }

    /// The variable.
    public let name: String
    /// The steps as written, the outermost first.
    public let steps: [Step]

    /// A variable reached by steps.
    public init(_ name: String, _ steps: [Step] = []) {
        self.name = name
        self.steps = steps
    }

    /// Years from the record's own: each `prev` is one less, each `next` one more.
    public var lag: Int { steps.reduce(0) { $0 + ($1 == .previous ? -1 : $1 == .next ? 1 : 0) } }

    /// Whose value it is.
    public var reach: LinearRule.Reach { steps.contains(.children) ? .children : steps.contains(.parent) ? .parent : .own }
}

/// Names by pattern: `*` stands for one part between points (or, within a part, for any letters of it), `**` for any number of parts.
public struct RuleGlob: Sendable, Hashable {
    /// The pattern of the names taken.
    public let pattern: String
    /// The patterns of those left out.
    public let exceptions: [String]

    /// Names that match one pattern and none of the others.
    public init(_ pattern: String, except exceptions: [String] = []) {
        self.pattern = pattern
        self.exceptions = exceptions
    }

    /// The names of a list that match, in its order.
    public func names(among names: [String]) -> [String] {
        let wanted = NamePattern(pattern)
        let unwanted = exceptions.map(NamePattern.init)
        return names.filter { name in wanted.matches(name) && !unwanted.contains { $0.matches(name) } }
    }
}

/// An arithmetic expression of a rule, as it was written: printing and parsing it again gives the same tree.
public indirect enum RuleExpression: Sendable, Hashable {
    /// A number.
    case number(RuleNumber)
    /// A variable.
    case reference(RuleReference)
    /// Terms added and subtracted; one alone is a negation.
    case sum([Term])
    /// Factors multiplied and divided; the first is never a divisor.
    case product([Factor])
    /// The value without its sign.
    case magnitude(RuleExpression)
    /// The median of two or more other years of the body.
    case usual(RuleReference)
    /// The smallest of several.
    case smallest([RuleExpression])
    /// The largest of several.
    case largest([RuleExpression])
    /// The sum of all variables of a pattern.
    case total(RuleGlob)
    /// The smallest of all variables of a pattern.
    case smallestOf(RuleGlob)
    /// The largest of all variables of a pattern.
    case largestOf(RuleGlob)

    /// A term of a sum.
    public struct Term: Sendable, Hashable {
        /// Whether it is subtracted.
        public let isNegative: Bool
        /// The term without its sign.
        public let expression: RuleExpression

        /// A term with its sign.
        public init(_ expression: RuleExpression, isNegative: Bool = false) {
            self.isNegative = isNegative
            self.expression = expression
        }
    }

    /// A factor of a product.
    public struct Factor: Sendable, Hashable {
        /// Whether it divides.
        public let isDivisor: Bool
        /// The factor.
        public let expression: RuleExpression

        /// A factor.
        public init(_ expression: RuleExpression, isDivisor: Bool = false) {
            self.isDivisor = isDivisor
            self.expression = expression
        }
    }

    /// Calls `body` with every expression within, itself first.
    func visit(_ body: (RuleExpression) -> Void) {
        body(self)
        switch self {
        case .number, .reference, .usual, .total, .smallestOf, .largestOf: break
        case .sum(let terms): for term in terms { term.expression.visit(body) }
        case .product(let factors): for factor in factors { factor.expression.visit(body) }
        case .magnitude(let inner): inner.visit(body)
        case .smallest(let list), .largest(let list): for inner in list { inner.visit(body) }
        }
    }

    /// Whether no variable is in it.
    var isConstant: Bool {
        var found = false
        visit { expression in
            switch expression {
            case .reference, .usual, .total, .smallestOf, .largestOf: found = true
            default: break
            }
        }
        return !found
    }
}
