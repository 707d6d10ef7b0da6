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
    /// A number for what siblings share: kind, level and province. A body without a region is alone with its own years.
    private let groups: [Int]

    init(_ corpus: Corpus) {
        self.corpus = corpus
        items = corpus.years.flatMap { year in
            corpus.bodies.indices.compactMap { corpus.hasReport(body: $0, year: year) ? Item(body: $0, year: year) : nil }
        }
        var codes: [String: Int] = [:]
        groups = corpus.bodies.enumerated().map { index, body in
            let label = body.regionCode.map { "\(body.kind.rawValue) \(body.level.rawValue) \($0.prefix(2))" } ?? "alone \(index)"
            if let code = codes[label] { return code }
            codes[label] = codes.count
            return codes.count - 1
        }
    }

    /// What two reports must share to be compared.
    func group(_ item: Int) -> Int { groups[items[item].body] }

    /// Whether two reports are of one body or of siblings.
    func areRelated(_ one: Int, _ other: Int) -> Bool {
        let (first, second) = (items[one], items[other])
        if first.body == second.body { return first.year != second.year }
        return abs(first.year - second.year) <= 1 && groups[first.body] == groups[second.body]
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
