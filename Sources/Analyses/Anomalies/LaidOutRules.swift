import ColumnStore
import Disclosure
import Rules

/// Rules laid out over periods and the members of a family, for records of whole numbers and for records in millionths.
struct LaidOutRules: Sendable {
    static let scale = 1_000_000

    let linear: UsableRules.Linear
    let whole: JointRules
    let scaled: JointRules

    /// - Parameters:
    ///   - parents: for each member the one right above it; a single member unless told otherwise.
    ///   - isFor: whether a rule applies to a member at all.
    ///   - isCount: whether a variable is known never to be negative; of a user's variables nothing is known by itself.
    init(
        _ linear: UsableRules.Linear, years: ClosedRange<Int>, parents: [Int?] = [nil], isFor: (Rule, _ member: Int) -> Bool = { _, _ in true },
        isCount: (String) -> Bool = { _ in false }
    ) {
        func laidOut(_ rules: [LinearRule]) -> JointRules {
            JointRules(
                rules, periods: years.count, parents: parents,
                applies: {
                    let owner = linear.owners[$0.rule]
                    return owner.modifiers.includes(year: years.lowerBound + $0.period) && isFor(owner, $0.member)
                }
            ) { isCount($0) ? 0 : nil }
        }
        self.linear = linear
        whole = laidOut(linear.rules)
        scaled = laidOut(linear.rules.map { LinearRule($0.id, $0.terms, $0.relation, $0.constant * Self.scale, text: $0.text) })
    }
}

extension RuleReading {
    /// The values of a family under laid-out rules, in whole numbers where all are whole; `nil` where there is no value at all.
    init?(_ laidOut: LaidOutRules, _ histories: [BodyHistory], evaluated: [Rule] = [], cells: RuleCells? = nil) {
        let first = histories[0].corpus.years.lowerBound
        let values = laidOut.whole.system.variables.map { histories[$0.member].value($0.id, first + $0.lag) }
        guard values.contains(where: { $0 != nil }) else { return nil }
        let isWhole = values.allSatisfy { $0 == nil || $0 == $0!.rounded() }
        let joint = isWhole ? laidOut.whole : laidOut.scaled
        let bounds = Self.bounds(joint, isWhole: isWhole, histories, first)
        self.init(
            joint: bounds.isEmpty ? joint : joint.bounded(by: bounds), isBounded: !bounds.isEmpty, linear: laidOut.linear, scale: isWhole ? 0 : 6,
            record: values.map { value in value.flatMap { isWhole ? ExactRecord.count($0) : ExactRecord.millionths($0) } }, histories: histories,
            evaluated: evaluated, cells: cells)
    }

    /// What is known of cells that hold bounds in place of a number, such as `<5`.
    private static func bounds(
        _ joint: JointRules, isWhole: Bool, _ histories: [BodyHistory], _ first: Int
    ) -> [(variable: Int, low: Int?, high: Int?)] {
        joint.system.variables.enumerated().compactMap { index, variable in
            let history = histories[variable.member]
            guard history.state(variable.id, first + variable.lag) == .bound,
                let remark = history.corpus.panel.remark(variable.id, entity: history.index, year: first + variable.lag)
            else { return nil }
            // Whole numbers lie within the whole ends, and decimals within the nearest millionths outside.
            func end(_ value: Double?, _ rule: FloatingPointRoundingRule) -> Int? {
                value.flatMap { isWhole ? ExactRecord.count($0.rounded(rule)) : ExactRecord.millionths($0) }
            }
            return (index, end(remark.low, .up), end(remark.high, .down))
        }
    }
}
