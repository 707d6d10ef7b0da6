import Disclosure

/// The reports of a corpus in one list, and which of them may be copies of each other: those of one body in different years, and those of siblings.
///
/// Siblings are bodies of the same kind and level in the same province, in the same year or in neighboring ones.
struct ReportPairs {
    struct Item: Sendable {
        let body: Int
        let year: Int
    }

    let corpus: Corpus
    let items: [Item]

    init(_ corpus: Corpus) {
        self.corpus = corpus
        items = corpus.years.flatMap { year in
            corpus.bodies.indices.compactMap { corpus.hasReport(body: $0, year: year) ? Item(body: $0, year: year) : nil }
        }
    }

    /// Whether two reports are of one body or of siblings.
    func areRelated(_ one: Int, _ other: Int) -> Bool {
        let (first, second) = (items[one], items[other])
        if first.body == second.body { return first.year != second.year }
        guard abs(first.year - second.year) <= 1 else { return false }
        let (mine, theirs) = (corpus.bodies[first.body], corpus.bodies[second.body])
        guard mine.kind == theirs.kind, mine.level == theirs.level, let code = mine.regionCode else { return false }
        return theirs.regionCode?.prefix(2) == code.prefix(2)
    }

    /// Of the pairs that end in each report the most similar, so that a report is named once for its own past and once for its siblings.
    func strongest(_ pairs: [SimilarPairs.Pair]) -> [SimilarPairs.Pair] {
        struct Key: Hashable {
            let item: Int
            let isOwn: Bool
        }
        var best: [Key: SimilarPairs.Pair] = [:]
        for pair in pairs {
            let key = Key(item: pair.second, isOwn: items[pair.first].body == items[pair.second].body)
            if best[key].map({ $0.similarity < pair.similarity }) ?? true { best[key] = pair }
        }
        return best.values.sorted { ($0.second, $0.first) < ($1.second, $1.first) }
    }
}
