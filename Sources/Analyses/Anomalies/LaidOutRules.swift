import Rules

/// Rules laid out over periods and the members of a family, for records of whole numbers and for records in millionths.
struct LaidOutRules: Sendable {
    static let scale = 1_000_000

    let whole: JointRules
    let scaled: JointRules

    /// - Parameters:
    ///   - parents: for each member the one right above it; a single member unless told otherwise.
    ///   - isCount: whether a variable is known never to be negative; of a user's variables nothing is known by itself.
    init(_ rules: [LinearRule], periods: Int, parents: [Int?] = [nil], isCount: (String) -> Bool = { _ in false }) {
        func laidOut(_ rules: [LinearRule]) -> JointRules {
            JointRules(rules, periods: periods, parents: parents) { isCount($0) ? 0 : nil }
        }
        whole = laidOut(rules)
        scaled = laidOut(rules.map { LinearRule($0.id, $0.terms, $0.relation, $0.constant * Self.scale) })
    }
}

extension RuleReading {
    /// The values of a family under laid-out rules, in whole numbers where all are whole; `nil` where there is no value at all.
    init?(_ laidOut: LaidOutRules, rules: [LinearRule], _ histories: [BodyHistory]) {
        let first = histories[0].corpus.years.lowerBound
        let values = laidOut.whole.system.variables.map { histories[$0.member].value($0.id, first + $0.lag) }
        guard values.contains(where: { $0 != nil }) else { return nil }
        let isWhole = values.allSatisfy { $0 == nil || $0 == $0!.rounded() }
        self.init(
            joint: isWhole ? laidOut.whole : laidOut.scaled, rules: rules, scale: isWhole ? 0 : 6,
            record: values.map { value in value.flatMap { isWhole ? ExactRecord.count($0) : ExactRecord.millionths($0) } }, histories: histories)
    }
}
