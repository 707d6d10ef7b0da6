import Disclosure

/// The prose of one report as the detectors read it: each passage folded once, and the quantities it states.
final class NarrativeProse {
    /// The passages.
    let passages: [Passage]
    /// Their texts, folded, in the same order.
    let texts: [[Unicode.Scalar]]
    /// What they state, in reading order.
    private(set) lazy var mentions = NarrativeReader(year: year).mentions(in: texts)

    /// The whole numbers that they state, percentages left out.
    private(set) lazy var integers = Set(texts.flatMap { ChineseText.integers($0) })

    private let year: Int

    init(_ passages: [Passage], year: Int) {
        self.passages = passages
        self.year = year
        texts = passages.map { ChineseText($0.text).scalars }
    }
}

extension Passage {
    /// Some of its words with the place where they stand.
    func quotation(_ excerpt: String) -> LocalizedText {
        let page = page.map { LocalizedText(zh: "第\($0)页", en: "page \($0), ") } ?? LocalizedText(zh: "", en: "")
        return LocalizedText(zh: "正文\(page.zh)第\(paragraph)段：…\(excerpt)…", en: "Prose, \(page.en)paragraph \(paragraph): …\(excerpt)…")
    }

    /// The words around a part of its folded text.
    func quotation(_ text: [Unicode.Scalar], around part: Range<Int>) -> LocalizedText {
        quotation(text[max(0, part.lowerBound - 12)..<min(text.count, part.upperBound + 12)].text)
    }
}
