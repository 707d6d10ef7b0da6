/// Words of a line that belong to the value before them, and words that look like values and are none.
enum RemarkWords {
    /// Most words that one bracket holds.
    private static let longest = 12

    /// The words of a text with those in one bracket as one: `（其中 修订16件）`.
    static func joined(_ words: [Substring], in text: String) -> [Substring] {
        guard words.count > 2, words.contains(where: { opens($0) && !closes($0) }) else { return words }
        var joined: [Substring] = []
        var index = 0
        while index < words.count {
            if index > 0, opens(words[index]), !closes(words[index]), NumberToken.parse(words[index - 1]).isNumber,
                let end = words[index..<min(words.count, index + longest)].firstIndex(where: closes)
            {
                joined.append(text[words[index].startIndex..<words[end].endIndex])
                index = end + 1
            } else {
                joined.append(words[index])
                index += 1
            }
        }
        return joined
    }

    private static func opens(_ word: Substring) -> Bool { word.first.map { "（([［【〔".contains($0) } ?? false }
    private static func closes(_ word: Substring) -> Bool { word.contains { "）)]］】〕".contains($0) } }

    /// Whether a word is nothing but a remark: in brackets, or the mark of a footnote.
    static func isRemark(_ word: Substring) -> Bool {
        guard let first = word.unicodeScalars.first else { return false }
        switch first {
        case "*", "＊", "※", "†", "‡", "[", "［", "①"..."⑳", "⑴"..."⒇": return true
        case "注": return word.count <= 3 && word.dropFirst().allSatisfy(\.isNumber)
        case "（", "(", "【", "〔":
            let inner = LabelNormalization.folded(word)
            return inner.hasSuffix(")") && inner.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } && !isBracketedNumbering(word)
        default: return NumberWording.holdsRaised(word) && LabelNormalization.folded(word).isEmpty
        }
    }

    /// Whether a bracket holds the numbering of what stands behind it: `（二）`, `(十一)`.
    static func isBracketedNumbering(_ bracket: some StringProtocol) -> Bool {
        let inner = bracket.dropFirst().dropLast().filter { !$0.isWhitespace }
        return (1...3).contains(inner.count) && inner.allSatisfy { "一二三四五六七八九十".contains($0) }
    }

    /// Whether a word is a numbering of one or two digits: `7.`, `12．`.
    static func isNumbering(_ word: Substring) -> Bool {
        guard let last = word.last, last == "." || last == "．" else { return false }
        let digits = word.dropLast()
        return (1...2).contains(digits.count) && digits.allSatisfy { $0.isASCII && $0.isNumber } && digits.first != "0"
    }
}
