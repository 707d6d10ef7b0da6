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
    /// Verdicts on findings that an earlier version of the program gave another fingerprint, under their present one.
    let movedVerdicts: [(fingerprint: String, verdict: StoredVerdict)]
    /// What the verdicts changed, in words.
    let notes: [LocalizedText]
    /// The key of what was found, before verdicts; `nil` when nothing is remembered.
    let key: ContentKey?

    /// Runs the detectors over a corpus, or remembers what they found, and weighs their findings by the verdicts of the store, if there is one.
    ///
    /// - Parameter expected: who should have reported; what is not there is found, too.
    init(
        in loaded: CorpusInput, detectors: AnomalyDetectors = .standard, expected: RosterFile? = nil, cache: CacheOption, output: OutputOptions
    ) throws {
        let progress = ProgressBar(total: 1000, isQuiet: output.quiet)
        let memory = cache.noCache ? nil : try loaded.memory()
        let found = try AnomalyAnalysis(detectors: detectors).findings(in: loaded.corpus, memory: memory) { phase, share in
            progress.set("\(phase.rawValue)/\(AnomalyPhase.allCases.count) \(phase.label[output.language])", share: share)
        }
        progress.finish()
        let key = memory?.key(of: loaded.corpus, detectors)
        guard let expected else {
            try self.init(found, store: loaded.store, key: key)
            return
        }
        // With a list beside the store the findings are others than those that the key stands for.
        try self.init((found + expected.findings(in: loaded.corpus)).sorted(by: AnomalyAnalysis.precedes), store: loaded.store, key: nil)
    }

    /// Runs the detectors over a corpus that no store holds as it is, and weighs their findings by the verdicts of one, if there is one.
    init(of corpus: Corpus, store: Store?) throws {
        try self.init(try AnomalyAnalysis(detectors: .standard).findings(in: corpus), store: store, key: nil)
    }

    private init(_ found: [Finding], store: Store?, key: ContentKey?) throws {
        self.key = key
        let stored = try store?.verdicts() ?? [:]
        // What a finding was called by an earlier version leads to the verdict on it.
        movedVerdicts = found.filter { stored[$0.fingerprint] == nil }.compactMap { finding in
            finding.formerFingerprints.lazy.compactMap { stored[$0] }.first.map { (finding.fingerprint, $0) }
        }
        let verdicts = stored.merging(movedVerdicts.map { ($0.fingerprint, $0.verdict) }) { own, _ in own }
        let verdict: (String) -> Finding.Verdict? = { fingerprint in verdicts[fingerprint].flatMap { Finding.Verdict(rawValue: $0.verdict) } }
        let tuning = VerdictTuning(found, verdict: verdict)
        findings = tuning.tuned(found).map { finding in
            var judged = finding
            judged.verdict = verdict(finding.fingerprint) ?? .open
            judged.verdictNote = verdicts[finding.fingerprint]?.note ?? ""
            return judged
        }
        self.verdicts = verdicts
        notes = tuning.notes
    }
}
