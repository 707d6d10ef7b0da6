public import Rules

/// How often a rule holds on the records of a panel, fails, does not apply, or cannot be told.
public struct RuleCounts: Sendable, Hashable {
    /// Records on which it holds.
    public private(set) var pass = 0
    /// Records on which it fails.
    public private(set) var fail = 0
    /// Records on which the condition of its `if` does not hold.
    public private(set) var vacuous = 0
    /// Records on which it depends on unknown cells.
    public private(set) var unknown = 0

    /// Counts for each of several rules over some bodies of a corpus, and all years.
    /// - Complexity: linear in bodies, years and the size of the rules.
    public static func of(_ rules: [Rule], bodies: [Int], in corpus: Corpus) -> [RuleCounts] {
        let cells = RuleCells(corpus, tree: rules.contains(where: \.reachesOverMembers) ? BodyTree(corpus) : nil)
        var counts = [RuleCounts](repeating: RuleCounts(), count: rules.count)
        for body in bodies {
            let applicable = rules.indices.filter { rules[$0].modifiers.includes { cells.attribute($0, body: body) } }
            for year in cells.years(of: body) {
                let evaluator = cells.evaluator(body: body, year: year)
                for index in applicable where rules[index].modifiers.includes(year: year) {
                    switch evaluator.evaluate(rules[index]) {
                    case .holds: counts[index].pass += 1
                    case .fails: counts[index].fail += 1
                    case .vacuous: counts[index].vacuous += 1
                    case .unknown, .doesNotFit: counts[index].unknown += 1
                    case .noInstance: break
                    }
                }
            }
        }
        return counts
    }
}
