/// What can be said of a rule on a record with unknown cells.
public enum RuleEvaluation: Sendable, Hashable {
    /// The rule holds, whatever the unknown cells are.
    case holds
    /// The rule fails, whatever the unknown cells are. `residual` is Σ coefficient · value − constant over the known cells; for an equality it is
    /// what the left side has too much.
    case fails(residual: Int)
    /// It cannot be told: it depends on these unknown variables.
    case undetermined(unknown: [Int])

    /// Whether the rule fails, whatever the unknown cells are.
    public var isFailure: Bool { if case .fails = self { true } else { false } }
}

extension RuleSystem {
    /// Largest magnitude that a value may have; larger ones must be given as unknown. A rule whose terms together leave the range of 64 bits
    /// all the same, through its coefficients, cannot be told.
    public static let largestValue = 1_000_000_000_000_000

    /// Evaluates one rule on a record, three-valued.
    ///
    /// **Definition.** The sum of the unknown terms ranges between its bounds, which follow from `lowerBounds` and `upperBounds`; when every value in the range
    /// (or none) satisfies the relation, the rule holds (or fails); otherwise it cannot be told. `12 + ? = 9` fails when the unknown cell is a
    /// count.
    /// - Parameters:
    ///   - rule: a position in `rules`.
    ///   - record: one value a variable, `nil` where it is unknown; magnitudes up to `largestValue`.
    /// - Complexity: linear in the rule's terms.
    public func evaluate(_ rule: Int, in record: [Int?]) -> RuleEvaluation {
        precondition(record.count == variables.count, "a record of \(record.count) values for \(variables.count) variables")
        guard fits(rule, in: record) else { return .undetermined(unknown: []) }
        var sum = -rules[rule].constant
        var unknown: [Int] = []
        var low: Int? = 0
        var high: Int? = 0
        for term in terms[rule] {
            if let value = record[term.variable] {
                sum += term.coefficient * value
            } else {
                unknown.append(term.variable)
                var ends = (lowerBounds[term.variable].map { $0 * term.coefficient }, upperBounds[term.variable].map { $0 * term.coefficient })
                if term.coefficient < 0 { ends = (ends.1, ends.0) }
                low = low.flatMap { low in ends.0.map { low + $0 } }
                high = high.flatMap { high in ends.1.map { high + $0 } }
            }
        }
        let least = unknown.isEmpty ? sum : low.map { sum + $0 }
        let most = unknown.isEmpty ? sum : high.map { sum + $0 }
        return Self.decide(rules[rule].relation, least: least, most: most, residual: sum, unknown: unknown)
    }

    /// Whether no partial sum of a rule on a record leaves the range of 64 bits.
    func fits(_ rule: Int, in record: [Int?]) -> Bool {
        // Values within `largestValue` under coefficients of a form cannot.
        if terms[rule].count < 4_000, !hasLargeCoefficients { return true }
        var total = rules[rule].constant.magnitude
        for term in terms[rule] {
            let (product, overflow) = term.coefficient.magnitude.multipliedReportingOverflow(
                by: (record[term.variable]?.magnitude ?? max(lowerBounds[term.variable]?.magnitude ?? 0, upperBounds[term.variable]?.magnitude ?? 0)))
            let (sum, carry) = total.addingReportingOverflow(product)
            if overflow || carry || sum > UInt(Int.max) { return false }
            total = sum
        }
        return true
    }

    private static func decide(
        _ relation: LinearRule.Relation, least: Int?, most: Int?, residual: Int, unknown: [Int]
    ) -> RuleEvaluation {
        switch relation {
        case .equals:
            if let least, least > 0 { return .fails(residual: residual) }
            if let most, most < 0 { return .fails(residual: residual) }
            return unknown.isEmpty ? .holds : .undetermined(unknown: unknown)
        case .atMost:
            if let least, least > 0 { return .fails(residual: residual) }
            if let most, most <= 0 { return .holds }
        case .atLeast:
            if let most, most < 0 { return .fails(residual: residual) }
            if let least, least >= 0 { return .holds }
        }
        return .undetermined(unknown: unknown)
    }

    /// Evaluates every rule on a record.
    /// - Complexity: linear in the terms of the system.
    public func evaluate(_ record: [Int?]) -> [RuleEvaluation] {
        rules.indices.map { evaluate($0, in: record) }
    }

    /// The rules that fail on a record, whatever its unknown cells are.
    public func violatedRules(in record: [Int?]) -> [Int] {
        rules.indices.filter {
            if case .fails = evaluate($0, in: record) { return true }
            return false
        }
    }
}
