/// What stands in a cell that a rule speaks of.
public enum RuleCell: Sendable, Hashable {
    /// The form does not print it, or there is no such year or member: the rule has no instance here.
    case absent
    /// A number.
    case number(Rational)
    /// The cell is there and empty.
    case blank
    /// No number that is known: a text, a mark, no report of that year; with the bounds where some are known (`<5` is between 0 and 4).
    case unknown(RuleInterval)
}

/// Tells whether a rule holds on a record whose cells may be unknown: Kleene's logic over intervals of exact numbers.
///
/// | form | meaning |
/// |---|---|
/// | `a = b +- n` | the sides differ by no more than n; `a <= b +- n`: the left is above the right by no more than n |
/// | `+- p%` | as above, n being p percent of the side with the larger magnitude |
/// | `if A then B` | where A does not hold, it is vacuous; where A cannot be told, it holds if B does |
/// | `a / b` | cannot be told where b is 0 or unknown |
/// | `usual(x)` | the median of two or more other years of the body, exactly; else it cannot be told |
/// | `filled`, `blank`, `whole` | of a cell in which a number stands, that is empty, whose number has no decimals |
/// | a cell that is not there | no instance of the rule |
///
/// - Complexity: linear in the rule.
public struct RuleEvaluator {
    /// What can be said of a rule on a record.
    public enum Outcome: Sendable, Hashable {
        /// It holds, whatever the unknown cells are.
        case holds
        /// What it asks for does not apply: the condition of its `if` does not hold.
        case vacuous
        /// It fails, whatever the unknown cells are; with the two sides of the comparison that fails, where they are known.
        case fails(left: Rational?, right: Rational?)
        /// It depends on cells that are unknown.
        case unknown
        /// It has no instance here.
        case noInstance
        /// Its numbers leave 128 bits.
        case doesNotFit
    }

    private enum Interruption: Error {
        case noInstance, doesNotFit
    }

    private let cell: (RuleReference) -> RuleCell
    private let usual: (RuleReference) -> Rational?
    /// Summands that are not there and add nothing.
    private var omitted: Set<RuleReference> = []

    /// An evaluator on a record.
    /// - Parameters:
    ///   - usual: the median of the other years; `nil` where there are fewer than two.
    ///   - cell: what stands in a cell.
    public init(usual: @escaping (RuleReference) -> Rational? = { _ in nil }, cell: @escaping (RuleReference) -> RuleCell) {
        self.cell = cell
        self.usual = usual
    }

    /// Evaluates what a rule says; its modifiers are the caller's.
    public func evaluate(_ rule: Rule) -> Outcome { evaluate(rule.resolved, rule.references) }

    /// Evaluates a part of a rule by itself.
    /// - Parameter omittingAbsent: whether a variable that is added to others adds nothing where it is not there, as on forms whose rows come and go; else the part has no instance then.
    public func evaluate(_ part: RulePart, omittingAbsent: Bool = false) -> Outcome {
        guard omittingAbsent else { return evaluate(part.body, part.references) }
        var evaluator = self
        evaluator.omitted = part.summands.filter { if case .absent = cell($0) { true } else { false } }
        return evaluator.evaluate(part.body, part.references.filter { !evaluator.omitted.contains($0) })
    }

    private func evaluate(_ body: RuleBody, _ references: [RuleReference]) -> Outcome {
        do {
            // One cell that is not there, and there is no instance, however the rest stands.
            for reference in references { if case .absent = cell(reference) { return .noInstance } }
            switch body {
            case .holds(let condition): return try outcome(condition)
            case .implies(let premise, let conclusion):
                let isAsked = try truth(premise)
                if isAsked == false { return .vacuous }
                let result = try outcome(conclusion)
                if isAsked == true || result == .holds { return result }
                return .unknown
            }
        } catch {
            return error == .noInstance ? .noInstance : .doesNotFit
        }
    }

    private func outcome(_ condition: RuleCondition) throws(Interruption) -> Outcome {
        switch try truth(condition) {
        case true: return .holds
        case nil: return .unknown
        case false:
            let sides = try failing(condition)
            return .fails(left: sides?.left, right: sides?.right)
        }
    }

    /// The sides of the first comparison that fails, where one comparison alone is at fault.
    private func failing(_ condition: RuleCondition) throws(Interruption) -> (left: Rational?, right: Rational?)? {
        switch condition {
        case .comparison(let left, _, let right, _): return (try value(left).value, try value(right).value)
        case .within(let inner, let range):
            guard let left = try value(inner).value else { return nil }
            return (left, left < range.low.value || left == range.low.value && !range.includesLow ? range.low.value : range.high.value)
        case .all(let list):
            for inner in list { if try truth(inner) == false { return try failing(inner) } }
            return nil
        case .test, .not, .any: return nil
        }
    }

    // MARK: Conditions

    private func truth(_ condition: RuleCondition) throws(Interruption) -> Bool? {
        switch condition {
        case .comparison(let left, let relation, let right, let tolerance):
            return try compare(value(left), relation, value(right), tolerance)
        case .within(let inner, let range):
            return try value(inner).isWithin(
                low: range.low.value, high: range.high.value, includesLow: range.includesLow, includesHigh: range.includesHigh)
        case .test(let test, let reference): return Self.tell(test, cell(reference))
        case .not(let inner): return try truth(inner).map { !$0 }
        case .all(let list):
            var result: Bool? = true
            for inner in list {
                switch try truth(inner) {
                case false: return false
                case nil: result = nil
                case true: break
                }
            }
            return result
        case .any(let list):
            var result: Bool? = false
            for inner in list {
                switch try truth(inner) {
                case true: return true
                case nil: result = nil
                case false: break
                }
            }
            return result
        }
    }

    private static func tell(_ test: RuleCondition.Test, _ cell: RuleCell) -> Bool? {
        switch (test, cell) {
        case (_, .absent), (_, .unknown): nil
        case (.filled, .number), (.blank, .blank): true
        case (.filled, .blank), (.blank, .number): false
        case (.whole, .number(let value)): value.isWhole
        case (.whole, .blank): nil
        }
    }

    private func compare(
        _ left: RuleInterval, _ relation: RuleCondition.Relation, _ right: RuleInterval, _ tolerance: RuleCondition.Tolerance?
    ) throws(Interruption) -> Bool? {
        let difference = try fit { () throws(RuleInterval.Overflow) in try left.adding(right.negated) }
        var slack = RuleInterval(.zero)
        switch tolerance {
        case nil: break
        case .units(let number): slack = RuleInterval(number.value)
        case .percent(let number):
            guard let share = number.value.divided(by: Rational(100)) else { throw .doesNotFit }
            slack = try fit { () throws(RuleInterval.Overflow) in try RuleInterval.largest(left.magnitude, right.magnitude).multiplied(by: share) }
        }
        switch relation {
        case .equals: return try Self.isAtMost(difference.magnitude, slack)
        case .differs: return difference.isWithin(low: .zero, high: .zero).map { !$0 }
        case .atMost: return try Self.isAtMost(difference, slack)
        case .atLeast: return try Self.isAtMost(difference.negated, slack)
        case .below: return difference.isWithin(low: nil, high: .zero, includesHigh: false)
        case .above: return difference.isWithin(low: .zero, high: nil, includesLow: false)
        }
    }

    /// Whether one number is at most another, both between ends; an end that is open decides nothing.
    private static func isAtMost(_ one: RuleInterval, _ other: RuleInterval) throws(Interruption) -> Bool? {
        if let high = one.high, let low = other.low, high <= low { return true }
        if let low = one.low, let high = other.high, low > high { return false }
        return nil
    }

    // MARK: Values

    private func fit<T>(_ body: () throws(RuleInterval.Overflow) -> T) throws(Interruption) -> T {
        do { return try body() } catch { throw .doesNotFit }
    }

    private func value(_ expression: RuleExpression) throws(Interruption) -> RuleInterval {
        switch expression {
        case .number(let number): return RuleInterval(number.value)
        case .reference(let reference):
            switch cell(reference) {
            case .absent: throw .noInstance
            case .number(let value): return RuleInterval(value)
            case .blank: return .unknown
            case .unknown(let bounds): return bounds
            }
        case .usual(let reference): return usual(reference).map { RuleInterval($0) } ?? .unknown
        case .sum(let terms):
            var sum = RuleInterval(.zero)
            let terms = omitted.isEmpty ? terms : terms.filter { !isOmitted($0.expression) }
            guard !terms.isEmpty else { throw .noInstance }
            for term in terms {
                let value = try value(term.expression)
                sum = try fit { () throws(RuleInterval.Overflow) in try sum.adding(term.isNegative ? value.negated : value) }
            }
            return sum
        case .product(let factors):
            var product = RuleInterval(.one)
            for factor in factors {
                let value = try value(factor.expression)
                product = try combined(product, value, isDivisor: factor.isDivisor)
            }
            return product
        case .magnitude(let inner): return try value(inner).magnitude
        case .smallest(let list): return try extreme(list, RuleInterval.smallest)
        case .largest(let list): return try extreme(list, RuleInterval.largest)
        case .total, .smallestOf, .largestOf: return .unknown
        }
    }

    private func isOmitted(_ expression: RuleExpression) -> Bool {
        if case .reference(let reference) = expression { omitted.contains(reference) } else { false }
    }

    /// A product with one more factor: one of the two is a known number, or nothing can be told.
    private func combined(_ product: RuleInterval, _ factor: RuleInterval, isDivisor: Bool) throws(Interruption) -> RuleInterval {
        if isDivisor {
            guard let divisor = factor.value, let inverse = divisor.reciprocal else { return .unknown }
            return try fit { () throws(RuleInterval.Overflow) in try product.multiplied(by: inverse) }
        }
        if let number = factor.value { return try fit { () throws(RuleInterval.Overflow) in try product.multiplied(by: number) } }
        if let number = product.value { return try fit { () throws(RuleInterval.Overflow) in try factor.multiplied(by: number) } }
        return .unknown
    }

    private func extreme(
        _ list: [RuleExpression], _ combine: (RuleInterval, RuleInterval) -> RuleInterval
    ) throws(Interruption) -> RuleInterval {
        var result: RuleInterval?
        for expression in list {
            let value = try value(expression)
            result = result.map { combine($0, value) } ?? value
        }
        return result ?? .unknown
    }
}
