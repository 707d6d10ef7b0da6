/// Rules of a record laid out over several periods, and over the members of a family, so that one wrong value is one wrong value in all of them.
///
/// A closing stock that is wrong breaks the balance of its own year and the opening of the next; in records of single years these are two
/// violations with several explanations each, laid out together they are one with one. Likewise a region whose figure is off breaks its own sums and the sum
/// over the regions within it. A variable of the joint system is an id in a period, of a member: its `lag` counts from the first period. A rule that reaches over
/// either end, over children that a member does not have or over a parent that it does not have, is left out there.
///
/// ```swift
/// let joint = JointRules([LinearRule("carry", [.init("end", lag: -1), .init("start", coefficient: -1)], .equals)], periods: 3)
/// joint.system.rules.count      // 2: there is nothing before the first period
/// ```
/// - Complexity: linear in members times periods times terms.
public struct JointRules: Sendable {
    /// A rule of the joint system: which rule it is, of which member, in which period.
    public struct Instance: Sendable, Hashable {
        /// The position among the rules given.
        public let rule: Int
        /// The member, from 0.
        public let member: Int
        /// The period, from 0.
        public let period: Int
    }

    /// The joint system.
    public private(set) var system: RuleSystem
    /// Where each rule of the system comes from.
    public let instances: [Instance]

    /// Lays rules out over periods and members.
    /// - Parameters:
    ///   - rules: rules with lags relative to the record's own period.
    ///   - periods: number of periods, at least 1.
    ///   - parents: for each member the one right above it in the family, `nil` for none; by default a single member.
    ///   - applies: whether a rule, by its position, applies to a period of a member.
    ///   - lowerBound: the smallest value of a variable, 0 unless told otherwise.
    public init(
        _ rules: [LinearRule], periods: Int, parents: [Int?] = [nil], applies: (Instance) -> Bool = { _ in true },
        lowerBound: (String) -> Int? = { _ in 0 }
    ) {
        precondition(periods >= 1, "\(periods) periods")
        precondition(parents.allSatisfy { $0.map(parents.indices.contains) ?? true }, "a parent outside the family of \(parents.count)")
        var children = [[Int]](repeating: [], count: parents.count)
        for (member, parent) in parents.enumerated() { if let parent { children[parent].append(member) } }
        var laidOut: [LinearRule] = []
        var instances: [Instance] = []
        for period in 0..<periods {
            for (index, rule) in rules.enumerated() where rule.terms.allSatisfy({ (0..<periods).contains(period + $0.lag) }) {
                for member in parents.indices {
                    let instance = Instance(rule: index, member: member, period: period)
                    guard applies(instance), let terms = Self.terms(rule, member, period, parents[member], children[member]) else { continue }
                    laidOut.append(LinearRule(rule.id, terms, rule.relation, rule.constant, text: rule.text))
                    instances.append(instance)
                }
            }
        }
        self.instances = instances
        system = RuleSystem(laidOut) { lowerBound($0.id) }
    }

    /// The same rules for a record that knows bounds of some of its unknown cells.
    public func bounded(by bounds: [(variable: Int, low: Int?, high: Int?)]) -> JointRules {
        var joint = self
        joint.system = system.bounded(by: bounds)
        return joint
    }

    /// The terms of a rule at a member and period; `nil` where it reaches over members that are not there.
    private static func terms(_ rule: LinearRule, _ member: Int, _ period: Int, _ parent: Int?, _ children: [Int]) -> [LinearRule.Term]? {
        var terms: [LinearRule.Term] = []
        for term in rule.terms {
            let members: [Int]
            switch term.reach {
            case .own: members = [member]
            case .member(let other): members = [other]
            case .parent: members = parent.map { [$0] } ?? []
            case .children: members = children
            }
            guard !members.isEmpty else { return nil }
            terms += members.map { LinearRule.Term(term.variable, coefficient: term.coefficient, lag: period + term.lag, reach: .member($0)) }
        }
        return terms
    }
}
