/// Linear rules laid out over the years that they reach across, as one system of constraints.
struct LaidOutConstraints {
    private struct Variable: Hashable {
        let name: String
        let year: Int
        let reach: LinearRule.Reach
    }

    /// Where a constraint comes from.
    private struct Origin {
        let rule: Int
        let relation: LinearRule.Relation
    }

    /// Rules over more years than this are laid out over this many.
    private static let mostYears = 5

    private let rules: [Rule]
    private let origins: [Origin]
    private let constraints: [LinearSystem.Constraint]
    private let variables: [Variable]
    /// The year that all lags can be reached from, where there is one.
    private let home: Int

    init(_ members: [Int], of rules: [Rule]) {
        let lags = members.flatMap { rules[$0].linear.flatMap { $0.terms.map(\.lag) } }
        let (first, last) = (min(lags.min() ?? 0, 0), max(lags.max() ?? 0, 0))
        let years = 0..<min(last - first + 1, Self.mostYears)
        var variables: [Variable] = []
        var indexOf: [Variable: Int] = [:]
        var origins: [Origin] = []
        var constraints: [LinearSystem.Constraint] = []
        for member in members {
            for rule in rules[member].linear {
                for year in years where rule.terms.allSatisfy({ years.contains(year + $0.lag) }) {
                    var terms: [(variable: Int, coefficient: Rational)] = []
                    for term in rule.terms {
                        let variable = Variable(name: term.variable, year: year + term.lag, reach: term.reach)
                        let index = indexOf[variable] ?? variables.count
                        if index == variables.count {
                            indexOf[variable] = index
                            variables.append(variable)
                        }
                        terms.append((index, Rational(term.coefficient)))
                    }
                    let constraint = LinearSystem.Constraint(terms: terms, bound: Rational(rule.constant), isEquality: rule.relation == .equals)
                    constraints.append(rule.relation == .atLeast ? constraint.turned : constraint)
                    origins.append(Origin(rule: member, relation: rule.relation))
                }
            }
        }
        self.rules = rules
        self.variables = variables
        self.origins = origins
        self.constraints = constraints
        home = min(-first, years.upperBound - 1)
    }

    /// Groups of rules that share variables, directly or through others.
    static func components(_ members: [Int], of rules: [Rule]) -> [[Int]] {
        var groupOf: [String: Int] = [:]
        var parent = Array(members.indices)
        func root(_ group: Int) -> Int {
            var group = group
            while parent[group] != group {
                parent[group] = parent[parent[group]]
                group = parent[group]
            }
            return group
        }
        for (position, member) in members.enumerated() {
            for name in rules[member].linear.flatMap({ $0.terms.map(\.variable) }) {
                if let other = groupOf[name] { parent[root(position)] = root(other) } else { groupOf[name] = position }
            }
        }
        return Dictionary(grouping: members.indices, by: root).values.map { $0.sorted().map { members[$0] } }.sorted { $0[0] < $1[0] }
    }

    private func owners(_ constraints: [Int]) -> [Int] { Set(constraints.map { origins[$0].rule }).sorted() }

    /// Rules that cannot hold together.
    func contradiction(work: inout Int) -> LinearSystem.Answer {
        guard constraints.count * variables.count <= Self.largest else { return .undecided }
        switch LinearSystem(constraints).contradiction(work: &work) {
        case .follows(let reason): return .follows(owners(reason))
        case let other: return other
        }
    }

    /// Tableaus with more entries than this are not begun.
    private static let largest = 1_000_000

    /// Whether a rule follows: from the others, or, as an equality, from all with itself.
    func implied(_ rule: Int, isEquality: Bool, work: inout Int) -> LinearSystem.Answer {
        guard constraints.count * variables.count <= Self.largest else { return .undecided }
        let used = constraints.indices.filter { isEquality || origins[$0].rule != rule }
        let system = LinearSystem(used.map { constraints[$0] })
        var reasons: Set<Int> = []
        for index in constraints.indices where origins[index].rule == rule {
            if isEquality && origins[index].relation == .equals { continue }
            switch system.implies(isEquality ? constraints[index].turned : constraints[index], work: &work) {
            case .follows(let reason): reasons.formUnion(reason.map { origins[used[$0]].rule })
            case let other: return other
            }
        }
        return .follows(reasons.subtracting([rule]).sorted())
    }

    /// The variables of a year in the middle that several rules together bound.
    func bounds(work: inout Int) -> [RuleSetCheck.Remark] {
        guard constraints.count * variables.count <= Self.largest else { return [] }
        let system = LinearSystem(constraints)
        var remarks: [RuleSetCheck.Remark] = []
        for (index, variable) in variables.enumerated() where variable.year == home && variable.reach == .own {
            guard let high = system.maximum(of: [(index, .one)], work: &work), let low = system.maximum(of: [(index, Rational(-1))], work: &work)
            else { continue }
            let because = owners((high?.because ?? []) + (low?.because ?? []))
            if let high, let low, high.bound == low.bound.negated {
                // A rule that names the value says so itself.
                if because.count > 1 { remarks.append(.fixed(variable: variable.name, value: high.bound, because: because)) }
                continue
            }
            let (upper, lower) = (high.flatMap { owners($0.because).count > 1 ? $0 : nil }, low.flatMap { owners($0.because).count > 1 ? $0 : nil })
            guard upper != nil || lower != nil else { continue }
            remarks.append(
                .bound(
                    variable: variable.name, low: low?.bound.negated, high: high?.bound,
                    because: owners((upper?.because ?? []) + (lower?.because ?? []))))
        }
        return remarks
    }
}
