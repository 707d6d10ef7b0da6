public import Disclosure
import Rules

/// The names that quantities go by in a corpus and in the catalog, for suggestions.
public struct SubjectNames {
    /// What a ranking can be on, besides single indicators.
    private let names: [String]
    /// The indicators, in the corpus and in the catalog.
    private let indicators: [String]

    /// The names of a corpus.
    public init(_ corpus: Corpus) {
        let own = corpus.imports.flatMap(\.variables)
        names =
            own + Ratio.all.flatMap { [$0.id, $0.label] } + Concept.all.flatMap { [$0.id, $0.label] } + [
                PublicationTiming.subject, PublicationTiming.label.zh,
            ]
        indicators = own + Catalog.standard.indicators.flatMap { [$0.id, $0.label] }
    }

    /// Whether a pattern is the name of anything. O(names).
    public func hold(_ pattern: IndicatorPattern) -> Bool {
        names.contains { pattern.matches($0) || $0 == pattern.text } || indicators.contains { pattern.matches($0) || $0 == pattern.text }
    }

    /// Names that were meant, most likely: the nearest by letters, else those that share a part with it, at most five.
    public func near(_ name: String) -> [String] {
        if let nearest = EditDistance.nearest(to: name, among: names) ?? EditDistance.nearest(to: name, among: indicators) { return [nearest] }
        var found: [String] = []
        let parts = name.split { $0 == "_" || $0 == "." || $0 == " " || $0 == "/" }
        for other in names where !found.contains(other) && parts.contains(where: { $0.count > 3 && other.contains($0) }) { found.append(other) }
        return Array(found.prefix(5))
    }
}
