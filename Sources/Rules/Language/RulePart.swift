/// What a rule asks for by itself: of what `and` joins each condition, of `max(a, b) <= c` and `abs(a) <= b` each comparison.
///
/// The rule holds when all its parts do. A part has an instance where its own cells are there, whatever those of the others are.
public struct RulePart: Sendable, Hashable {
    /// What it says.
    public let body: RuleBody
    /// The variables it speaks of, each once in the order of their first appearance.
    public let references: [RuleReference]
    /// Variables of the record's own year that are added to others.
    let summands: Set<RuleReference>

    init(_ body: RuleBody) {
        self.body = body
        references = body.references
        var summands: Set<RuleReference> = []
        for condition in body.conditions {
            condition.visitExpressions { expression in
                guard case .sum(let terms) = expression, terms.count > 1 else { return }
                for term in terms where !term.isNegative {
                    if case .reference(let reference) = term.expression, reference.steps.isEmpty { summands.insert(reference) }
                }
            }
        }
        self.summands = summands
    }
}

extension RuleBody {
    /// What it asks for by itself.
    var parts: [RulePart] {
        switch self {
        case .holds(let condition): condition.parts.map { RulePart(.holds($0)) }
        case .implies: [RulePart(self)]
        }
    }
}

extension RuleCondition {
    /// The conditions that hold together exactly when this one does.
    var parts: [RuleCondition] {
        switch self {
        case .all(let list): list.flatMap(\.parts)
        case .comparison(let left, let relation, let right, nil): Self.comparisons(left, relation, right)?.flatMap(\.parts) ?? [self]
        case .comparison, .within, .test, .not, .any: [self]
        }
    }

    /// A comparison with a largest, smallest or absolute value on the side where it means one comparison for each: `max(a, b) <= c`, `abs(a) <= b`.
    private static func comparisons(_ left: RuleExpression, _ relation: Relation, _ right: RuleExpression) -> [RuleCondition]? {
        let (small, large) = relation == .atMost ? (left, right) : (right, left)
        guard relation == .atMost || relation == .atLeast else { return nil }
        func each(_ list: [RuleExpression], isSmall: Bool) -> [RuleCondition] {
            list.map { part in
                let isLeft = (relation == .atMost) == isSmall
                return .comparison(isLeft ? part : left, relation, isLeft ? right : part, nil)
            }
        }
        switch (small, large) {
        case (.largest(let list), _): return each(list, isSmall: true)
        case (_, .smallest(let list)): return each(list, isSmall: false)
        case (.magnitude(let inner), _): return each([inner, .sum([.init(inner, isNegative: true)])], isSmall: true)
        default: return nil
        }
    }
}
