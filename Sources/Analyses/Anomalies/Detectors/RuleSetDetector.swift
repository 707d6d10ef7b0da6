import ColumnStore
import Disclosure
public import Rules

/// Rules of the user's own, read from text, on any panel: equalities and inequalities within a year and across years, with the wrong cells
/// located where the rules allow it.
///
/// Last year's values are variables of their own and can be the wrong ones. Values with decimals are reckoned in millionths, exactly.
public struct RuleSetDetector: AnomalyDetector {
    private let statements: [RuleText.Statement]
    private let systems: (whole: RuleSystem, millionths: RuleSystem)
    private static let scale = 1_000_000

    /// A detector for rules.
    public init(_ statements: [RuleText.Statement]) {
        self.statements = statements
        // A user's variables may be negative: nothing is known of their bounds.
        let rules = statements.map(\.rule)
        systems = (
            RuleSystem(rules, lowerBound: { _ in nil }),
            RuleSystem(rules.map { LinearRule($0.id, $0.terms, $0.relation, $0.constant * Self.scale) }, lowerBound: { _ in nil })
        )
    }

    /// The findings in all years of a body.
    public func findings(in history: BodyHistory) throws -> [Finding] {
        guard !statements.isEmpty else { return [] }
        var findings: [Finding] = []
        for year in history.corpus.years {
            let values = systems.whole.variables.map { history.value($0.id, year + $0.lag) }
            guard values.contains(where: { $0 != nil }) else { continue }
            let isWhole = values.allSatisfy { $0 == nil || $0 == $0!.rounded() }
            let record = values.map { value in value.flatMap { isWhole ? ExactRecord.count($0) : ExactRecord.millionths($0) } }
            let system = isWhole ? systems.whole : systems.millionths
            for result in ErrorLocalization(system, maximumErrors: 2).locate(in: record) where !result.violated.isEmpty {
                findings.append(try finding(result, system: system, record: record, isWhole: isWhole, history: history, year: year))
            }
        }
        return findings
    }

    private func finding(
        _ result: ErrorLocalization.Result, system: RuleSystem, record: [Int?], isWhole: Bool, history: BodyHistory, year: Int
    ) throws -> Finding {
        func decimal(_ value: Int) -> ExactDecimal { ExactDecimal(mantissa: Int64(value), scale: isWhole ? 0 : 6) }
        let sides = result.violated.map { rule -> (left: ExactDecimal, right: ExactDecimal) in
            var left = 0
            var right = system.rules[rule].constant
            for term in system.terms[rule] {
                guard let value = record[term.variable] else { continue }
                if term.coefficient > 0 { left += term.coefficient * value } else { right -= term.coefficient * value }
            }
            return (decimal(left), decimal(right))
        }
        let failures = zip(result.violated, sides).map { rule, sides in
            "\(systems.whole.rules[rule].expression): \(sides.left) ≠ \(sides.right)"
        }
        let isSoft = result.violated.allSatisfy { statements[$0].isSoft }
        let rules = result.violated.map { systems.whole.rules[$0] }
        var finding = history.finding(
            .identity, rule: rules[0].id, definition: rules.map(\.expression).sorted().joined(separator: "; "), severity: isSoft ? .warning : .error,
            year: year, subject: rules.map(\.id),
            message: LocalizedText(
                zh: "规则不成立：\(failures.joined(separator: "；"))\(change(result, system, decimal).zh)。",
                en: "Fails: \(failures.joined(separator: "; "))\(change(result, system, decimal).en)."))
        finding.certainty =
            switch result.certainty {
            case .exact: .exact
            case .candidates: .candidates
            case .clean, .detected: .detected
            }
        finding.observed = sides[0].right.doubleValue
        finding.expected = sides[0].left.doubleValue
        var cells: [Int] = []
        for correction in result.repairs.flatMap({ $0 }) where !cells.contains(correction.variable) { cells.append(correction.variable) }
        if cells.isEmpty { cells = result.violated.flatMap { system.terms[$0].map(\.variable) } }
        finding.cells = try cells.prefix(12).map { try history.reference(system.variables[$0].id, year + system.variables[$0].lag) }
        finding.suggestions = result.repairs.filter { $0.count == result.repairs[0].count }.prefix(6).flatMap { repair in
            repair.map { .init(indicator: system.variables[$0.variable].id, from: decimal($0.from), to: decimal($0.to)) }
        }
        if let only = result.repairs.first, only.count == 1 {
            switch DigitEdit.between(typed: only[0].from, meant: only[0].to) {
            case .transposed: finding.mechanism = .transposedDigits
            case .dropped: finding.mechanism = .droppedDigit
            case .extra: finding.mechanism = .extraDigit
            case .sign: finding.mechanism = .sign
            case .powerOfTen(let exponent) where exponent.magnitude == 1: finding.mechanism = .factor10
            case .powerOfTen(let exponent) where exponent.magnitude == 2: finding.mechanism = .factor100
            case .powerOfTen(let exponent) where exponent.magnitude == 4: finding.mechanism = .factor10000
            default: break
            }
        }
        finding.readings = failures.map { LocalizedText(zh: $0, en: $0) }
        return finding
    }

    private func change(
        _ result: ErrorLocalization.Result, _ system: RuleSystem, _ decimal: (Int) -> ExactDecimal
    ) -> LocalizedText {
        guard result.certainty == .exact, let only = result.repairs.first else {
            return result.repairs.isEmpty
                ? LocalizedText(zh: "", en: "")
                : LocalizedText(zh: "；有\(result.repairs.count)种改法", en: "; \(result.repairs.count) changes would do")
        }
        let zh = only.map { "“\(system.variables[$0.variable].id)”由\(decimal($0.from))改为\(decimal($0.to))" }.joined(separator: "，")
        let en = only.map { "\(system.variables[$0.variable].id) from \(decimal($0.from)) to \(decimal($0.to))" }.joined(separator: ", ")
        return LocalizedText(zh: "；只有一种改法：\(zh)", en: "; one change makes all hold: \(en)")
    }
}
