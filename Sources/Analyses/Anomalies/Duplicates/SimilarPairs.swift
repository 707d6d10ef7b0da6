import Dispatch

/// Pairs of similar sets among many, without comparing all pairs: MinHash signatures in bands, then the exact similarity.
///
/// **Definition.** bands·rows hash functions give each set as many minima; sets of one group that agree in all minima of any band are candidates, and
/// those whose Jaccard similarity is at least the threshold are pairs. A pair of similarity s is missed with probability (1 − s^rows)^bands: for 16
/// bands of 4 and s = .8 once in 5,000 times, for 32 bands of 2 and s = .5 once in 10,000. In a band where more than `bucketLimit` sets of a group
/// agree, each is compared with the first `bucketLimit` only, which keeps the cost linear. Signatures are all that is kept of a set between the
/// two steps, so that memory does not grow with the length of the texts.
/// - Complexity: O(Σ set sizes · bands · rows) for the signatures.
/// - References: Broder (1997), *SEQUENCES*, 21–29; Leskovec, Rajaraman & Ullman (2020), *Mining of Massive Datasets*, ch. 3.
struct SimilarPairs: Sendable {
    /// Two sets by their positions, the earlier first.
    struct Pair: Sendable, Hashable {
        let first: Int
        let second: Int
        let similarity: Double
    }

    /// The minima of one set, and how large it is; no minima for an empty set.
    struct Signature: Sendable {
        let minima: [UInt32]
        let size: Int
    }

    /// Minima of a signature.
    var length: Int { bands * rows }

    /// The least similarity of a pair.
    let threshold: Double
    /// Bands of the signature.
    let bands: Int
    /// Minima in a band.
    let rows: Int
    /// Comparisons of a set within one band.
    let bucketLimit: Int
    private let factors: [UInt64]
    private let offsets: [UInt64]

    init(threshold: Double, bands: Int = 16, rows: Int = 4, bucketLimit: Int = 100) {
        precondition(threshold > 0 && threshold <= 1 && bands > 0 && rows > 0 && bucketLimit > 0)
        self.threshold = threshold
        self.bands = bands
        self.rows = rows
        self.bucketLimit = bucketLimit
        factors = (0..<bands * rows).map { ShingleSet.mix(UInt64($0)) | 1 }
        offsets = (0..<bands * rows).map { ShingleSet.mix(UInt64($0) &+ 1_000_003) }
    }

    /// The minima of the hash functions x ↦ a·x + b mod 2⁶⁴, of which the high half is compared.
    func signature(_ set: ShingleSet) -> Signature {
        guard !set.hashes.isEmpty else { return Signature(minima: [], size: 0) }
        var minima = [UInt32](repeating: .max, count: bands * rows)
        minima.withUnsafeMutableBufferPointer { minima in
            for hash in set.hashes {
                for index in 0..<minima.count {
                    let value = UInt32(truncatingIfNeeded: (hash &* factors[index] &+ offsets[index]) >> 32)
                    if value < minima[index] { minima[index] = value }
                }
            }
        }
        return Signature(minima: minima, size: set.hashes.count)
    }

    /// The pairs that may be similar, ordered by position.
    /// - Parameters:
    ///   - signatures: one for each set.
    ///   - group: what sets must share to be compared at all.
    ///   - isEligible: whether two sets of one group may be a pair.
    func candidates(_ signatures: [Signature], group: (Int) -> Int, isEligible: (Int, Int) -> Bool) -> [(first: Int, second: Int)] {
        struct Bucket: Hashable {
            let group: Int
            let key: UInt64
        }
        var seen: Set<UInt64> = []
        for band in 0..<bands {
            var buckets: [Bucket: [Int]] = [:]
            for (index, signature) in signatures.enumerated() where signature.size > 0 {
                var key: UInt64 = 0
                for row in 0..<rows { key = ShingleSet.mix(key ^ UInt64(signature.minima[band * rows + row])) }
                let bucket = Bucket(group: group(index), key: key)
                let members = buckets[bucket] ?? []
                for other in members where isEligible(other, index) {
                    // Sets of very different sizes cannot be similar.
                    let sizes = (signatures[other].size, signature.size)
                    guard Double(min(sizes.0, sizes.1)) >= threshold * Double(max(sizes.0, sizes.1)) else { continue }
                    seen.insert(UInt64(other) << 32 | UInt64(index))
                }
                if members.count < bucketLimit { buckets[bucket, default: []].append(index) }
            }
        }
        return seen.sorted().map { (Int($0 >> 32), Int($0 & 0xffff_ffff)) }
    }

    /// The candidates that are similar, ordered by position. Runs on all cores.
    /// - Parameter set: the set at a position; asked for again and again, and better held by whoever gives it.
    /// - Throws: the first error of `set`.
    func pairs(_ candidates: [(first: Int, second: Int)], set: @Sendable (Int) throws -> ShingleSet) throws -> [Pair] {
        let similarities = Slots(count: candidates.count)
        let failure = FirstError()
        let chunk = 64
        DispatchQueue.concurrentPerform(iterations: (candidates.count + chunk - 1) / chunk) { piece in
            // Candidates that begin with the same set follow on each other.
            var first: (index: Int, set: ShingleSet)?
            do {
                for index in piece * chunk..<min(candidates.count, (piece + 1) * chunk) {
                    let pair = candidates[index]
                    if first?.index != pair.first { first = (pair.first, try set(pair.first)) }
                    similarities.set(index, first!.set.similarity(try set(pair.second)))
                }
            } catch {
                failure.keep(error)
            }
        }
        try failure.rethrow()
        return zip(candidates, similarities.values).compactMap { candidate, similarity in
            similarity >= threshold ? Pair(first: candidate.first, second: candidate.second, similarity: similarity) : nil
        }
    }

    /// The similar pairs among sets held in memory, ordered by position.
    func pairs(_ sets: [ShingleSet], group: (Int) -> Int = { _ in 0 }, isEligible: (Int, Int) -> Bool) -> [Pair] {
        candidates(sets.map(signature), group: group, isEligible: isEligible).compactMap { first, second in
            let similarity = sets[first].similarity(sets[second])
            return similarity >= threshold ? Pair(first: first, second: second, similarity: similarity) : nil
        }
    }

    /// What the threads compute, each in its own slot.
    private final class Slots: @unchecked Sendable {
        private let lock = DispatchSemaphore(value: 1)
        private(set) var values: [Double]

        init(count: Int) { values = Array(repeating: 0, count: count) }

        func set(_ index: Int, _ value: Double) {
            lock.wait()
            values[index] = value
            lock.signal()
        }
    }
}
