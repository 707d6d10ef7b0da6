import Disclosure

/// The prose of one report as the detectors read it: each passage folded once, and the quantities it states.
final class NarrativeProse {
    /// The passages.
    let passages: [Passage]
    /// Their texts, folded, in the same order.
    let texts: [[Unicode.Scalar]]
    /// What they state, in reading order.
    private(set) lazy var mentions = NarrativeReader(year: year).mentions(in: passages)

    private let year: Int

    init(_ passages: [Passage], year: Int) {
        self.passages = passages
        self.year = year
        texts = passages.map { ChineseText($0.text).scalars }
    }
}
