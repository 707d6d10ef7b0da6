import Analyses
import Disclosure
import Persistence
import Reporting

/// What is found in a corpus, together with what readers said of it in the store: the same in every command that shows findings.
struct JudgedFindings {
    /// The findings, thresholds tuned by the verdicts, each with its verdict.
    let findings: [Finding]
    /// The verdicts of the store, by fingerprint.
    let verdicts: [String: StoredVerdict]
    /// What the verdicts changed, in words.
    let notes: [LocalizedText]

    /// Runs the detectors over a corpus and weighs their findings by the verdicts of the store, if there is one.
    init(in corpus: Corpus, detectors: AnomalyDetectors = .standard, store: Store?, progress: ProgressBar? = nil) throws {
        let found = try AnomalyAnalysis(detectors: detectors).findings(in: corpus) { done, _ in progress?.set(to: done) }
        progress?.finish()
        let verdicts = try store?.verdicts() ?? [:]
        let verdict: (String) -> Finding.Verdict? = { fingerprint in verdicts[fingerprint].flatMap { Finding.Verdict(rawValue: $0.verdict) } }
        let tuning = VerdictTuning(found, verdict: verdict)
        findings = tuning.tuned(found).map { finding in
            var judged = finding
            judged.verdict = verdict(finding.fingerprint) ?? .open
            return judged
        }
        self.verdicts = verdicts
        notes = tuning.notes
    }
}
