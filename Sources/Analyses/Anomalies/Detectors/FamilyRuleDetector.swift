import ColumnStore
import Disclosure
import Rules

/// Rules that reach over bodies, with the rules of each body beside them: a region against the sum of those within it, and why it differs.
///
/// Where such a rule fails, the body and those it reaches are laid out together, all years and all rules at once: a wrong cell of a county breaks its own sums,
/// its carry-over and the roll-up, and is one finding with one explanation. All other bodies are judged by themselves. A variable that is nowhere negative in
/// the corpus counts as a count: a region cannot be less than those of its children that reported.
/// - Complexity: linear in bodies, years and terms where the rules hold.
struct FamilyRuleDetector: CorpusDetector {
    private let statements: [RuleText.Statement]
    /// The bodies it judges; `nil` for all.
    private let scope: [Int]?

    init(_ statements: [RuleText.Statement], bodies: [Int]? = nil) {
        self.statements = statements
        scope = bodies
    }

    func findings(in corpus: Corpus) throws -> [Finding] {
        guard statements.contains(where: { $0.rule.reachesOverMembers }) else { return [] }
        let scope = scope ?? Array(corpus.bodies.indices)
        let inScope = Set(scope)
        let tree = BodyTree(corpus)
        let counts = Set(statements.flatMap { $0.rule.terms.map(\.variable) }).filter { variable in
            corpus.panel.column(variable).map { !$0.hasNegative } ?? false
        }
        let binding = statements.filter { !$0.isSoft }.map(\.rule)
        let soft = statements.filter { $0.isSoft && $0.rule.reachesOverMembers }.map(\.rule)
        var findings: [Finding] = []
        var families = Families()
        for body in scope {
            let below = tree.children[body].filter(inScope.contains)
            guard !below.isEmpty else { continue }
            let family = [body] + below
            let histories = family.map { BodyHistory(corpus, body: $0) }
            let parents = [nil] + below.map { _ in Int?(0) }
            let laidOut = LaidOutRules(
                binding.filter(\.reachesOverMembers), periods: corpus.years.count, parents: parents, isCount: counts.contains)
            if let reading = RuleReading(laidOut, rules: binding.filter(\.reachesOverMembers), histories),
                !reading.joint.system.violatedRules(in: reading.record).isEmpty
            {
                families.join(family)
            }
            let softly = LaidOutRules(soft, periods: corpus.years.count, parents: parents, isCount: counts.contains)
            if let reading = RuleReading(softly, rules: soft, histories) {
                for rule in reading.joint.system.violatedRules(in: reading.record) { findings.append(try reading.warning(rule)) }
            }
        }
        for family in families.members {
            let position = Dictionary(uniqueKeysWithValues: family.enumerated().map { ($1, $0) })
            let histories = family.map { BodyHistory(corpus, body: $0) }
            let parents = family.map { tree.parents[$0].flatMap { position[$0] } }
            let laidOut = LaidOutRules(binding, periods: corpus.years.count, parents: parents, isCount: counts.contains)
            guard let reading = RuleReading(laidOut, rules: binding, histories) else { continue }
            for result in ErrorLocalization(reading.joint.system).locate(in: reading.record) {
                findings.append(try reading.finding(result, listed: RuleSetDetector.listed))
            }
        }
        // Bodies of no such family keep to themselves; the soft rules of one body are checked one by one in any case.
        let alone = RuleSetDetector(statements)
        let softAlone = RuleSetDetector(statements.filter(\.isSoft))
        let joined = Set(families.members.joined())
        for body in scope {
            findings += try (joined.contains(body) ? softAlone : alone).findings(in: BodyHistory(corpus, body: body))
        }
        return findings
    }

    /// Families that share a member become one.
    private struct Families {
        private(set) var members: [[Int]] = []

        mutating func join(_ family: [Int]) {
            let own = Set(family)
            let touching = members.filter { !own.isDisjoint(with: $0) }
            members.removeAll { !own.isDisjoint(with: $0) }
            members.append(Array(Set(touching.joined()).union(own)).sorted())
        }
    }
}

extension SeriesColumn {
    /// Whether any value is below zero.
    fileprivate var hasNegative: Bool {
        (0..<seriesCount).contains { series in (0..<periodCount).contains { period in (self[series, period] ?? 0) < 0 } }
    }
}
