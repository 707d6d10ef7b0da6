import Disclosure
import DocumentReading

/// The prose of a report: its paragraphs with the statutory section they stand in.
enum Prose {
    private static let numerals: [Character] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"]
    private static let numbers = Set(numerals.flatMap(\.unicodeScalars))
    private static let headings = numerals.map { "\($0)、" }

    /// The section that a heading opens; `nil` when the text is no heading of one.
    static func section(ofHeading text: String) -> Int? {
        // Most paragraphs are no headings, and their first character shows it.
        guard let opening = text.unicodeScalars.lazy.compactMap(LabelNormalization.folded).first, numbers.contains(opening) else { return nil }
        let folded = LabelNormalization.folded(text.prefix(60))
        guard let first = folded.first, numerals.contains(first) else { return nil }
        let rest = folded.dropFirst()
        guard rest.first == "、" || rest.first == "." else { return nil }
        let heading = rest.dropFirst().prefix(26)
        if heading.hasPrefix("总体情况") || heading.hasPrefix("概述") { return 1 }
        if heading.holds("复议") && heading.holds("诉讼") { return 4 }
        if heading.holds("存在") && (heading.holds("问题") || heading.holds("不足")) { return 5 }
        if heading.holds("其他需要报告") || heading.holds("需要报告的其他") { return 6 }
        if heading.holds("收到和处理") || heading.holds("依申请公开") { return 3 }
        if heading.holds("主动公开") { return 2 }
        return nil
    }

    /// The short lines between the first and the last row of a form: its labels and cells, not prose.
    static func shortLines(_ document: Document, in range: ClosedRange<Int>?) -> [Int] {
        guard let range else { return [] }
        return range.filter { index in
            guard case .paragraph(let paragraph) = document.blocks[index] else { return false }
            return section(ofHeading: paragraph.text) == nil
                && (paragraph.text.count < 60 || paragraph.text.split(whereSeparator: \.isWhitespace).count > 5)
        }
    }

    /// The passages: paragraphs that are no rows of a form. Lines that a page's width broke are joined.
    static func passages(_ document: Document, rowBlocks: Set<Int>, running: [Int: [String]]) -> [Passage] {
        var passages: [Passage] = []
        var section: Int?
        var gathered: (text: String, line: Int, page: Int?)?
        func flush() {
            guard let paragraph = gathered else { return }
            gathered = nil
            for piece in split(paragraph.text) {
                let heading = Prose.section(ofHeading: piece)
                section = heading ?? section
                if heading == nil, document.layout == .lines, section != nil, isCell(piece) { continue }
                passages.append(Passage(section: section, text: piece, paragraph: paragraph.line, page: paragraph.page))
            }
        }
        for (index, block) in document.blocks.enumerated() {
            guard case .paragraph(let paragraph) = block else {
                flush()
                continue
            }
            if let pieces = running[index] {
                flush()
                for piece in pieces where !piece.trimmed.isEmpty {
                    gathered = (fold(piece), paragraph.line, paragraph.page)
                    flush()
                }
                continue
            }
            if rowBlocks.contains(index) {
                flush()
                continue
            }
            let joins = ["pdf", "ocr", "ofd"].contains(document.format)
            if joins, let open = gathered, continues(paragraph, after: open.line, text: open.text) {
                gathered!.text += glue(open.text, fold(paragraph.text))
                gathered!.line = open.line
            } else {
                flush()
                gathered = (fold(paragraph.text), paragraph.line, paragraph.page)
            }
        }
        flush()
        return passages
    }

    /// Whether a line is a cell or a label of a table rather than a sentence: short and without the marks of sentences.
    private static func isCell(_ text: String) -> Bool {
        text.count < 40 && !text.contains { "。；！？，,;".contains($0) }
    }

    /// Whether a line of a page goes on with the paragraph above: it is not set in, and the paragraph has not come to its end.
    private static func continues(_ paragraph: Document.Paragraph, after line: Int, text: String) -> Bool {
        let indent = paragraph.text.prefix { $0 == " " || $0 == "\u{3000}" }.count
        if indent > 12 { return false }
        if section(ofHeading: paragraph.text) != nil || section(ofHeading: text) != nil { return false }
        let first = paragraph.text.drop { $0.isWhitespace }.first
        if first == "（", paragraph.text.drop(while: \.isWhitespace).dropFirst().first.map({ numerals.contains($0) }) == true { return false }
        return text.last.map { !"。！？：".contains($0) } ?? true || indent < 3
    }

    /// Latin words and numbers keep a space between lines, Chinese does not.
    private static func glue(_ text: String, _ next: String) -> String {
        guard let last = text.last, let first = next.first else { return next }
        return last.isASCII && first.isASCII && last.isLetter && first.isLetter ? " " + next : next
    }

    private static func fold(_ text: String) -> String {
        if !text.utf8.contains(where: { $0 <= 32 }), !text.holds("\u{3000}"), !text.holds("\u{A0}") { return text }
        return text.split(whereSeparator: { $0.isWhitespace || $0 == "\u{3000}" }).joined(separator: " ")
    }

    /// Cuts a paragraph before the headings of sections inside it.
    private static func split(_ text: String) -> [String] {
        let behind = text.dropFirst()
        guard behind.holds("、"), headings.contains(where: { behind.holds($0) }) else { return text.trimmed.isEmpty ? [] : [text.trimmed] }
        let characters = Array(text)
        var cuts = [0]
        for index in characters.indices.dropFirst() where numerals.contains(characters[index]) {
            guard index + 1 < characters.count, characters[index + 1] == "、" else { continue }
            let before = characters[index - 1]
            guard "。…！；\n ".contains(before) || index < 3 else { continue }
            if section(ofHeading: String(characters[index..<min(characters.count, index + 40)])) != nil { cuts.append(index) }
        }
        cuts.append(characters.count)
        return zip(cuts, cuts.dropFirst()).map { String(characters[$0..<$1]).trimmed }.filter { !$0.isEmpty }
    }
}
