/// One rule of a file: what it says, for whom and when, and, where it is linear, the same as data to be decoded jointly with others.
public struct Rule: Sendable, Hashable, Identifiable {
    /// The name given, or the rule itself as text.
    public let id: String
    /// The name given; `nil` without one.
    public let name: String?
    /// What it says, as written.
    public let body: RuleBody
    /// What it says with its patterns filled in by the variables that exist.
    public let resolved: RuleBody
    /// How grave a violation is, and where it applies.
    public let modifiers: RuleModifiers
    /// The line it stands on, from 1.
    public let line: Int
    /// The rule as linear equalities and inequalities that hold exactly when it does; empty when it is none.
    public let linear: [LinearRule]
    /// The rule as text, without name and modifiers: a linear one with parts on the left and totals on the right.
    public let text: String

    /// Whether a violation is a warning only, and nothing is located by the rule.
    public var isSoft: Bool { modifiers.isSoft }
    /// How grave a violation is.
    public var severity: RuleModifiers.Severity { modifiers.violationSeverity }
    /// Whether it is linear: decoded jointly with others, where it is not soft.
    public var isLinear: Bool { !linear.isEmpty }

    /// Whether it speaks of other members than the record's own.
    public var reachesOverMembers: Bool { references.contains { $0.reach != .own } }

    /// The variables it speaks of, with their years and members, each once in the order of their first appearance.
    public let references: [RuleReference]
    /// What it asks for by itself: it holds when all of them do.
    public let parts: [RulePart]

    /// A rule.
    /// - Parameters:
    ///   - name: the name given to it.
    ///   - body: what it says.
    ///   - variables: what fills its patterns; `nil` leaves them unfilled, and a rule with one cannot be evaluated.
    ///   - line: where it stands.
    /// - Throws: ``LinearForm/Failure`` when its numbers leave 128 bits, or its variables cancel.
    public init(
        name: String?, _ body: RuleBody, modifiers: RuleModifiers = RuleModifiers(), variables: [String]? = nil, line: Int = 0
    ) throws(LinearForm.Failure) {
        self.name = name
        self.body = body
        self.modifiers = modifiers
        self.line = line
        resolved = variables.map { body.filled(from: $0) } ?? body
        let written = body.description
        var linear = try LinearForm.rules(of: resolved)
        // What could be written before there was more to write keeps its text, which findings are remembered by.
        let isPlain = linear.count == 1 && body.isPlain
        text = isPlain ? linear[0].expression : written
        let id = name ?? text
        linear = linear.map { LinearRule(id, $0.terms, $0.relation, $0.constant, text: isPlain ? nil : written) }
        self.linear = linear
        self.id = id
        references = resolved.references
        parts = resolved.parts
    }

    /// The linear rules where its variables are known never to be negative: a tolerance in percent is linear then.
    public func linear(isCount: (String) -> Bool) -> [LinearRule] {
        guard linear.isEmpty, let rules = try? LinearForm.rules(of: resolved, isCount: isCount) else { return linear }
        return rules.map { LinearRule(id, $0.terms, $0.relation, $0.constant, text: text) }
    }
}

/// A line that declares a check that no rule can say: what the program's code does under an id.
public struct NativeCheck: Sendable, Hashable {
    /// The id of the findings.
    public let id: String
    /// What is checked, in a sentence.
    public let sentence: String
    /// The line it stands on, from 1.
    public let line: Int
}

extension RuleBody {
    /// The body with sums, smallest and largest of patterns written out over the variables that match.
    func filled(from variables: [String]) -> RuleBody {
        switch self {
        case .holds(let condition): .holds(condition.filled(from: variables))
        case .implies(let premise, let conclusion): .implies(premise.filled(from: variables), conclusion.filled(from: variables))
        }
    }

    /// Every variable once, in the order of first appearance.
    var references: [RuleReference] {
        var seen: Set<RuleReference> = []
        var list: [RuleReference] = []
        for condition in conditions {
            condition.visitExpressions { expression in
                switch expression {
                case .reference(let reference), .usual(let reference): if seen.insert(reference).inserted { list.append(reference) }
                default: break
                }
            }
        }
        return list
    }

    /// Whether it is a linear relation of variables times whole numbers and nothing else: all that the first rules could say.
    var isPlain: Bool {
        guard case .holds(.comparison(let left, let relation, let right, nil)) = self, [.equals, .atMost, .atLeast].contains(relation) else {
            return false
        }
        return left.isPlainSum && right.isPlainSum
    }
}

extension RuleCondition {
    fileprivate func filled(from variables: [String]) -> RuleCondition {
        switch self {
        case .comparison(let left, let relation, let right, let tolerance):
            .comparison(left.filled(from: variables), relation, right.filled(from: variables), tolerance)
        case .within(let value, let range): .within(value.filled(from: variables), range)
        case .test: self
        case .not(let inner): .not(inner.filled(from: variables))
        case .all(let list): .all(list.map { $0.filled(from: variables) })
        case .any(let list): .any(list.map { $0.filled(from: variables) })
        }
    }
}

extension RuleExpression {
    func filled(from variables: [String]) -> RuleExpression {
        func references(_ glob: RuleGlob) -> [RuleExpression] { glob.names(among: variables).map { .reference(RuleReference($0)) } }
        switch self {
        case .number, .reference, .usual: return self
        case .sum(let terms): return .sum(terms.map { Term($0.expression.filled(from: variables), isNegative: $0.isNegative) })
        case .product(let factors): return .product(factors.map { Factor($0.expression.filled(from: variables), isDivisor: $0.isDivisor) })
        case .magnitude(let inner): return .magnitude(inner.filled(from: variables))
        case .smallest(let list): return .smallest(list.map { $0.filled(from: variables) })
        case .largest(let list): return .largest(list.map { $0.filled(from: variables) })
        case .total(let glob): return .sum(references(glob).map { Term($0) })
        case .smallestOf(let glob): return .smallest(references(glob))
        case .largestOf(let glob): return .largest(references(glob))
        }
    }

    /// Variables and whole numbers, times whole numbers, added.
    fileprivate var isPlainSum: Bool {
        switch self {
        case .sum(let terms): terms.allSatisfy { $0.expression.isPlainProduct }
        default: isPlainProduct
        }
    }

    private var isPlainProduct: Bool {
        switch self {
        case .number(let number): number.value.isWhole && number.text.allSatisfy { $0.isNumber }
        case .reference: true
        case .product(let factors):
            factors.allSatisfy { factor in
                guard !factor.isDivisor else { return false }
                switch factor.expression {
                case .number(let number): return number.value.isWhole && number.text.allSatisfy { $0.isNumber }
                case .reference: return true
                default: return false
                }
            }
        default: false
        }
    }
}
