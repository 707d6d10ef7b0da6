/// What the rules say of the unknown cells of a record: their values where they are determined, bounds where they are not.
///
/// Two steps that feed each other until nothing changes: elimination solves the equalities for the unknown cells, interval propagation narrows
/// what is left (three blank counts whose sum is 0 are each 0). Values are suggestions; nothing is filled in silently.
public struct BlankImputation: Sendable {
    /// Where an unknown value lies; `nil` is an open end.
    public struct Bounds: Sendable, Hashable {
        /// The smallest possible value.
        public var low: Int?
        /// The largest possible value.
        public var high: Int?

        /// The value, when only one is left.
        public var value: Int? { low == high ? low : nil }
    }

    /// The rules.
    public let system: RuleSystem
    private let rules: [Int]

    /// Imputation by all rules of a system.
    public init(_ system: RuleSystem) { self.init(system, rules: Array(system.rules.indices)) }

    /// Imputation by some rules of a system.
    public init(_ system: RuleSystem, rules: [Int]) {
        self.system = system
        self.rules = rules
    }

    /// The bounds of every variable; those of a known one are its value. `nil` when no filling satisfies the rules.
    /// - Complexity: at most `maximumRounds` passes over the terms.
    public func bounds(_ record: [Int?]) -> [Bounds]? {
        var bounds = record.indices.map {
            record[$0].map { Bounds(low: $0, high: $0) } ?? Bounds(low: system.lowerBounds[$0], high: system.upperBounds[$0])
        }
        for (variable, error) in ParityChecks(system, rules: rules, record: record).solve() ?? [] where record[variable] == nil {
            guard let error else { continue }
            if let low = bounds[variable].low, -error < low { return nil }
            if let high = bounds[variable].high, -error > high { return nil }
            bounds[variable] = Bounds(low: -error, high: -error)
        }
        return propagate(&bounds) ? bounds : nil
    }

    /// The bounds of one variable, taken as unknown; `nil` when the rest of the record contradicts the rules.
    public func bounds(of variable: Int, in record: [Int?]) -> Bounds? {
        var record = record
        record[variable] = nil
        return bounds(record)?[variable]
    }

    /// The unknown cells whose value is determined.
    public func impliedValues(_ record: [Int?]) -> [(variable: Int, value: Int)] {
        guard let bounds = bounds(record) else { return [] }
        return record.indices.compactMap { index in record[index] == nil ? bounds[index].value.map { (index, $0) } : nil }
    }

    /// Whether the unknown cells can be filled so that all rules hold, as far as interval propagation tells.
    public func isFeasible(_ record: [Int?]) -> Bool { bounds(record) != nil }

    private static let maximumRounds = 60

    /// Narrows bounds by every rule until nothing changes; `false` when a rule cannot hold within them.
    func propagate(_ bounds: inout [Bounds]) -> Bool {
        for _ in 0..<Self.maximumRounds {
            var changed = false
            for rule in rules {
                let relation = system.rules[rule].relation
                if relation != .atLeast {
                    guard narrow(rule, sign: 1, &bounds, &changed) else { return false }
                }
                if relation != .atMost {
                    guard narrow(rule, sign: -1, &bounds, &changed) else { return false }
                }
            }
            if !changed { return true }
        }
        return true
    }

    /// Narrows by `sign · Σ coefficient · x ≤ sign · constant`: each term is at most the right side less the least of the others. An end that leaves
    /// the range of 64 bits counts as open.
    private func narrow(_ rule: Int, sign: Int, _ bounds: inout [Bounds], _ changed: inout Bool) -> Bool {
        var least = -sign * system.rules[rule].constant
        var open = 0
        for term in system.terms[rule] {
            guard let end = Self.least(term, sign, bounds) else {
                open += 1
                continue
            }
            let (sum, overflow) = least.addingReportingOverflow(end)
            if overflow { return true }
            least = sum
        }
        if open == 0 && least > 0 { return false }
        guard open <= 1 else { return true }
        for term in system.terms[rule] {
            let own = Self.least(term, sign, bounds)
            guard open == 0 || own == nil else { continue }
            let (room, overflow) = (own ?? 0).subtractingReportingOverflow(least)
            if overflow { continue }
            let factor = sign * term.coefficient
            var mine = bounds[term.variable]
            if factor > 0 {
                let high = Self.floorDivide(room, factor)
                if mine.high.map({ high < $0 }) ?? true {
                    mine.high = high
                    changed = true
                }
            } else {
                let low = -Self.floorDivide(room, -factor)
                if mine.low.map({ low > $0 }) ?? true {
                    mine.low = low
                    changed = true
                }
            }
            if let low = mine.low, let high = mine.high, low > high { return false }
            bounds[term.variable] = mine
        }
        return true
    }

    private static func least(_ term: RuleSystem.Term, _ sign: Int, _ bounds: [Bounds]) -> Int? {
        let factor = sign * term.coefficient
        guard let end = factor > 0 ? bounds[term.variable].low : bounds[term.variable].high else { return nil }
        let (product, overflow) = end.multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
    }

    private static func floorDivide(_ a: Int, _ b: Int) -> Int {
        let quotient = a / b
        return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient
    }
}
