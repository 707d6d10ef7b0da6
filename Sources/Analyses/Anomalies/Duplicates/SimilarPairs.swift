/// Pairs of similar sets among many, without comparing all pairs: MinHash signatures in bands, then the exact similarity.
///
/// **Definition.** 64 hash functions give each set 64 minima; sets that agree in all four minima of any of 16 bands are candidates, and those whose
/// Jaccard similarity is at least the threshold are pairs. A pair of similarity .8 is missed once in 10⁴, one of .5 is a candidate two times out of
/// three. In a band where more than `bucketLimit` sets agree, each is compared with the first `bucketLimit` only, which keeps the cost linear.
/// - Complexity: O(Σ set sizes) for the signatures.
/// - References: Broder (1997), *SEQUENCES*, 21–29; Leskovec, Rajaraman & Ullman (2020), *Mining of Massive Datasets*, ch. 3.
struct SimilarPairs {
    /// Two sets by their positions, the earlier first.
    struct Pair: Sendable, Hashable {
        let first: Int
        let second: Int
        let similarity: Double
    }

    static let bands = 16
    static let rows = 4

    /// The least similarity of a pair.
    let threshold: Double
    /// Comparisons of a set within one band.
    let bucketLimit: Int

    init(threshold: Double, bucketLimit: Int = 50) {
        self.threshold = threshold
        self.bucketLimit = bucketLimit
    }

    /// The pairs, ordered by position.
    /// - Parameters:
    ///   - sets: the sets; empty ones are never similar.
    ///   - isEligible: whether two sets may be a pair at all; asked before they are compared.
    func pairs(_ sets: [ShingleSet], isEligible: (Int, Int) -> Bool) -> [Pair] {
        let signatures = sets.map(Self.signature)
        var seen: Set<UInt64> = []
        var pairs: [Pair] = []
        for band in 0..<Self.bands {
            var buckets: [UInt64: [Int]] = [:]
            for (index, signature) in signatures.enumerated() where !signature.isEmpty {
                var key: UInt64 = 0
                for row in 0..<Self.rows { key = ShingleSet.mix(key ^ signature[band * Self.rows + row]) }
                let members = buckets[key] ?? []
                for other in members where isEligible(other, index) {
                    guard seen.insert(UInt64(other) << 32 | UInt64(index)).inserted else { continue }
                    // Sets of very different sizes cannot be similar.
                    let (small, large) = (
                        min(sets[other].hashes.count, sets[index].hashes.count), max(sets[other].hashes.count, sets[index].hashes.count)
                    )
                    guard Double(small) >= threshold * Double(large) else { continue }
                    let similarity = sets[other].similarity(sets[index])
                    if similarity >= threshold { pairs.append(Pair(first: other, second: index, similarity: similarity)) }
                }
                if members.count < bucketLimit { buckets[key] = members + [index] }
            }
        }
        return pairs.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    }

    /// The minima of the hash functions x ↦ a·x + b mod 2⁶⁴, of which the high bits are compared.
    static func signature(_ set: ShingleSet) -> [UInt64] {
        guard !set.hashes.isEmpty else { return [] }
        var minima = [UInt64](repeating: .max, count: bands * rows)
        minima.withUnsafeMutableBufferPointer { minima in
            for hash in set.hashes {
                for index in 0..<minima.count {
                    let value = (hash &* factors[index] &+ offsets[index]) >> 16
                    if value < minima[index] { minima[index] = value }
                }
            }
        }
        return minima
    }

    private static let factors = (0..<bands * rows).map { ShingleSet.mix(UInt64($0)) | 1 }
    private static let offsets = (0..<bands * rows).map { ShingleSet.mix(UInt64($0) &+ 1_000_003) }
}
