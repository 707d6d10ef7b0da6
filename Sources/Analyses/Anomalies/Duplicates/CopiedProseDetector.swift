import Disclosure
import Dispatch
import Synchronization

/// Prose that was copied: from the body's own report of another year, or from a sibling.
///
/// **Definition.** The Jaccard similarity of the five-character shingles of the whole prose, numbers and years removed, is .8 or more; prose of fewer
/// than 150 shingles is not compared. .95 and more with an own report is a warning, less is worth knowing; with a sibling's it is always a warning.
struct CopiedProseDetector: ReadingCorpusDetector {
    private static let threshold = 0.8
    private static let nearlyIdentical = 0.95
    private static let leastShingles = 150

    /// How signatures are made and compared.
    static let similarity = SimilarPairs(threshold: threshold)

    func findings(in corpus: Corpus) throws -> [Finding] { try findings(in: corpus, reading: SharedReading(corpus, isWanted: true)) }

    func findings(in corpus: Corpus, reading: SharedReading) throws -> [Finding] {
        let reports = ReportPairs(corpus)
        guard reports.items.count > 1 else { return [] }
        let signatures = try signatures(reports, reading)
        let candidates = Self.similarity.candidates(signatures, group: reports.group, isEligible: reports.areRelated)
        let pairs = try Self.similarity.pairs(candidates) { index in
            let item = reports.items[index]
            return try reading.shingles(body: item.body, year: item.year)
        }
        return reports.strongest(pairs).map { finding($0, reports) }
    }

    /// The shingles of prose; nothing of a report with hardly any.
    static func shingles(_ passages: [Passage]) -> ShingleSet {
        let set = ShingleSet(passages.lazy.map(\.text))
        return set.hashes.count >= leastShingles ? set : ShingleSet(hashes: [])
    }

    private func signatures(_ reports: ReportPairs, _ reading: SharedReading) throws -> [SimilarPairs.Signature] {
        let signatures = Mutex([SimilarPairs.Signature?](repeating: nil, count: reports.items.count))
        let failure = FirstError()
        let batch = 16
        DispatchQueue.concurrentPerform(iterations: (reports.items.count + batch - 1) / batch) { chunk in
            do {
                for index in chunk * batch..<min(reports.items.count, (chunk + 1) * batch) {
                    let signature = try reading.signature(body: reports.items[index].body, year: reports.items[index].year)
                    signatures.withLock { $0[index] = signature }
                }
            } catch {
                failure.keep(error)
            }
        }
        try failure.rethrow()
        return signatures.withLock { $0.map { $0! } }
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
