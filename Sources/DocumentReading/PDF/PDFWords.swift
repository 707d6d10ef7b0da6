/// The words of a PDF with their places, as `pdftotext -bbox` writes them: what its layout of a page does not keep is what stands above the line.
///
/// `pdftotext -layout` prints a number and the mark of a footnote behind it as one number. Pages with such marks are set into lines here, from the places of
/// their words; all others stay as they are.
public struct PDFWords: Sendable {
    /// One word.
    struct Word: Sendable {
        var text: String
        var left: Double
        var top: Double
        var right: Double
        var bottom: Double

        var height: Double { bottom - top }
        var middle: Double { (top + bottom) / 2 }
    }

    /// The words of each page.
    private let words: [[Word]]
    /// How many pages there are.
    public var pageCount: Int { words.count }

    /// Reads the program's output; what is no word of a page is passed over.
    public init(_ bytes: [UInt8]) {
        var pages: [[Word]] = []
        for line in bytes.split(whereSeparator: { $0 == 10 || $0 == 13 }) {
            let rest = line.drop { $0 == 32 }
            if rest.starts(with: Array("<page ".utf8)) {
                pages.append([])
            } else if rest.starts(with: Array("<word ".utf8)), !pages.isEmpty, let word = Self.word(String(decoding: rest, as: UTF8.self)) {
                pages[pages.count - 1].append(word)
            }
        }
        words = pages
    }

    private static func word(_ line: String) -> Word? {
        let parts = line.split(separator: ">", maxSplits: 1)
        guard parts.count == 2, let end = parts[1].firstRange(of: "</word>") else { return nil }
        let numbers = parts[0].split(separator: "\"").enumerated().filter { $0.offset % 2 == 1 }.compactMap { Double($0.element) }
        guard numbers.count == 4, numbers.allSatisfy(\.isFinite) else { return nil }
        let text = String(parts[1][..<end.lowerBound])
        return Word(text: unescaped(text), left: numbers[0], top: numbers[1], right: numbers[2], bottom: numbers[3])
    }

    private static func unescaped(_ text: String) -> String {
        guard text.contains("&") else { return text }
        return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&apos;", with: "'")
            .replacing(
                "&#39;", with: "'"
            ).replacing("&amp;", with: "&")
    }

    /// The lines of a page with marks above the line; `nil` for a page without any.
    public func lines(page: Int) -> [String]? {
        guard words.indices.contains(page) else { return nil }
        let words = words[page]
        var carrier: [Int: Int] = [:]
        for index in words.indices where Self.isMark(words[index].text) { if let word = Self.carrier(of: index, in: words) { carrier[index] = word } }
        guard !carrier.isEmpty else { return nil }
        let marks = Dictionary(grouping: carrier.keys.sorted { words[$0].left < words[$1].left }) { carrier[$0]! }
        var lines: [[Int]] = []
        for index in words.indices.filter({ carrier[$0] == nil }).sorted(by: {
            (words[$0].middle, words[$0].left) < (words[$1].middle, words[$1].left)
        }) {
            if let first = lines.last?.first, words[index].middle - words[first].middle <= 0.5 * min(words[index].height, words[first].height) {
                lines[lines.count - 1].append(index)
            } else {
                lines.append([index])
            }
        }
        return lines.map { line in
            var text = ""
            var end: Double?
            for index in line.sorted(by: { words[$0].left < words[$1].left }) {
                let word = words[index]
                if let end, word.left - end > 0.1 * word.height { text += word.left - end > 1.5 * word.height ? "   " : " " }
                text += word.text
                end = word.right
                for mark in marks[index] ?? [] {
                    text += RaisedText.written(words[mark].text, .raised)
                    end = max(end!, words[mark].right)
                }
            }
            return text
        }
    }

    /// Whether a word can be the mark of a footnote.
    private static func isMark(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, text.unicodeScalars.count <= 4 else { return false }
        switch first {
        case "0"..."9", "*", "†", "‡", "※", "[", "(", "①"..."⑳", "a"..."f", "注": return true
        default: return false
        }
    }

    /// The word that a mark stands behind: larger, ending where the mark begins, and lower.
    private static func carrier(of index: Int, in words: [Word]) -> Int? {
        let mark = words[index]
        func carries(_ other: Int) -> Bool {
            let word = words[other]
            return other != index && mark.height < 0.9 * word.height && abs(mark.left - word.right) <= 0.3 * word.height
                && word.bottom - mark.bottom > 0.12 * word.height && mark.bottom > word.top && word.middle - mark.middle > 0.05 * word.height
                && mark.top > word.top - 0.6 * word.height
        }
        if index > 0, carries(index - 1) { return index - 1 }
        return words.count <= 5000 ? words.indices.first(where: carries) : nil
    }
}
