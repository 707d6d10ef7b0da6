public import Disclosure

/// Which findings of a corpus a selection asks for.
///
/// What is found depends on the peers, on the region above and on last year: findings are looked for in the whole corpus and selected afterwards.
public struct FindingBodies: Sendable {
    private let corpus: Corpus

    /// The bodies of the corpus that the findings were found in.
    public init(_ corpus: Corpus) { self.corpus = corpus }

    /// Whether body and year of a finding are selected.
    public func isSelected(_ finding: Finding, by selection: CorpusSelection) -> Bool {
        guard selection.includes(year: finding.year) else { return false }
        guard !selection.entities.isEmpty || !selection.regions.isEmpty else { return true }
        return finding.body.map { selection.includes(corpus.bodies[$0], former: corpus.formerBodies($0)) } ?? false
    }

    /// The edition of the report that a finding is about.
    public func edition(of finding: Finding) -> Edition? { finding.body.flatMap { corpus.edition(body: $0, year: finding.year) } }
}
