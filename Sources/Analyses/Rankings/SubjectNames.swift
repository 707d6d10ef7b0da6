import Disclosure
import Rules

/// The names that bodies can be ranked by, for suggestions.
struct SubjectNames {
    private let names: [String]

    init(_ corpus: Corpus) {
        names = corpus.imports.flatMap(\.variables) + Ratio.all.flatMap { [$0.id, $0.label] } + Concept.all.flatMap { [$0.id, $0.label] }
    }

    /// Names that were meant, most likely: the nearest by letters, and those that share a part with it.
    func near(_ name: String) -> [String] {
        var found: [String] = []
        if let nearest = EditDistance.nearest(to: name, among: names) { found.append(nearest) }
        let parts = name.split { $0 == "_" || $0 == "." || $0 == " " || $0 == "/" }
        for other in names where !found.contains(other) && parts.contains(where: { $0.count > 3 && other.contains($0) }) { found.append(other) }
        return Array(found.prefix(5))
    }
}
