/// A set of linear rules compiled over dense variable indices: what evaluation, decoding and imputation work on.
///
/// A variable of a system is an id at a lag: last year's value of an indicator is a variable of its own. The engine knows no table; a record is
/// an array of optional integers, one a variable (money in whole units of its smallest part, chosen by the caller).
///
/// ```swift
/// let system = RuleSystem([LinearRule("sum", ["a", "b"], equals: ["total"])])
/// system.evaluate(0, in: [1, 2, 3])        // .holds
/// ```
/// - Complexity: compiling is linear in the number of terms.
public struct RuleSystem: Sendable {
    /// An id at a lag in years, of a member of a family.
    public struct Variable: Sendable, Hashable {
        /// The id.
        public let id: String
        /// Years from the record's own.
        public let lag: Int
        /// The member whose value it is, 0 where there is only one.
        public let member: Int

        /// An id at a lag in years.
        public init(_ id: String, lag: Int = 0, member: Int = 0) {
            self.id = id
            self.lag = lag
            self.member = member
        }
    }

    /// One term of a compiled rule.
    public struct Term: Sendable, Hashable {
        /// The position in `variables`.
        public let variable: Int
        /// The integer factor, never zero.
        public let coefficient: Int
    }

    /// The rules, in the order given.
    public let rules: [LinearRule]
    /// The variables, in the order of their first appearance.
    public let variables: [Variable]
    /// The terms of each rule, sorted by variable, each variable once.
    public let terms: [[Term]]
    /// The rules in which a variable appears.
    public let incidentRules: [[Int]]
    /// The smallest value that a variable can take; `nil` where there is none.
    public private(set) var lowerBounds: [Int?]
    /// The largest value that a variable can take; `nil` where there is none.
    public private(set) var upperBounds: [Int?]
    /// The number of the connected component each rule belongs to: rules of different components share no variable.
    public let component: [Int]
    /// Number of connected components.
    public let componentCount: Int
    /// The rules of each component.
    public let rulesOfComponent: [[Int]]

    /// Whether a rule has coefficients so large that values of the allowed size can leave the range of 64 bits.
    let hasLargeCoefficients: Bool

    private let indexOf: [Variable: Int]

    /// Compiles rules.
    /// - Parameters:
    ///   - rules: the rules; terms of one variable are added, and a rule whose terms cancel is kept without terms. Those that reach over children or
    ///     parents must have been laid out over their members (``JointRules``).
    ///   - lowerBound: the smallest value a variable can take, 0 unless told otherwise (a signed change has none).
    public init(_ rules: [LinearRule], lowerBound: (Variable) -> Int? = { _ in 0 }) {
        var variables: [Variable] = []
        var indexOf: [Variable: Int] = [:]
        var terms: [[Term]] = []
        for rule in rules {
            var sums: [Int: Int] = [:]
            for term in rule.terms {
                let variable = Variable(term.variable, lag: term.lag, member: Self.member(term.reach, of: rule))
                let index = indexOf[variable] ?? variables.count
                if index == variables.count {
                    indexOf[variable] = index
                    variables.append(variable)
                }
                sums[index, default: 0] += term.coefficient
            }
            terms.append(
                sums.filter { $0.value != 0 }.map { Term(variable: $0.key, coefficient: $0.value) }.sorted { $0.variable < $1.variable })
        }
        var incident = [[Int]](repeating: [], count: variables.count)
        for (rule, row) in terms.enumerated() {
            for term in row { incident[term.variable].append(rule) }
        }
        hasLargeCoefficients = terms.contains { row in row.contains { $0.coefficient.magnitude > 1 } }
        self.rules = rules
        self.variables = variables
        self.terms = terms
        self.indexOf = indexOf
        incidentRules = incident
        lowerBounds = variables.map(lowerBound)
        upperBounds = [Int?](repeating: nil, count: variables.count)
        (component, componentCount) = Self.components(terms: terms, incident: incident)
        var members = [[Int]](repeating: [], count: componentCount)
        for (rule, number) in component.enumerated() { members[number].append(rule) }
        rulesOfComponent = members
    }

    /// The system of some of its rules over their variables, in the same order, with the place of each variable here. Its rules are one component.
    /// - Complexity: linear in the terms of these rules.
    func restricted(to chosen: [Int]) -> (system: RuleSystem, variables: [Int]) {
        let kept = Set(chosen.flatMap { terms[$0].map(\.variable) }).sorted()
        let place = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
        let rows = chosen.map { terms[$0].map { Term(variable: place[$0.variable]!, coefficient: $0.coefficient) } }
        return (
            RuleSystem(
                rules: chosen.map { rules[$0] }, variables: kept.map { variables[$0] }, terms: rows, lowerBounds: kept.map { lowerBounds[$0] },
                upperBounds: kept.map { upperBounds[$0] }), kept
        )
    }

    /// A system of one component.
    private init(rules: [LinearRule], variables: [Variable], terms: [[Term]], lowerBounds: [Int?], upperBounds: [Int?]) {
        self.rules = rules
        self.variables = variables
        self.terms = terms
        self.lowerBounds = lowerBounds
        self.upperBounds = upperBounds
        var incident = [[Int]](repeating: [], count: variables.count)
        for (rule, row) in terms.enumerated() { for term in row { incident[term.variable].append(rule) } }
        incidentRules = incident
        hasLargeCoefficients = terms.contains { row in row.contains { $0.coefficient.magnitude > 1 } }
        indexOf = Dictionary(uniqueKeysWithValues: variables.enumerated().map { ($1, $0) })
        component = [Int](repeating: 0, count: rules.count)
        componentCount = rules.isEmpty ? 0 : 1
        rulesOfComponent = rules.isEmpty ? [] : [Array(rules.indices)]
    }

    /// The same system for a record that knows more of some of its unknown cells: each between its ends, of which either can be open.
    public func bounded(by bounds: [(variable: Int, low: Int?, high: Int?)]) -> RuleSystem {
        var system = self
        for bound in bounds {
            system.lowerBounds[bound.variable] = [lowerBounds[bound.variable], bound.low].compactMap { $0 }.max()
            system.upperBounds[bound.variable] = bound.high
        }
        return system
    }

    /// The index of a variable; `nil` when no rule mentions it.
    public func index(of id: String, lag: Int = 0, member: Int = 0) -> Int? { indexOf[Variable(id, lag: lag, member: member)] }

    private static func member(_ reach: LinearRule.Reach, of rule: LinearRule) -> Int {
        switch reach {
        case .own: return 0
        case .member(let member): return member
        case .children, .parent: preconditionFailure("rule \(rule.id) reaches over members and was not laid out over them")
        }
    }

    /// An empty record: every variable unknown.
    public var emptyRecord: [Int?] { [Int?](repeating: nil, count: variables.count) }

    private static func components(terms: [[Term]], incident: [[Int]]) -> (labels: [Int], count: Int) {
        var labels = [Int](repeating: -1, count: terms.count)
        var count = 0
        for start in terms.indices where labels[start] < 0 {
            var open = [start]
            labels[start] = count
            while let rule = open.popLast() {
                for term in terms[rule] {
                    for neighbor in incident[term.variable] where labels[neighbor] < 0 {
                        labels[neighbor] = count
                        open.append(neighbor)
                    }
                }
            }
            count += 1
        }
        return (labels, count)
    }
}
