import Disclosure
import Dispatch
import Synchronization

/// The detectors of one body at a time, over all bodies and on all cores: every report is fetched once, for all of them.
struct BodyPass: Sendable {
    private let corpus: Corpus
    private let detectors: [any AnomalyDetector]
    /// Detectors with the rules that came with a body's panel.
    private let own: [Int: RuleSetDetector]
    private let reading: SharedReading

    /// Bodies that a thread takes at a time.
    private static let batch = 4

    init(_ corpus: Corpus, _ detectors: [any AnomalyDetector], own: [Int: RuleSetDetector], reading: SharedReading) {
        self.corpus = corpus
        self.detectors = detectors
        self.own = own
        self.reading = reading
    }

    /// What is found in a body, or was found before.
    private struct Outcome: Sendable {
        var findings: [Finding] = []
        /// The findings of the detectors that read the body alone, to be remembered; `nil` when they were.
        var packed: [UInt8]?
    }

    /// The findings, body by body.
    func findings(
        _ memory: AnomalyMemory?, _ keys: AnomalyKeys?, _ progress: (@Sendable (AnomalyPhase, Double) -> Void)?
    ) throws -> [Finding] {
        let known = memory.flatMap { memory in keys.map { memory.bodies($0) } } ?? [:]
        if let memory, let keys { memory.recallProse(for: reading, keys) }
        let count = corpus.bodies.count
        let outcomes = Mutex([Outcome](repeating: Outcome(), count: count))
        let failure = FirstError()
        let done = Mutex(0)
        progress?(.bodies, 0)
        DispatchQueue.concurrentPerform(iterations: (count + Self.batch - 1) / Self.batch) { chunk in
            guard !failure.isKept else { return }
            let bodies = chunk * Self.batch..<min(count, (chunk + 1) * Self.batch)
            do {
                for body in bodies {
                    let outcome = try outcome(of: body, known: known[body], packs: keys != nil)
                    outcomes.withLock { $0[body] = outcome }
                }
                let now = done.withLock { done in
                    done += bodies.count
                    return done
                }
                progress?(.bodies, Double(now) / Double(count))
            } catch {
                failure.keep(error)
            }
        }
        try failure.rethrow()
        let found = outcomes.withLock { $0 }
        if let memory, let keys {
            memory.keep(bodies: found.enumerated().compactMap { body, outcome in outcome.packed.map { (body, $0) } }, keys)
            memory.keepProse(of: reading, keys)
        }
        return found.flatMap(\.findings)
    }

    private func outcome(of body: Int, known: [UInt8]?, packs: Bool) throws -> Outcome {
        let history = BodyHistory(corpus, body: body)
        var outcome = Outcome()
        if let found = known.flatMap({ PackedFindings.unpack($0, body: body) }) {
            outcome.findings = found
        } else {
            try history.fetchReports()
            for detector in detectors where detector.isOfBodyAlone { outcome.findings += try detector.findings(in: history) }
            if packs { outcome.packed = PackedFindings.pack(outcome.findings, keepsBodies: false) }
            if reading.isWanted {
                for year in history.years { reading.add(try history.report(year)?.passages ?? [], body: body, year: year) }
            }
        }
        for detector in detectors where !detector.isOfBodyAlone { outcome.findings += try detector.findings(in: history) }
        if let rules = own[body] { outcome.findings += try rules.findings(in: history) }
        return outcome
    }
}

/// The first error of several threads.
final class FirstError: Sendable {
    private let error = Mutex<(any Error)?>(nil)

    /// Whether there was one.
    var isKept: Bool { error.withLock { $0 != nil } }

    func keep(_ error: any Error) { self.error.withLock { $0 = $0 ?? error } }

    func rethrow() throws { if let error = error.withLock({ $0 }) { throw error } }
}
