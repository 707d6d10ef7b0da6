import Disclosure
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
    ///   - memory: where what was worked out of the same contents before is found, and what is worked out now is kept; `nil` for none.
    ///   - progress: called with the phase and the share of it that is done, from any thread.
    /// - Throws: the first error of the reports' provider.
    public func findings(
        in corpus: Corpus, memory: AnomalyMemory? = nil, progress: (@Sendable (AnomalyPhase, _ share: Double) -> Void)? = nil
    ) throws -> [Finding] {
        let keys = memory.map { AnomalyKeys(corpus, $0.digests, detectors) }
        if let memory, let known = keys?.findings.flatMap({ memory.findings($0) }) { return known }
        let reading = SharedReading(corpus, isWanted: detectors.perCorpus.contains { $0 is any ReadingCorpusDetector })
        let usable = corpus.imports.map { RuleSetCheck($0.rules, contradictionsOnly: true).consistent }
        let pass = BodyPass(corpus, detectors.perBody, own: Self.ownRules(corpus, usable), reading: reading)
        var findings = try pass.findings(memory, keys, progress)
        for (part, rules) in zip(corpus.imports, usable) { findings += try FamilyRuleDetector(rules, bodies: part.bodies).findings(in: corpus) }
        for (position, detector) in detectors.perCorpus.enumerated() {
            progress?(.comparison, Double(position) / Double(detectors.perCorpus.count))
            if let detector = detector as? any ReadingCorpusDetector {
                findings += try detector.findings(in: corpus, reading: reading)
            } else {
                findings += try detector.findings(in: corpus)
            }
        }
        progress?(.merging, 0)
        for index in findings.indices { findings[index].completeViolations() }
        findings = FindingMerger.merged(findings, in: corpus)
        for detector in detectors.perCorpus { findings = detector.settled(findings) }
        for index in findings.indices { findings[index].nestQuotes() }
        Influence.assign(to: &findings, corpus: corpus)
        findings.sort(by: Self.precedes)
        if let memory, let key = keys?.findings { memory.keep(findings, key) }
        return findings
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
}
