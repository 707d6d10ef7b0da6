/// What a set of rules says of itself, before any record: lines that cannot hold together, lines that say nothing new, equalities that hide in inequalities,
/// bounds that follow, variables with one possible value.
///
/// Only linear rules take part. They are laid out over as many years as they reach across, so that `x >= 5` and `prev(x) <= 3` contradict each other. What is said holds
/// for all real numbers, and so for whole ones; everything is decided exactly, or said not to be decided. A rule that applies to some years or bodies only is held against those that apply wherever it does.
///
/// ```swift
/// RuleSetCheck(try RuleText.parse("pending >= 10\npending <= 5")).contradictions      // [[0, 1]]
/// ```
/// - Complexity: some linear programs a rule, each over the rules connected with it; beyond `work` the rest is undecided.
/// - References: Fellegi & Holt (1976), *JASA* 71, 17–35; Chinneck (2008), *Feasibility and Infeasibility in Optimization*; de Jonge & van der Loo, R package
///   validatetools.
public struct RuleSetCheck: Sendable {
    /// Something that is said by rules together, or of one by others; rules by their positions.
    public enum Remark: Sendable, Hashable {
        /// These cannot hold together, and any of them left out the others can.
        case contradiction([Int])
        /// An inequality that the others make sure of.
        case redundant(Int, because: [Int])
        /// An equality that follows from the others.
        case implied(Int, because: [Int])
        /// An inequality that can hold only as an equality.
        case equality(Int, because: [Int])
        /// A variable that the rules together bound.
        case bound(variable: String, low: Rational?, high: Rational?, because: [Int])
        /// A variable that can have one value only.
        case fixed(variable: String, value: Rational, because: [Int])
        /// What could not be told of a rule within 128 bits and the work allowed.
        case undecided(Int)
        /// A rule that is not linear: it is judged on records only.
        case notLinear(Int)
    }

    /// The rules.
    public let rules: [Rule]
    /// What was found, contradictions first.
    public private(set) var remarks: [Remark] = []

    /// The sets of rules that cannot hold together.
    public var contradictions: [[Int]] { remarks.compactMap { if case .contradiction(let rules) = $0 { rules } else { nil } } }

    /// The rules that are in no contradiction: what can be asked of a record.
    public var consistent: [Rule] {
        let out = Set(contradictions.joined())
        return rules.indices.filter { !out.contains($0) }.map { rules[$0] }
    }

    private var work: Int
    private let contradictionsOnly: Bool

    /// Checks rules.
    /// - Parameters:
    ///   - work: entries of tableaus that may be touched.
    ///   - contradictionsOnly: whether nothing else is looked for.
    public init(_ rules: [Rule], work: Int = 40_000_000, contradictionsOnly: Bool = false) {
        self.rules = rules
        self.work = work
        self.contradictionsOnly = contradictionsOnly
        var said: Set<Remark> = []
        for scope in RuleApplicability.scopes(of: rules) {
            let members = rules.indices.filter { rules[$0].isLinear && RuleApplicability(rules[$0].modifiers).includes(scope) }
            for component in LaidOutConstraints.components(members, of: rules) {
                for remark in check(component, scope) where said.insert(remark).inserted { remarks.append(remark) }
            }
        }
        for (index, rule) in rules.enumerated() where !rule.isLinear { remarks.append(.notLinear(index)) }
        remarks = remarks.enumerated().sorted { (Self.order($0.element), $0.offset) < (Self.order($1.element), $1.offset) }.map(\.element)
    }

    private static func order(_ remark: Remark) -> Int {
        switch remark {
        case .contradiction: 0
        case .redundant, .implied: 1
        case .equality: 2
        case .fixed: 3
        case .bound: 4
        case .undecided: 5
        case .notLinear: 6
        }
    }

    private mutating func check(_ members: [Int], _ scope: RuleApplicability) -> [Remark] {
        var found: [Remark] = []
        var active = members
        while !active.isEmpty {
            switch smallestContradiction(active) {
            case .follows(let rules):
                found.append(.contradiction(rules))
                active.removeAll(where: rules.contains)
                continue
            case .undecided: return found + active.map { .undecided($0) }
            case .no: break
            }
            break
        }
        guard !contradictionsOnly, !active.isEmpty else { return found }
        // What says most in most words is weighed first: of equals the later line.
        let width = Dictionary(uniqueKeysWithValues: active.map { rule in (rule, rules[rule].linear.reduce(0) { $0 + $1.terms.count }) })
        for rule in active.sorted(by: { (width[$0]!, $0) > (width[$1]!, $1) }) where RuleApplicability(rules[rule].modifiers) == scope {
            let laidOut = LaidOutConstraints(active, of: rules)
            switch laidOut.implied(rule, isEquality: false, work: &work) {
            case .follows(let because):
                found.append(
                    rules[rule].linear.allSatisfy { $0.relation == .equals } ? .implied(rule, because: because) : .redundant(rule, because: because))
                active.removeAll { $0 == rule }
            case .undecided: found.append(.undecided(rule))
            case .no: break
            }
        }
        let laidOut = LaidOutConstraints(active, of: rules)
        for rule in active where rules[rule].linear.contains(where: { $0.relation != .equals }) {
            if case .follows(let because) = laidOut.implied(rule, isEquality: true, work: &work) { found.append(.equality(rule, because: because)) }
        }
        return found + laidOut.bounds(work: &work)
    }

    /// A smallest set among these that cannot hold together: what a vertex of the dual gives, or fewer where few enough can be tried one by one.
    private mutating func smallestContradiction(_ active: [Int]) -> LinearSystem.Answer {
        let first = LaidOutConstraints(active, of: rules).contradiction(work: &work)
        guard case .follows(let found) = first, found.count > 1 else { return first }
        for size in 1..<found.count {
            let subsets = Self.subsets(of: active, size: size, atMost: 2_000)
            guard let subsets else { break }
            for subset in subsets {
                if case .follows(let smaller) = LaidOutConstraints(subset, of: rules).contradiction(work: &work) { return .follows(smaller) }
            }
        }
        return first
    }

    /// All subsets of a size; `nil` when there are more than allowed.
    private static func subsets(of list: [Int], size: Int, atMost limit: Int) -> [[Int]]? {
        var subsets: [[Int]] = [[]]
        for _ in 0..<size {
            var longer: [[Int]] = []
            for subset in subsets {
                for element in list where subset.last.map({ element > $0 }) ?? true { longer.append(subset + [element]) }
                if longer.count > limit { return nil }
            }
            subsets = longer
        }
        return subsets
    }
}

/// Where a rule applies: years, and demands on the body.
struct RuleApplicability: Hashable {
    var since: Int
    var until: Int
    var demands: Set<RuleModifiers.Demand>

    init(_ modifiers: RuleModifiers) {
        since = modifiers.since ?? .min
        until = modifiers.until ?? .max
        demands = Set(modifiers.demands)
    }

    /// Whether it applies wherever another does.
    func includes(_ other: RuleApplicability) -> Bool { since <= other.since && until >= other.until && demands.isSubset(of: other.demands) }

    /// Where both apply; `nil` when nowhere.
    func intersection(_ other: RuleApplicability) -> RuleApplicability? {
        var both = self
        both.since = max(since, other.since)
        both.until = min(until, other.until)
        both.demands.formUnion(other.demands)
        let equal = both.demands.filter { !$0.isNegated }
        let clash =
            Set(equal.map(\.attribute)).count < equal.count
            || both.demands.contains { demand in demand.isNegated && equal.contains { $0.attribute == demand.attribute && $0.value == demand.value } }
        return both.since <= both.until && !clash ? both : nil
    }

    /// The scopes to be looked at: those of the rules, and where two of them meet.
    static func scopes(of rules: [Rule]) -> [RuleApplicability] {
        var seen: Set<RuleApplicability> = []
        var own: [RuleApplicability] = []
        for rule in rules where rule.isLinear {
            let scope = RuleApplicability(rule.modifiers)
            if seen.insert(scope).inserted { own.append(scope) }
        }
        guard own.count <= 60 else { return own }
        var scopes = own
        for (index, one) in own.enumerated() {
            for other in own[(index + 1)...] { if let both = one.intersection(other), seen.insert(both).inserted { scopes.append(both) } }
        }
        return scopes
    }
}
