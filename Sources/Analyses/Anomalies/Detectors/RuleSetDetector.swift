import ColumnStore
import Disclosure
public import Rules
import Synchronization

/// Rules of the user's own, read from text, on any indicators: equalities and inequalities within a year and across years, with the wrong cells
/// located where the rules allow it.
///
/// The years are laid out together, so that a value that breaks a rule of its own year and one of the next is one finding. Soft rules are
/// checked one by one and locate nothing. Values with decimals are reckoned in millionths, exactly; one too large for exact arithmetic is as
/// good as unknown.
public struct RuleSetDetector: AnomalyDetector {
    private static let scale = 1_000_000
    /// More changes than this are counted, not listed.
    private static let listed = 6

    private let binding: [LinearRule]
    private let soft: [LinearRule]
    private let systems = Systems()

    /// A detector for rules.
    public init(_ statements: [RuleText.Statement]) {
        binding = statements.filter { !$0.isSoft }.map(\.rule)
        soft = statements.filter(\.isSoft).map(\.rule)
    }

    /// The findings in all years of a body.
    public func findings(in history: BodyHistory) throws -> [Finding] {
        guard !binding.isEmpty || !soft.isEmpty else { return [] }
        let years = history.corpus.years
        let compiled = systems.of(binding, soft, periods: years.count)
        var findings: [Finding] = []
        for isSoft in [false, true] {
            let sample = isSoft ? compiled.soft : compiled.binding
            let values = sample.whole.system.variables.map { history.value($0.id, years.lowerBound + $0.lag) }
            guard values.contains(where: { $0 != nil }) else { continue }
            let isWhole = values.allSatisfy { $0 == nil || $0 == $0!.rounded() }
            let record = values.map { value in value.flatMap { isWhole ? ExactRecord.count($0) : ExactRecord.millionths($0) } }
            let reading = RuleReading(
                joint: isWhole ? sample.whole : sample.scaled, rules: isSoft ? soft : binding, scale: isWhole ? 0 : 6, record: record,
                history: history)
            if isSoft {
                for rule in reading.joint.system.violatedRules(in: record) { findings.append(try reading.warning(rule)) }
            } else {
                for result in ErrorLocalization(reading.joint.system).locate(in: record) {
                    findings.append(try reading.finding(result, listed: Self.listed))
                }
            }
        }
        return findings
    }

    /// The rules laid out over a number of years, in whole numbers and in millionths.
    private struct Compiled: Sendable {
        let binding: (whole: JointRules, scaled: JointRules)
        let soft: (whole: JointRules, scaled: JointRules)
    }

    /// The systems compiled so far, by number of years: all bodies of a corpus share one.
    private final class Systems: Sendable {
        private let compiled = Mutex<[Int: Compiled]>([:])

        func of(_ binding: [LinearRule], _ soft: [LinearRule], periods: Int) -> Compiled {
            compiled.withLock { known in
                if let there = known[periods] { return there }
                let new = Compiled(binding: Self.laidOut(binding, periods), soft: Self.laidOut(soft, periods))
                known[periods] = new
                return new
            }
        }

        /// A user's variables may be negative: nothing is known of their bounds.
        private static func laidOut(_ rules: [LinearRule], _ periods: Int) -> (whole: JointRules, scaled: JointRules) {
            let scaled = rules.map { LinearRule($0.id, $0.terms, $0.relation, $0.constant * scale) }
            return (
                JointRules(rules, periods: periods, lowerBound: { _ in nil }), JointRules(scaled, periods: periods, lowerBound: { _ in nil })
            )
        }
    }
}

/// The values of one body under a set of rules, and what is said of the rules that fail.
private struct RuleReading {
    let joint: JointRules
    let rules: [LinearRule]
    /// Decimals that the integers of the record carry.
    let scale: UInt8
    let record: [Int?]
    let history: BodyHistory

    private var firstYear: Int { history.corpus.years.lowerBound }

    private func decimal(_ value: Int) -> ExactDecimal { ExactDecimal(mantissa: Int64(value), scale: scale) }

    private func year(_ rule: Int) -> Int { firstYear + joint.instances[rule].period }

    private func expression(_ rule: Int) -> String { rules[joint.instances[rule].rule].expression }

    private func sides(_ rule: Int) -> (left: ExactDecimal, right: ExactDecimal) {
        var left = 0
        var right = joint.system.rules[rule].constant
        for term in joint.system.terms[rule] {
            guard let value = record[term.variable] else { continue }
            if term.coefficient > 0 { left += term.coefficient * value } else { right -= term.coefficient * value }
        }
        return (decimal(left), decimal(right))
    }

    /// `2022: end + done = start + received (14 against 11)`.
    private func failure(_ rule: Int) -> LocalizedText {
        let sides = sides(rule)
        return LocalizedText(
            zh: "\(year(rule))年 \(expression(rule)) 不成立（左边\(sides.left)，右边\(sides.right)）",
            en: "\(year(rule)): \(expression(rule)) does not hold (\(sides.left) on the left, \(sides.right) on the right)")
    }

    private func references(_ variables: [Int]) throws -> [Finding.CellReference] {
        try variables.map { try history.reference(joint.system.variables[$0].id, firstYear + joint.system.variables[$0].lag) }
    }

    /// A soft rule that fails.
    func warning(_ rule: Int) throws -> Finding {
        let sides = sides(rule)
        let failure = failure(rule)
        var finding = history.finding(
            .identity, rule: joint.system.rules[rule].id, definition: expression(rule), severity: .warning, year: year(rule), subject: [],
            message: LocalizedText(zh: failure.zh + "。", en: failure.en + "."))
        finding.observed = sides.right.doubleValue
        finding.expected = sides.left.doubleValue
        finding.cells = try references(joint.system.terms[rule].map(\.variable))
        finding.readings = [failure]
        return finding
    }

    /// Rules that fail together, with the changes that would make them hold.
    func finding(_ result: ErrorLocalization.Result, listed: Int) throws -> Finding {
        // Rules with unknown cells can contradict each other without any one of them failing by itself.
        let violated =
            result.violated.isEmpty ? joint.system.rules.indices.filter { joint.system.component[$0] == result.component } : result.violated
        let repairs = result.repairs.sorted { plausibility($0) > plausibility($1) }
        let exact = result.certainty == .exact && repairs[0].count == 1 ? repairs[0][0] : nil
        let year = exact.map { firstYear + joint.system.variables[$0.variable].lag } ?? violated.map { self.year($0) }.min()!
        let failures = violated.prefix(4).map(failure)
        var zh = failures.map(\.zh).joined(separator: "；")
        var en = failures.map(\.en).joined(separator: "; ")
        if violated.count > failures.count {
            zh += "；共\(violated.count)处不符"
            en += "; \(violated.count) rules fail in all"
        }
        if let best = repairs.first {
            let change = describe(best)
            zh += repairs.count == 1 ? "。只有一种改法：\(change.zh)" : "。有\(repairs.count)种改法，例如\(change.zh)"
            en += repairs.count == 1 ? ". One change makes all hold: \(change.en)" : ". \(repairs.count) changes would do, such as \(change.en)"
        }
        var finding = history.finding(
            .identity, rule: joint.system.rules[violated[0]].id, definition: violated.map(expression).sorted().joined(separator: "; "),
            severity: .error,
            year: year, subject: violated.map { "\(self.year($0)) \(expression($0))" }, message: LocalizedText(zh: zh + "。", en: en + "."))
        finding.certainty =
            switch result.certainty {
            case .exact: .exact
            case .candidates: .candidates
            case .clean, .detected: .detected
            }
        let sides = sides(violated[0])
        finding.observed = exact.map { decimal($0.from).doubleValue } ?? sides.right.doubleValue
        finding.expected = exact.map { decimal($0.to).doubleValue } ?? sides.left.doubleValue
        finding.score = Double(violated.count)
        var cells: [Int] = []
        for correction in repairs.prefix(listed).flatMap({ $0 }) where !cells.contains(correction.variable) { cells.append(correction.variable) }
        if cells.isEmpty { cells = Array(Set(violated.flatMap { joint.system.terms[$0].map(\.variable) })).sorted() }
        finding.cells = try references(Array(cells.prefix(12)))
        finding.suggestions = repairs.prefix(listed).flatMap { repair in
            repair.map { .init(indicator: joint.system.variables[$0.variable].id, from: decimal($0.from), to: decimal($0.to)) }
        }
        if let only = repairs.first, only.count == 1 { finding.mechanism = mechanism(only[0]) }
        finding.readings = violated.map(failure) + repairs.map(describe)
        if result.isIncomplete {
            finding.readings.append(LocalizedText(zh: "候选过多，未全部列举。", en: "Too many candidates; not all were tried."))
        }
        return finding
    }

    /// How many of the corrections look like a slip of the fingers.
    private func plausibility(_ repair: [ErrorLocalization.Correction]) -> Int { repair.count { mechanism($0) != .none } }

    private func mechanism(_ correction: ErrorLocalization.Correction) -> Finding.Mechanism {
        // Numbers of one digit are an edit away from each other.
        guard max(correction.from.magnitude, correction.to.magnitude) > 9 else { return .none }
        switch DigitEdit.between(typed: correction.from, meant: correction.to) {
        case .transposed: return .transposedDigits
        case .dropped: return .droppedDigit
        case .extra: return .extraDigit
        case .sign: return .sign
        case .powerOfTen(let exponent) where exponent.magnitude == 1: return .factor10
        case .powerOfTen(let exponent) where exponent.magnitude == 2: return .factor100
        case .powerOfTen(let exponent) where exponent.magnitude == 4: return .factor10000
        default: return .none
        }
    }

    private func describe(_ repair: [ErrorLocalization.Correction]) -> LocalizedText {
        let parts = repair.map { correction in
            (
                variable: joint.system.variables[correction.variable], from: decimal(correction.from).description,
                to: decimal(correction.to).description
            )
        }
        return LocalizedText(
            zh: parts.map { "\(firstYear + $0.variable.lag)年“\($0.variable.id)”由\($0.from)改为\($0.to)" }.joined(separator: "，"),
            en: parts.map { "\($0.variable.id) of \(firstYear + $0.variable.lag) from \($0.from) to \($0.to)" }.joined(separator: ", "))
    }
}
