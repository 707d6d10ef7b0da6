/// How similar two texts are, figures aside: the definition that `diff` and the search for copied prose share.
///
/// **Definition.** The Jaccard similarity |A ∩ B| / |A ∪ B| of the sets of five-character shingles of the texts, after digits, white space and
/// punctuation are taken out; the paragraphs of a text are joined. 1 for texts that differ in figures alone, 0 for texts that share nothing.
/// - References: Broder (1997), *SEQUENCES*, 21–29.
public enum TextSimilarity {
    /// The similarity of two texts given as paragraphs; `nil` when neither has five characters. O(*n* log *n*) in the number of characters.
    public static func jaccard(_ one: [String], _ other: [String]) -> Double? {
        let (first, second) = (ShingleSet(one), ShingleSet(other))
        return first.hashes.isEmpty && second.hashes.isEmpty ? nil : first.similarity(second)
    }
}
