import Disclosure
import Synchronization

/// What several detectors need to know of the prose of every report, worked out once: its signature, and as many shingle sets as a bound allows.
///
/// - Complexity: 256 bytes a report for the signatures; of the sets at most ``bound`` bytes are held, the rest is made again from the report.
final class SharedReading: Sendable {
    /// Bytes of shingle sets that are held at most.
    private static let bound = 192 << 20

    private struct State {
        var signatures: [SimilarPairs.Signature?]
        var sets: [Int: ShingleSet] = [:]
        /// The positions of the sets held, the oldest first.
        var order: [Int] = []
        var oldest = 0
        var size = 0
        /// Positions whose signature is new in this run.
        var fresh: Set<Int> = []
    }

    private let corpus: Corpus
    /// Whether anybody asks for the prose.
    let isWanted: Bool
    private let similar = CopiedProseDetector.similarity
    private let state: Mutex<State>

    init(_ corpus: Corpus, isWanted: Bool) {
        self.corpus = corpus
        self.isWanted = isWanted
        state = Mutex(State(signatures: isWanted ? Array(repeating: nil, count: corpus.forms.count) : []))
    }

    private func position(_ body: Int, _ year: Int) -> Int { body * corpus.years.count + year - corpus.years.lowerBound }

    /// Takes in the prose of a report that somebody reads anyway.
    func add(_ passages: [Passage], body: Int, year: Int) { _ = take(passages, at: position(body, year)) }

    @discardableResult
    private func take(_ passages: [Passage], at position: Int) -> (ShingleSet, SimilarPairs.Signature) {
        let set = CopiedProseDetector.shingles(passages)
        let signature = similar.signature(set)
        state.withLock { state in
            if state.signatures[position] == nil {
                state.signatures[position] = signature
                state.fresh.insert(position)
            }
            Self.hold(set, at: position, &state)
        }
        return (set, signature)
    }

    private static func hold(_ set: ShingleSet, at position: Int, _ state: inout State) {
        guard state.sets.updateValue(set, forKey: position) == nil else { return }
        state.order.append(position)
        state.size += set.hashes.count * 8 + 64
        while state.size > bound, state.oldest < state.order.count {
            let gone = state.order[state.oldest]
            state.oldest += 1
            if let set = state.sets.removeValue(forKey: gone) { state.size -= set.hashes.count * 8 + 64 }
        }
        if state.oldest > 4096 {
            state.order.removeFirst(state.oldest)
            state.oldest = 0
        }
    }

    /// The signature of a report's prose.
    func signature(body: Int, year: Int) throws -> SimilarPairs.Signature {
        let position = position(body, year)
        if let known = state.withLock({ $0.signatures[position] }) { return known }
        return take(try corpus.provider.passages(body: body, year: year), at: position).1
    }

    /// The shingles of a report's prose.
    func shingles(body: Int, year: Int) throws -> ShingleSet {
        let position = position(body, year)
        if let known = state.withLock({ $0.sets[position] }) { return known }
        return take(try corpus.provider.passages(body: body, year: year), at: position).0
    }

    // MARK: Memory

    /// Takes in signatures that were worked out before.
    func recall(_ signatures: [(position: Int, signature: SimilarPairs.Signature)]) {
        state.withLock { state in for (position, signature) in signatures { state.signatures[position] = signature } }
    }

    /// The signatures that are new in this run, by position.
    var fresh: [(position: Int, signature: SimilarPairs.Signature)] {
        state.withLock { state in state.fresh.sorted().compactMap { position in state.signatures[position].map { (position, $0) } } }
    }
}
