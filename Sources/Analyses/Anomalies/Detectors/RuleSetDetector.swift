import Disclosure
public import Rules
import Synchronization

/// Rules of the user's own, read from text, on any indicators, within a year and across years.
///
/// Linear rules are laid out over all years together, so that a value that breaks a rule of its own year and one of the next is one finding, and the wrong
/// cells are located where the rules allow it. Soft ones are checked one by one and locate nothing. All others (conditions, quotients, ranges) are evaluated
/// year by year, raise findings of their own, and weigh repairs. Values with decimals are reckoned in millionths, exactly; one too large for exact arithmetic
/// is as good as unknown.
public struct RuleSetDetector: AnomalyDetector {
    /// More changes than this are counted, not listed.
    static let listed = 6

    private let rules: [Rule]
    private let hasDemands: Bool
    private let systems = Systems()

    /// A detector for rules. Those that reach over other bodies are left out: ``FamilyRuleDetector`` takes them.
    public init(_ rules: [Rule]) {
        self.rules = rules.filter { !$0.reachesOverMembers }
        hasDemands = rules.contains { !$0.modifiers.demands.isEmpty }
    }

    /// Whether a variable counts as one that is never negative is told from the whole corpus.
    public var isOfBodyAlone: Bool { false }

    /// The findings in all years of a body.
    public func findings(in history: BodyHistory) throws -> [Finding] {
        guard !rules.isEmpty else { return [] }
        let cells = RuleCells(history.corpus)
        let applicable = rules.indices.filter { index in
            !hasDemands || rules[index].modifiers.includes { cells.attribute($0, body: history.index) }
        }
        guard !applicable.isEmpty else { return [] }
        let compiled = systems.of(applicable, of: rules, in: history.corpus)
        var findings: [Finding] = []
        if let reading = RuleReading(compiled.binding, [history], evaluated: compiled.evaluated, cells: cells) {
            for result in compiled.localize(reading) { findings += try reading.findings(result, listed: Self.listed) }
        }
        if let reading = RuleReading(compiled.soft, [history]) {
            for rule in reading.joint.system.violatedRules(in: reading.record) { findings.append(try reading.warning(rule)) }
        }
        for rule in compiled.evaluated { findings += try EvaluatedRule(rule, cells: cells).findings(in: history) }
        return findings
    }

    /// The rules laid out over the years of a corpus, in whole numbers and in millionths.
    private struct Compiled: Sendable {
        let binding: LaidOutRules
        let soft: LaidOutRules
        let evaluated: [Rule]
        private let whole: ErrorLocalization
        private let scaled: ErrorLocalization

        init(_ rules: [Rule], in corpus: Corpus) {
            let usable = UsableRules(rules, isCount: UsableRules.isCount(in: corpus))
            binding = LaidOutRules(usable.binding, years: corpus.years)
            soft = LaidOutRules(usable.soft, years: corpus.years)
            evaluated = usable.evaluated
            whole = ErrorLocalization(binding.whole.system)
            scaled = ErrorLocalization(binding.scaled.system)
        }

        func localize(_ reading: RuleReading) -> [ErrorLocalization.Result] {
            let shared = reading.scale == 0 ? whole : scaled
            return (reading.isBounded ? ErrorLocalization(reading.joint.system) : shared).locate(in: reading.record)
        }
    }

    /// The systems compiled so far, by the rules that apply: all bodies of a corpus for which the same do share one.
    private final class Systems: Sendable {
        private let compiled = Mutex<[[Int]: Compiled]>([:])

        func of(_ applicable: [Int], of rules: [Rule], in corpus: Corpus) -> Compiled {
            compiled.withLock { known in
                if let there = known[applicable] { return there }
                let new = Compiled(applicable.map { rules[$0] }, in: corpus)
                known[applicable] = new
                return new
            }
        }
    }
}

/// A rule that is evaluated, and what is said where it fails.
struct EvaluatedRule {
    private let rule: Rule
    private let cells: RuleCells

    init(_ rule: Rule, cells: RuleCells) {
        self.rule = rule
        self.cells = cells
    }

    /// One finding a year in which it fails, and one in all where its numbers are too large to be reckoned with.
    func findings(in history: BodyHistory) throws -> [Finding] {
        guard rule.modifiers.includes(attribute: { cells.attribute($0, body: history.index) }) else { return [] }
        var findings: [Finding] = []
        for year in cells.years(of: history.index) where rule.modifiers.includes(year: year) {
            switch cells.evaluator(body: history.index, year: year).evaluate(rule) {
            case .fails(let left, let right): findings.append(try failure(left, right, history, year))
            case .doesNotFit: findings.append(try excess(history, year))
            case .holds, .vacuous, .unknown, .noInstance: break
            }
        }
        return findings
    }

    private func failure(_ left: Rational?, _ right: Rational?, _ history: BodyHistory, _ year: Int) throws -> Finding {
        let difference = left.flatMap { left in right.flatMap { left.subtracting($0) } }
        var (zh, en) = ("", "")
        if let left, let right { (zh, en) = ("（左边\(left)，右边\(right)）", " (\(left) on the left, \(right) on the right)") }
        let failure = LocalizedText(zh: "\(year)年 \(rule.text) 不成立\(zh)", en: "\(year): \(rule.text) does not hold\(en)")
        var finding = try finding(failure, history, year)
        finding.observed = right?.doubleValue
        finding.expected = left?.doubleValue
        finding.violations = [
            Finding.Violation(
                rule: rule.id, entity: history.body.name, year: year, left: left?.doubleValue, right: right?.doubleValue,
                difference: difference?.doubleValue)
        ]
        return finding
    }

    private func excess(_ history: BodyHistory, _ year: Int) throws -> Finding {
        try finding(
            LocalizedText(
                zh: "\(year)年 \(rule.text) 无从核对：数值超出精确运算的范围",
                en: "\(year): \(rule.text) cannot be told, for its numbers are beyond exact arithmetic"), history, year)
    }

    private func finding(_ reading: LocalizedText, _ history: BodyHistory, _ year: Int) throws -> Finding {
        var finding = history.finding(
            .identity, rule: rule.id, definition: rule.text, severity: Finding.Severity(rule.severity), year: year, subject: [],
            message: LocalizedText(zh: reading.zh + "。", en: reading.en + "."))
        finding.cells = try rule.references.prefix(12).filter { $0.reach == .own && history.corpus.years.contains(year + $0.lag) }.map {
            try history.reference($0.name, year + $0.lag)
        }
        finding.readings = [reading]
        return finding
    }
}
