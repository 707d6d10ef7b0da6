import Disclosure
import Dispatch
import Rules

/// Everything that is wrong in a corpus, most serious first: runs the detectors and orders what they find.
///
/// ```swift
/// let findings = try AnomalyAnalysis(detectors: .standard).findings(in: corpus)
/// ```
/// **Order.** Severity; then what the arithmetic shows before what only the model finds unlikely; the first by certainty and influence, the second by
/// p-value; then body, year and rule: the same corpus gives the same list.
/// - Complexity: linear in cells for the detectors of one body; they run on all cores. Whole reports are fetched for the prose and for the
///   cells of findings.
public struct AnomalyAnalysis: Sendable {
    /// What looks for trouble.
    public let detectors: AnomalyDetectors

    /// An analysis by the given detectors.
    public init(detectors: AnomalyDetectors = .standard) { self.detectors = detectors }

    /// The findings in a corpus.
    /// - Parameters:
    ///   - corpus: the reports.
    ///   - progress: called with the number of bodies done and of all, from any thread.
    /// - Throws: the first error of the reports' provider.
    public func findings(in corpus: Corpus, progress: (@Sendable (_ done: Int, _ of: Int) -> Void)? = nil) throws -> [Finding] {
        let count = corpus.bodies.count
        let collector = Collector(progress: progress, bodies: count)
        let batch = 16
        let usable = corpus.imports.map { RuleSetCheck($0.rules, contradictionsOnly: true).consistent }
        let own = Self.ownRules(corpus, usable)
        DispatchQueue.concurrentPerform(iterations: (count + batch - 1) / batch) { chunk in
            do {
                var found: [Finding] = []
                let bodies = chunk * batch..<min(count, (chunk + 1) * batch)
                for body in bodies {
                    let history = BodyHistory(corpus, body: body)
                    for detector in detectors.perBody { found += try detector.findings(in: history) }
                    if let rules = own[body] { found += try rules.findings(in: history) }
                }
                collector.add(found, bodies: bodies.count)
            } catch {
                collector.fail(error)
            }
        }
        var findings = try collector.result()
        for (part, rules) in zip(corpus.imports, usable) { findings += try FamilyRuleDetector(rules, bodies: part.bodies).findings(in: corpus) }
        for detector in detectors.perCorpus { findings += try detector.findings(in: corpus) }
        findings = FindingMerger.merged(findings, in: corpus)
        Influence.assign(to: &findings, corpus: corpus)
        return findings.sorted(by: Self.precedes)
    }

    /// The rules that came with panels from elsewhere, by body; where one reaches over bodies, all of the panel's are judged together instead.
    private static func ownRules(_ corpus: Corpus, _ usable: [[Rule]]) -> [Int: RuleSetDetector] {
        var own: [Int: RuleSetDetector] = [:]
        for (part, rules) in zip(corpus.imports, usable) where !rules.isEmpty && !rules.contains(where: { $0.reachesOverMembers }) {
            let detector = RuleSetDetector(rules)
            for body in part.bodies { own[body] = detector }
        }
        return own
    }

    /// The order of the list: the most serious first.
    public static func precedes(_ one: Finding, _ other: Finding) -> Bool {
        if one.severity != other.severity { return one.severity > other.severity }
        if one.isStatistical != other.isStatistical { return other.isStatistical }
        if one.isStatistical {
            let (mine, theirs) = (one.pValue ?? 1, other.pValue ?? 1)
            if mine != theirs { return mine < theirs }
        } else if one.certainty != other.certainty {
            return rank(one.certainty) < rank(other.certainty)
        }
        let (mine, theirs) = (one.influence ?? 0, other.influence ?? 0)
        if mine != theirs { return mine > theirs }
        return (one.entity, one.year, one.rule, one.fingerprint) < (other.entity, other.year, other.rule, other.fingerprint)
    }

    private static func rank(_ certainty: Finding.Certainty) -> Int { Finding.Certainty.allCases.firstIndex(of: certainty)! }

    /// Gathers what the threads find.
    private final class Collector: @unchecked Sendable {
        private let lock = DispatchSemaphore(value: 1)
        private let progress: (@Sendable (Int, Int) -> Void)?
        private let bodies: Int
        private var findings: [Finding] = []
        private var error: (any Error)?
        private var done = 0

        init(progress: (@Sendable (Int, Int) -> Void)?, bodies: Int) {
            self.progress = progress
            self.bodies = bodies
        }

        func add(_ found: [Finding], bodies count: Int) {
            lock.wait()
            findings += found
            done += count
            let now = done
            lock.signal()
            progress?(now, bodies)
        }

        func fail(_ error: any Error) {
            lock.wait()
            if self.error == nil { self.error = error }
            lock.signal()
        }

        func result() throws -> [Finding] {
            if let error { throw error }
            return findings
        }
    }
}
