public import Disclosure

/// Which body of a corpus a finding is about, and so whether a selection asks for it.
///
/// What is found depends on the peers, on the region above and on last year: findings are looked for in the whole corpus and selected afterwards.
public struct FindingBodies: Sendable {
    private struct Name: Hashable {
        let name: String
        let code: String?
    }

    private let corpus: Corpus
    private let positions: [Name: Int]

    /// The bodies of a corpus. O(bodies).
    public init(_ corpus: Corpus) {
        self.corpus = corpus
        positions = Dictionary(corpus.bodies.enumerated().map { (Name(name: $1.name, code: $1.regionCode), $0) }) { first, _ in first }
    }

    /// The position of the body; `nil` for a finding from elsewhere.
    public func position(of finding: Finding) -> Int? { positions[Name(name: finding.entity, code: finding.regionCode)] }

    /// Whether body and year of a finding are selected.
    public func isSelected(_ finding: Finding, by selection: CorpusSelection) -> Bool {
        guard selection.includes(year: finding.year) else { return false }
        guard !selection.entities.isEmpty || !selection.regions.isEmpty else { return true }
        return position(of: finding).map { selection.includes(corpus.bodies[$0], former: corpus.formerBodies($0)) } ?? false
    }

    /// The edition of the report that a finding is about.
    public func edition(of finding: Finding) -> Edition? { position(of: finding).flatMap { corpus.edition(body: $0, year: finding.year) } }
}
