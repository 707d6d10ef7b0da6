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
    /// More changes than this are counted, not listed.
    static let listed = 6

    private let binding: [LinearRule]
    private let soft: [LinearRule]
    private let systems = Systems()

    /// A detector for rules. Those that reach over other bodies are left out: ``FamilyRuleDetector`` takes them.
    public init(_ statements: [RuleText.Statement]) {
        let own = statements.filter { !$0.rule.reachesOverMembers }
        binding = own.filter { !$0.isSoft }.map(\.rule)
        soft = own.filter(\.isSoft).map(\.rule)
    }

    /// The findings in all years of a body.
    public func findings(in history: BodyHistory) throws -> [Finding] {
        guard !binding.isEmpty || !soft.isEmpty else { return [] }
        let years = history.corpus.years
        let compiled = systems.of(binding, soft, periods: years.count)
        var findings: [Finding] = []
        for isSoft in [false, true] {
            guard let reading = RuleReading(isSoft ? compiled.soft : compiled.binding, rules: isSoft ? soft : binding, [history]) else { continue }
            if isSoft {
                for rule in reading.joint.system.violatedRules(in: reading.record) { findings.append(try reading.warning(rule)) }
            } else {
                for result in ErrorLocalization(reading.joint.system).locate(in: reading.record) {
                    findings.append(try reading.finding(result, listed: Self.listed))
                }
            }
        }
        return findings
    }

    /// The rules laid out over a number of years, in whole numbers and in millionths.
    private struct Compiled: Sendable {
        let binding: LaidOutRules
        let soft: LaidOutRules
    }

    /// The systems compiled so far, by number of years: all bodies of a corpus share one.
    private final class Systems: Sendable {
        private let compiled = Mutex<[Int: Compiled]>([:])

        func of(_ binding: [LinearRule], _ soft: [LinearRule], periods: Int) -> Compiled {
            compiled.withLock { known in
                if let there = known[periods] { return there }
                let new = Compiled(binding: LaidOutRules(binding, periods: periods), soft: LaidOutRules(soft, periods: periods))
                known[periods] = new
                return new
            }
        }
    }
}
