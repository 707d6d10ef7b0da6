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
/// of cells one by one. The last cell is read off its syndrome and verified on every incident check. All arithmetic is in integers.
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
        /// Just one: exact, unless more cells are wrong than half the code's distance allows.
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
        /// The rules that fail.
        public let violated: [Int]
        /// The smallest repairs, each sorted by variable.
        public let repairs: [[Correction]]
        /// How certain they are.
        public let certainty: Certainty
        /// Whether the search ended before all sets of that size were tried.
        public let isIncomplete: Bool
    }

    /// The rules.
    public let system: RuleSystem
    /// The largest number of wrong cells that is searched for.
    public let maximumErrors: Int
    /// The largest number of eliminations for one component.
    public let nodeLimit: Int

    /// A localization over a system of rules.
    public init(_ system: RuleSystem, maximumErrors: Int = 3, nodeLimit: Int = 20_000) {
        precondition(maximumErrors >= 1, "maximumErrors is \(maximumErrors)")
        self.system = system
        self.maximumErrors = maximumErrors
        self.nodeLimit = nodeLimit
    }

    /// Locates the errors of a record, component by component; components without a violation are left out.
    /// - Parameters:
    ///   - record: one value a variable, `nil` where unknown.
    ///   - trusted: variables that are never changed, such as the values of another year's report.
    public func locate(in record: [Int?], trusted: Set<Int> = []) -> [Result] {
        var rulesOf = [[Int]](repeating: [], count: system.componentCount)
        for (rule, component) in system.component.enumerated() { rulesOf[component].append(rule) }
        return rulesOf.enumerated().compactMap { component, rules in
            let violated = rules.filter {
                if case .fails = system.evaluate($0, in: record) { return true }
                return false
            }
            let checks = ParityChecks(system, rules: rules, record: record)
            if violated.isEmpty && checks.areSatisfied { return nil }
            return locate(component, rules: rules, violated: violated, checks: checks, record: record, trusted: trusted)
        }
    }

    private func locate(
        _ component: Int, rules: [Int], violated: [Int], checks: ParityChecks, record: [Int?], trusted: Set<Int>
    ) -> Result {
        var search = RepairSearch(system: system, rules: rules, record: record, trusted: trusted, nodeLimit: nodeLimit)
        for size in 1...maximumErrors {
            search.run(checks: checks, size: size)
            if !search.repairs.isEmpty || search.isExhausted { break }
        }
        let repairs = search.repairs.map { $0.sorted { $0.variable < $1.variable } }
        let certainty: Certainty = repairs.isEmpty ? .detected : repairs.count == 1 && !search.isExhausted ? .exact : .candidates
        return Result(
            component: component, violated: violated, repairs: Array(Set(repairs)).sorted(by: Self.precedes), certainty: certainty,
            isIncomplete: search.isExhausted)
    }

    private static func precedes(_ one: [Correction], _ other: [Correction]) -> Bool {
        one.map(\.variable).lexicographicallyPrecedes(other.map(\.variable))
    }
}
