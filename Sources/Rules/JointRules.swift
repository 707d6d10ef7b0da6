/// Rules of a record laid out over several periods, so that one wrong value is one wrong value in all of them.
///
/// A closing stock that is wrong breaks the balance of its own year and the opening of the next; in records of single years these are two
/// violations with several explanations each, laid out together they are one with one. A variable of the joint system is an id in a period: its
/// `lag` counts from the first period. A rule that reaches over either end is left out there.
///
/// ```swift
/// let joint = JointRules([LinearRule("carry", [.init("end", lag: -1), .init("start", coefficient: -1)], .equals)], periods: 3)
/// joint.system.rules.count      // 2: there is nothing before the first period
/// ```
/// - Complexity: linear in periods times terms.
public struct JointRules: Sendable {
    /// A rule of the joint system: which rule it is, in which period.
    public struct Instance: Sendable, Hashable {
        /// The position among the rules given.
        public let rule: Int
        /// The period, from 0.
        public let period: Int
    }

    /// The joint system.
    public let system: RuleSystem
    /// Where each rule of the system comes from.
    public let instances: [Instance]

    /// Lays rules out over periods.
    /// - Parameters:
    ///   - rules: rules with lags relative to the record's own period.
    ///   - periods: number of periods, at least 1.
    ///   - lowerBound: the smallest value of a variable, 0 unless told otherwise.
    public init(_ rules: [LinearRule], periods: Int, lowerBound: (String) -> Int? = { _ in 0 }) {
        precondition(periods >= 1, "\(periods) periods")
        var laidOut: [LinearRule] = []
        var instances: [Instance] = []
        for period in 0..<periods {
            for (index, rule) in rules.enumerated() where rule.terms.allSatisfy({ (0..<periods).contains(period + $0.lag) }) {
                let terms = rule.terms.map { LinearRule.Term($0.variable, coefficient: $0.coefficient, lag: period + $0.lag) }
                laidOut.append(LinearRule(rule.id, terms, rule.relation, rule.constant))
                instances.append(Instance(rule: index, period: period))
            }
        }
        self.instances = instances
        system = RuleSystem(laidOut) { lowerBound($0.id) }
    }
}
