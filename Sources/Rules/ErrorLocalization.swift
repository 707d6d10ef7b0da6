/// Finds the smallest sets of cells that, changed, make every rule of a system hold: syndrome decoding, and Fellegi–Holt beyond it.
///
/// With the equalities alone a record is a word of a linear code and an error pattern is read off its syndrome: one wrong cell *j* with error *e*
/// leaves the syndrome *e·Aⱼ*. Unknown cells are erasures: they are eliminated from the checks first. Inequalities and lower bounds then rule out
/// candidates that could not be the truth.
///
/// **Definition.** A repair is a set of cells with new values such that (1) every equality that does not depend on an unknown cell holds,
/// (2) the unknown cells can still be filled so that all rules hold, as far as interval propagation tells, (3) no value lies under its lower bound,
/// (4) no smaller set does it. All repairs of the smallest size are listed.
/// **Search.** A violated check must contain a wrong cell that is not freed yet. Branch over its variables, smallest check first, deepen the number
/// of cells one by one up to `maximumErrors`; the last cell is read off its syndrome and verified on every incident check. Beyond, the lightest sets
/// of up to `mostCells` cells are sought by branch and bound (``WeightedRepairSearch``), and what is found is never more than a candidate. Values that
/// the equalities leave open are found by branching over whole numbers within the bounds. All arithmetic is in integers; what leaves 64 bits counts as
/// unknown.
/// **Complexity.** With checks of *m* variables, O(*m*^(k−1)) eliminations for *k* wrong cells; it stops after `nodeLimit` of them and says so.
/// - References: Fellegi & Holt (1976), *JASA* 71, 17–35; de Waal, Pannekoek & Scholtus (2011), *Handbook of Statistical Data Editing*, ch. 3–5.
public struct ErrorLocalization: Sendable {
    /// One cell with the value it should have.
    public struct Correction: Sendable, Hashable {
        /// The variable's index in the system.
        public let variable: Int
        /// The value that stands there.
        public let from: Int
        /// The value that makes the rules hold.
        public let to: Int

        /// A variable with what stands there and what should.
        public init(variable: Int, from: Int, to: Int) {
            self.variable = variable
            self.from = from
            self.to = to
        }
    }

    /// How many explanations of the smallest size there are.
    public enum Certainty: Sendable, Hashable {
        /// Nothing is violated.
        case clean
        /// Just one of up to `maximumErrors` cells: with values that follow: exact, unless more cells are wrong than half the code's distance allows.
        case exact
        /// Several; one of them is the truth if no more cells are wrong than each of them changes.
        case candidates
        /// Something is wrong, and no set within the limit explains it.
        case detected
    }

    /// What was found in one connected component of the rules.
    public struct Result: Sendable, Hashable {
        /// The component's number.
        public let component: Int
        /// The rules that fail; where none does by itself but no values of the unknown cells satisfy all, a smallest set of them that leaves none.
        public let violated: [Int]
        /// Whether no rule fails by itself: it is the unknown cells that cannot be filled.
        public let isInfeasible: Bool
        /// The smallest repairs, each sorted by variable.
        public let repairs: [[Correction]]
        /// How certain they are.
        public let certainty: Certainty
        /// Whether the search ended before all sets of that size were tried.
        public let isIncomplete: Bool
    }

    /// The rules.
    public let system: RuleSystem
    /// Up to so many wrong cells every smallest repair is listed.
    public let maximumErrors: Int
    /// The most cells that a repair may change at all.
    public let mostCells: Int
    /// The largest number of eliminations for one component.
    public let nodeLimit: Int
    /// What changing each variable costs beyond `maximumErrors`: the lightest sets are sought there.
    public let weights: [Int]

    /// A localization over a system of rules.
    /// - Parameters:
    ///   - maximumErrors: up to so many wrong cells all sets are tried, by number.
    ///   - mostCells: beyond, the lightest sets of up to so many.
    ///   - nodeLimit: eliminations for one component, in each of the two searches.
    ///   - weight: what changing a variable costs, positive; the same for all unless told otherwise.
    public init(
        _ system: RuleSystem, maximumErrors: Int = 3, mostCells: Int = 8, nodeLimit: Int = 20_000, weight: (RuleSystem.Variable) -> Int = { _ in 1 }
    ) {
        precondition(maximumErrors >= 1 && mostCells >= maximumErrors, "maximumErrors is \(maximumErrors), mostCells \(mostCells)")
        self.system = system
        self.maximumErrors = maximumErrors
        self.mostCells = mostCells
        self.nodeLimit = nodeLimit
        weights = system.variables.map(weight)
        precondition(weights.allSatisfy { $0 > 0 }, "a weight is not positive")
    }

    /// Locates the errors of a record, component by component; components without a violation are left out.
    ///
    /// Violations so far apart that fewer than three wrong cells could not link them are located apart, each with a result of its own.
    /// - Parameters:
    ///   - record: one value a variable, `nil` where unknown.
    ///   - trusted: variables that are never changed, such as the values of another year's report.
    public func locate(in record: [Int?], trusted: Set<Int> = []) -> [Result] {
        system.rulesOfComponent.indices.flatMap { locate(component: $0, in: record, trusted: trusted) }
    }

    private func locate(component: Int, in record: [Int?], trusted: Set<Int>) -> [Result] {
        let rules = system.rulesOfComponent[component]
        var violated: [Int] = []
        var hasUnknown = false
        for rule in rules {
            switch system.evaluate(rule, in: record) {
            case .fails: violated.append(rule)
            case .undetermined: hasUnknown = true
            case .holds: break
            }
        }
        if violated.isEmpty {
            // Rules with unknown cells can contradict each other without any one of them failing by itself.
            guard hasUnknown, !isFillable(rules, record) else { return [] }
            return [locate(component, rules: rules, violated: smallestConflict(rules, record), isInfeasible: true, record: record, trusted: trusted)]
        }
        let clusters = ViolationClusters.of(violated, in: system, rules: rules, record: record, trusted: trusted)
        if clusters.count == 1 { return [locate(component, rules: rules, violated: violated, record: record, trusted: trusted)] }
        var clusterOf: [Int: Int] = [:]
        for (number, cluster) in clusters.enumerated() {
            for rule in cluster { for term in system.terms[rule] { clusterOf[term.variable] = number } }
        }
        let isViolated = Set(violated)
        return clusters.enumerated().map { number, cluster in
            let (reached, foreign) = region(of: cluster, number, clusterOf, isViolated, record, trusted)
            return locate(component, rules: reached, violated: cluster, record: record, trusted: trusted.union(foreign))
        }
    }

    /// The rules that the repair of a cluster can touch, ascending, with the known cells of other clusters among them, which stay as they are: what lies behind such
    /// cells is not moved by it.
    private func region(
        of cluster: [Int], _ number: Int, _ clusterOf: [Int: Int], _ isViolated: Set<Int>, _ record: [Int?], _ trusted: Set<Int>
    ) -> (rules: [Int], foreign: Set<Int>) {
        var reached = Set(cluster)
        var open = cluster
        var foreign: Set<Int> = []
        var seen: Set<Int> = []
        while let rule = open.popLast() {
            for term in system.terms[rule] where seen.insert(term.variable).inserted {
                let isForeign = clusterOf[term.variable].map { $0 != number } ?? false
                if isForeign { foreign.insert(term.variable) }
                if record[term.variable] != nil && (isForeign || trusted.contains(term.variable)) { continue }
                for other in system.incidentRules[term.variable] where !isViolated.contains(other) && reached.insert(other).inserted {
                    open.append(other)
                }
            }
        }
        return (reached.sorted(), foreign)
    }

    /// Whether the unknown cells can have values with which the rules hold, as far as elimination and interval propagation tell.
    private func isFillable(_ rules: [Int], _ record: [Int?]) -> Bool {
        guard ParityChecks(system, rules: rules, record: record).areSatisfied else { return false }
        return BlankImputation(system, rules: rules).isFeasible(record)
    }

    /// Rules that no filling satisfies together, none of which can be left out: larger blocks of rules are tried first.
    private func smallestConflict(_ rules: [Int], _ record: [Int?]) -> [Int] {
        var kept = rules
        var block = max(kept.count / 2, 1)
        while true {
            var start = 0
            while start < kept.count {
                let without = Array(kept[..<start] + kept[min(start + block, kept.count)...])
                if isFillable(without, record) { start += block } else { kept = without }
            }
            if block == 1 { return kept }
            block = max(block / 2, 1)
        }
    }

    private func locate(
        _ component: Int, rules: [Int], violated: [Int], isInfeasible: Bool = false, record: [Int?], trusted: Set<Int>
    ) -> Result {
        // Over the variables of these rules alone: a search copies records.
        let (part, variables) = system.restricted(to: rules)
        let place = Dictionary(uniqueKeysWithValues: variables.enumerated().map { ($1, $0) })
        let positions = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1, $0) })
        let inner = ErrorLocalization(part, self, weights: variables.map { weights[$0] })
        let result = inner.search(
            violated: violated.map { positions[$0]! }, isInfeasible: isInfeasible, record: variables.map { record[$0] },
            trusted: Set(trusted.compactMap { place[$0] }))
        return Result(
            component: component, violated: violated, isInfeasible: isInfeasible,
            repairs: result.repairs.map { $0.map { Correction(variable: variables[$0.variable], from: $0.from, to: $0.to) } },
            certainty: result.certainty, isIncomplete: result.isIncomplete)
    }

    /// The limits of another localization over a part of its system.
    private init(_ system: RuleSystem, _ whole: ErrorLocalization, weights: [Int]) {
        self.system = system
        maximumErrors = whole.maximumErrors
        mostCells = whole.mostCells
        nodeLimit = whole.nodeLimit
        self.weights = weights
    }

    private func search(violated: [Int], isInfeasible: Bool, record: [Int?], trusted: Set<Int>) -> Result {
        let rules = Array(system.rules.indices)
        let checks = ParityChecks(system, rules: rules, record: record)
        let completion = RepairCompletion(system: system, rules: rules, record: record)
        var search = RepairSearch(completion, trusted: trusted, nodeLimit: nodeLimit)
        let fewest = fewest(checks, trusted)
        for size in max(1, min(fewest, maximumErrors + 1))..<(maximumErrors + 1) {
            search.run(checks: checks, size: size)
            if !search.repairs.isEmpty || search.isExhausted { break }
        }
        var repairs = search.repairs
        var isIncomplete = search.isExhausted
        var certainty: Certainty = repairs.isEmpty ? .detected : repairs.count == 1 && !isIncomplete && !search.hasOpenValues ? .exact : .candidates
        // Where more violations stand apart than cells may change, there is nothing to look for.
        if repairs.isEmpty && mostCells > maximumErrors && fewest <= mostCells {
            var wider = WeightedRepairSearch(completion, weights: weights, mostCells: mostCells, nodeLimit: nodeLimit / 2)
            wider.run(checks: checks, trusted: trusted)
            repairs = wider.repairs
            isIncomplete = wider.isExhausted
            if !repairs.isEmpty { certainty = .candidates }
        }
        return Result(
            component: 0, violated: violated, isInfeasible: isInfeasible,
            repairs: Set(repairs.map { $0.sorted { $0.variable < $1.variable } }).sorted(by: Self.precedes),
            certainty: certainty, isIncomplete: isIncomplete)
    }

    /// A bound of how few cells could explain the violated checks: the largest number when one of them has no cell left to change.
    private func fewest(_ checks: ParityChecks, _ trusted: Set<Int>) -> Int {
        var excluded = [Bool](repeating: false, count: system.variables.count)
        for variable in trusted { excluded[variable] = true }
        let ones = [Int](repeating: 1, count: system.variables.count)
        return WeightedRepairSearch.bound(checks, excluded: excluded, weights: ones) ?? .max
    }

    private static func precedes(_ one: [Correction], _ other: [Correction]) -> Bool {
        one.map(\.variable).lexicographicallyPrecedes(other.map(\.variable))
    }
}
