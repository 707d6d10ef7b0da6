import Dispatch
import Disclosure

/// Prose that was copied: from the body's own report of another year, or from a sibling.
///
/// **Definition.** The Jaccard similarity of the five-character shingles of the whole prose, numbers and years removed, is .8 or more; prose of fewer
/// than 150 shingles is not compared. .95 and more with an own report is a warning, less is worth knowing; with a sibling's it is always a warning.
struct CopiedProseDetector: CorpusDetector {
    private static let threshold = 0.8
    private static let nearlyIdentical = 0.95
    private static let leastShingles = 150

    func findings(in corpus: Corpus) throws -> [Finding] {
        let reports = ReportPairs(corpus)
        guard reports.items.count > 1 else { return [] }
        let similar = SimilarPairs(threshold: Self.threshold)
        let candidates = similar.candidates(try signatures(reports, similar), group: reports.group, isEligible: reports.areRelated)
        let pairs = try similar.pairs(candidates) { try Self.shingles(reports, $0) }
        return reports.strongest(pairs).map { finding($0, reports) }
    }

    /// The prose of a report; nothing of a report with hardly any.
    private static func shingles(_ reports: ReportPairs, _ index: Int) throws -> ShingleSet {
        let item = reports.items[index]
        let set = ShingleSet((try reports.corpus.provider.report(body: item.body, year: item.year)?.passages ?? []).map(\.text))
        return set.hashes.count >= leastShingles ? set : ShingleSet(hashes: [])
    }

    private func signatures(_ reports: ReportPairs, _ similar: SimilarPairs) throws -> [SimilarPairs.Signature] {
        var signatures = [SimilarPairs.Signature](repeating: similar.signature(ShingleSet(hashes: [])), count: reports.items.count)
        let failure = FirstError()
        signatures.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let slots = buffer
            DispatchQueue.concurrentPerform(iterations: reports.items.count) { index in
                do {
                    slots[index] = similar.signature(try Self.shingles(reports, index))
                } catch {
                    failure.keep(error)
                }
            }
        }
        try failure.rethrow()
        return signatures
    }

    private func finding(_ pair: SimilarPairs.Pair, _ reports: ReportPairs) -> Finding {
        let (source, copy) = (reports.items[pair.first], reports.items[pair.second])
        let history = BodyHistory(reports.corpus, body: copy.body)
        let percent = Int((pair.similarity * 100).rounded(.down))
        let isOwn = source.body == copy.body
        let other = reports.corpus.bodies[source.body].name
        var finding = history.finding(
            .duplicate, rule: isOwn ? "duplicate.prose_own" : "duplicate.prose_sibling",
            definition: "Jaccard similarity of 5-character shingles >= 0.8",
            severity: isOwn && pair.similarity < Self.nearlyIdentical ? .info : .warning, year: copy.year,
            subject: [reports.corpus.bodies[source.body].key, String(source.year)],
            message: isOwn
                ? LocalizedText(
                    zh: "除去数字，文字部分与本机关\(source.year)年报告有\(percent)%相同。",
                    en: "Numbers aside, \(percent) % of the prose is that of the body's own report of \(source.year).")
                : LocalizedText(
                    zh: "除去数字，文字部分与\(other)\(source.year)年报告有\(percent)%相同。",
                    en: "Numbers aside, \(percent) % of the prose is that of \(other)'s report of \(source.year)."))
        finding.observed = pair.similarity
        finding.high = Self.threshold
        finding.score = pair.similarity
        finding.certainty = .detected
        return finding
    }
}

/// The first error of several threads.
final class FirstError: @unchecked Sendable {
    private let lock = DispatchSemaphore(value: 1)
    private var error: (any Error)?

    func keep(_ error: any Error) {
        lock.wait()
        if self.error == nil { self.error = error }
        lock.signal()
    }

    func rethrow() throws { if let error { throw error } }
}
