/// The shingles of a text, or the tokens of a table, as a sorted set of 64-bit hashes.
///
/// **Definition.** A text's shingles are all runs of five characters after digits (Western, full-width), white space and punctuation are taken out,
/// so that the figures and years of a report do not count.
struct ShingleSet: Sendable {
    /// Characters in a shingle.
    static let length = 5

    /// The hashes, ascending, each once.
    let hashes: [UInt64]

    init(hashes: [UInt64]) {
        var sorted = hashes
        sorted.sort()
        var unique: [UInt64] = []
        unique.reserveCapacity(sorted.count)
        for hash in sorted where hash != unique.last { unique.append(hash) }
        self.hashes = unique
    }

    /// The shingles of paragraphs.
    init(_ paragraphs: some Sequence<String>) {
        var scalars: [UInt32] = []
        for paragraph in paragraphs {
            for scalar in paragraph.unicodeScalars where Self.isLetter(scalar) { scalars.append(scalar.value) }
        }
        guard scalars.count >= Self.length else {
            self.init(hashes: [])
            return
        }
        self.init(
            hashes: (0...(scalars.count - Self.length)).map { start in
                var hash: UInt64 = 0xcbf2_9ce4_8422_2325
                for offset in 0..<Self.length { hash = (hash ^ UInt64(scalars[start + offset])) &* 0x100_0000_01b3 }
                return Self.mix(hash)
            })
    }

    /// Whether a character is alphabetic: of Chinese and of ASCII known without the tables of Unicode.
    static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x4E00...0x9FFF: true
        case 0x41...0x5A, 0x61...0x7A: true
        case 0...0x7F, 0x3000...0x3004, 0x3008...0x3020, 0xFF01...0xFF20: false
        default: scalar.properties.isAlphabetic
        }
    }

    /// |A ∩ B| / |A ∪ B|; 0 for two empty sets. O(|A| + |B|).
    func similarity(_ other: ShingleSet) -> Double {
        let common = commonCount(other)
        let union = hashes.count + other.hashes.count - common
        return union == 0 ? 0 : Double(common) / Double(union)
    }

    /// |A ∩ B|.
    func commonCount(_ other: ShingleSet) -> Int {
        var (mine, theirs, common) = (0, 0, 0)
        while mine < hashes.count && theirs < other.hashes.count {
            if hashes[mine] == other.hashes[theirs] {
                common += 1
                mine += 1
                theirs += 1
            } else if hashes[mine] < other.hashes[theirs] {
                mine += 1
            } else {
                theirs += 1
            }
        }
        return common
    }

    /// Spreads the bits of a hash (the finalizer of SplitMix64).
    static func mix(_ value: UInt64) -> UInt64 {
        var value = value &+ 0x9E37_79B9_7F4A_7C15
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
