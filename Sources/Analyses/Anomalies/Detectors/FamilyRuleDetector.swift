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
    private let rules: [Rule]
    /// The bodies it judges; `nil` for all.
    private let scope: [Int]?

    init(_ rules: [Rule], bodies: [Int]? = nil) {
        self.rules = rules
        scope = bodies
    }

    func findings(in corpus: Corpus) throws -> [Finding] {
        guard rules.contains(where: \.reachesOverMembers) else { return [] }
        let scope = scope ?? Array(corpus.bodies.indices)
        let inScope = Set(scope)
        let tree = BodyTree(corpus)
        let cells = RuleCells(corpus, tree: tree)
        let isCount = UsableRules.isCount(in: corpus)
        let counts = Set(rules.flatMap { $0.references.map(\.name) }).filter(isCount)
        let all = UsableRules(rules, isCount: counts.contains)
        let reaching = UsableRules(rules.filter(\.reachesOverMembers), isCount: counts.contains)
        var findings: [Finding] = []
        var families = Families()
        for body in scope {
            let below = tree.children[body].filter(inScope.contains)
            let history = BodyHistory(corpus, body: body)
            for rule in reaching.evaluated { findings += try EvaluatedRule(rule, cells: cells).findings(in: history) }
            guard !below.isEmpty else { continue }
            let family = [body] + below
            let histories = family.map { BodyHistory(corpus, body: $0) }
            let parents = [nil] + below.map { _ in Int?(0) }
            let isFor: (Rule, Int) -> Bool = { rule, member in rule.modifiers.includes { cells.attribute($0, body: family[member]) } }
            let laidOut = LaidOutRules(reaching.binding, years: corpus.years, parents: parents, isFor: isFor, isCount: counts.contains)
            if let reading = RuleReading(laidOut, histories), !reading.joint.system.violatedRules(in: reading.record).isEmpty {
                families.join(family)
            }
            let softly = LaidOutRules(reaching.soft, years: corpus.years, parents: parents, isFor: isFor, isCount: counts.contains)
            if let reading = RuleReading(softly, histories) {
                for rule in reading.joint.system.violatedRules(in: reading.record) { findings.append(try reading.warning(rule)) }
            }
        }
        for family in families.members {
            let position = Dictionary(uniqueKeysWithValues: family.enumerated().map { ($1, $0) })
            let histories = family.map { BodyHistory(corpus, body: $0) }
            let parents = family.map { tree.parents[$0].flatMap { position[$0] } }
            let isFor: (Rule, Int) -> Bool = { rule, member in rule.modifiers.includes { cells.attribute($0, body: family[member]) } }
            let laidOut = LaidOutRules(all.binding, years: corpus.years, parents: parents, isFor: isFor, isCount: counts.contains)
            guard let reading = RuleReading(laidOut, histories, evaluated: all.evaluated, cells: cells) else { continue }
            for result in ErrorLocalization(reading.joint.system).locate(in: reading.record) {
                findings += try reading.findings(result, listed: RuleSetDetector.listed)
            }
        }
        // Bodies of no such family keep to themselves; the soft and the evaluated rules of one body are checked one by one in any case.
        let alone = RuleSetDetector(rules)
        let apart = RuleSetDetector(rules.filter { $0.isSoft || $0.linear(isCount: counts.contains).isEmpty })
        let joined = Set(families.members.joined())
        for body in scope {
            findings += try (joined.contains(body) ? apart : alone).findings(in: BodyHistory(corpus, body: body))
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
