/// Groups of variables each of which takes one of a list of assignments: which of them can be true when linear rules hold.
///
/// A constraint problem over finite domains: bounds of every rule prune the lists, and an assignment counts as possible when a search finds a
/// choice for all other groups with which the rules hold. What the search does not settle within its bound stays possible, so that a single
/// assignment left is always certain under the rules.
///
/// ```swift
/// let groups = [AlternativeSelection.Group(["a"], [[1], [12]]), .init(["b"], [[3]]), .init(["sum"], [[15]])]
/// AlternativeSelection(groups, rules: [LinearRule("sum", ["a", "b"], equals: ["sum"])]).possible   // [[1], [0], [0]]
/// ```
/// - Complexity: a step is one look at one assignment under one rule; at most `steps` of them for each group.
public struct AlternativeSelection: Sendable {
    /// Variables that are told together, with the values they may have.
    public struct Group: Sendable {
        /// The ids.
        public var variables: [String]
        /// The assignments, each with one value a variable.
        public var alternatives: [[Int]]

        /// A group of variables and what they may be.
        public init(_ variables: [String], _ alternatives: [[Int]]) {
            precondition(alternatives.allSatisfy { $0.count == variables.count }, "an assignment needs \(variables.count) values")
            self.variables = variables
            self.alternatives = alternatives
        }
    }

    /// For every group the ordinals of the assignments that some solution has, ascending; never empty where the group has any.
    public private(set) var possible: [[Int]]
    /// The rules that no choice satisfies; they decided nothing.
    public private(set) var broken: [LinearRule] = []

    /// A rule seen from the groups: what each assignment adds to its left side.
    private struct Constraint {
        let relation: LinearRule.Relation
        let rule: Int
        var groups: [Int]
        var sums: [[Int]]
    }

    /// Selects.
    ///
    /// - Parameters:
    ///   - groups: the groups; no variable may be in two of them.
    ///   - rules: rules of the present year; one with a variable that no group has is left out.
    ///   - steps: the bound of the search for one group.
    public init(_ groups: [Group], rules: [LinearRule], steps: Int = 2_000_000) {
        possible = groups.map { Array($0.alternatives.indices) }
        var constraints = Self.constraints(groups, rules)
        func leaveOut(_ rulesOut: Set<Int>) {
            broken += rulesOut.sorted().map { rules[$0] }
            constraints.removeAll { rulesOut.contains($0.rule) }
        }
        // First what each group's own rules leave of it.
        var out: Set<Int> = []
        for constraint in constraints where constraint.groups.count == 1 {
            let kept = possible[constraint.groups[0]].filter { Self.holds(constraint.sums[0][$0], constraint.relation) }
            if kept.isEmpty { out.insert(constraint.rule) } else { possible[constraint.groups[0]] = kept }
        }
        leaveOut(out)
        constraints.removeAll { $0.groups.count == 1 }
        leaveOut(Set(constraints.filter { Self.isImpossible($0, possible) }.map(\.rule)))
        for component in Self.components(constraints, groups: groups.count) { solve(component, rules: rules, steps: steps) }
    }

    private static func constraints(_ groups: [Group], _ rules: [LinearRule]) -> [Constraint] {
        var place: [String: (group: Int, column: Int)] = [:]
        for (index, group) in groups.enumerated() {
            for (column, variable) in group.variables.enumerated() {
                precondition(place.updateValue((index, column), forKey: variable) == nil, "\(variable) is in two groups")
            }
        }
        return rules.enumerated().compactMap { number, rule in
            guard rule.terms.allSatisfy({ $0.lag == 0 && place[$0.variable] != nil }) else { return nil }
            var constraint = Constraint(relation: rule.relation, rule: number, groups: [], sums: [])
            for (group, terms) in Dictionary(grouping: rule.terms, by: { place[$0.variable]!.group }).sorted(by: { $0.key < $1.key }) {
                // The constant stands with the first group.
                let constant = constraint.groups.isEmpty ? rule.constant : 0
                var sums: [Int] = []
                for values in groups[group].alternatives {
                    var sum = -constant
                    for term in terms {
                        let (product, overflow) = values[place[term.variable]!.column].multipliedReportingOverflow(by: term.coefficient)
                        guard !overflow, product.magnitude < 1 << 55, sum.magnitude < 1 << 55 else { return nil }
                        sum += product
                    }
                    sums.append(sum)
                }
                constraint.groups.append(group)
                constraint.sums.append(sums)
            }
            return constraint
        }
    }

    private static func holds(_ sum: Int, _ relation: LinearRule.Relation) -> Bool {
        switch relation {
        case .equals: sum == 0
        case .atMost: sum <= 0
        case .atLeast: sum >= 0
        }
    }

    /// Most sums that are kept while a rule is tried alone.
    private static let sumLimit = 5_000

    /// Whether a rule by itself holds for no choice; a rule with too many sums to try counts as possible.
    private static func isImpossible(_ constraint: Constraint, _ domains: [[Int]]) -> Bool {
        var reached: Set<Int> = [0]
        for (group, sums) in zip(constraint.groups, constraint.sums) {
            let own = Set(domains[group].map { sums[$0] })
            guard reached.count * own.count <= sumLimit * 50 else { return false }
            reached = reached.reduce(into: []) { found, sum in for value in own { found.insert(sum &+ value) } }
            guard reached.count <= sumLimit else { return false }
        }
        return !reached.contains { holds($0, constraint.relation) }
    }

    private static func components(_ constraints: [Constraint], groups: Int) -> [[Constraint]] {
        var parent = Array(0..<groups)
        func root(_ group: Int) -> Int {
            var group = group
            while parent[group] != group { group = parent[group] }
            return group
        }
        for constraint in constraints { for group in constraint.groups { parent[root(group)] = root(constraint.groups[0]) } }
        return Dictionary(grouping: constraints, by: { root($0.groups[0]) }).sorted { $0.key < $1.key }.map(\.value)
    }

    // MARK: Search

    private mutating func solve(_ constraints: [Constraint], rules: [LinearRule], steps: Int) {
        var left = steps
        guard let start = Self.pruned(possible, constraints, &left), left > 0 else {
            if left > 0 { broken += Set(constraints.map(\.rule)).sorted().map { rules[$0] } }
            return
        }
        let members = Set(constraints.flatMap(\.groups)).sorted()
        var seen: [Int: Set<Int>] = [:]
        for group in members {
            left = steps
            for alternative in start[group] where seen[group]?.contains(alternative) != true {
                var fixed = start
                fixed[group] = [alternative]
                guard let solution = Self.solution(fixed, constraints, members, &left) else {
                    // Out of steps: what was not refuted stays possible.
                    if left <= 0 { seen[group, default: []].insert(alternative) }
                    continue
                }
                for member in members { seen[member, default: []].insert(solution[member][0]) }
            }
            if seen[group] == nil {
                broken += Set(constraints.map(\.rule)).sorted().map { rules[$0] }
                return
            }
        }
        for group in members { possible[group] = seen[group]!.sorted() }
    }

    /// One choice for every member with which the rules hold; `nil` without one, or out of steps.
    private static func solution(_ domains: [[Int]], _ constraints: [Constraint], _ members: [Int], _ steps: inout Int) -> [[Int]]? {
        guard let domains = pruned(domains, constraints, &steps), steps > 0 else { return nil }
        guard let next = members.filter({ domains[$0].count > 1 }).min(by: { (domains[$0].count, $0) < (domains[$1].count, $1) }) else {
            return domains
        }
        for alternative in domains[next] {
            var fixed = domains
            fixed[next] = [alternative]
            if let found = solution(fixed, constraints, members, &steps) { return found }
            if steps <= 0 { return nil }
        }
        return nil
    }

    /// The assignments that the bounds of no rule exclude; `nil` when a group has none left.
    private static func pruned(_ domains: [[Int]], _ constraints: [Constraint], _ steps: inout Int) -> [[Int]]? {
        var domains = domains
        var changed = true
        while changed {
            changed = false
            for constraint in constraints {
                var (low, high) = (0, 0)
                var ranges: [(low: Int, high: Int)] = []
                ranges.reserveCapacity(constraint.groups.count)
                for (group, sums) in zip(constraint.groups, constraint.sums) {
                    var range = (low: Int.max, high: Int.min)
                    for alternative in domains[group] { range = (min(range.low, sums[alternative]), max(range.high, sums[alternative])) }
                    steps -= domains[group].count
                    low &+= range.low
                    high &+= range.high
                    ranges.append(range)
                }
                if steps <= 0 { return domains }
                for (index, group) in constraint.groups.enumerated() {
                    let sums = constraint.sums[index]
                    let (others, othersHigh) = (low &- ranges[index].low, high &- ranges[index].high)
                    let kept = domains[group].filter {
                        (constraint.relation == .atLeast || sums[$0] &+ others <= 0)
                            && (constraint.relation == .atMost || sums[$0] &+ othersHigh >= 0)
                    }
                    if kept.isEmpty { return nil }
                    if kept.count < domains[group].count {
                        domains[group] = kept
                        changed = true
                        break
                    }
                }
            }
        }
        return domains
    }
}
