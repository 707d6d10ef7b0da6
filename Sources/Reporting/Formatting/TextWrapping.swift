/// Text in lines of a terminal: broken at spaces and between Chinese characters, never before a closing mark or behind an opening one.
public enum TextWrapping {
    /// The columns of a terminal that a text takes; a Chinese character takes two.
    public static func width(of text: String) -> Int { DisplayWidth.of(text) }

    private static let neverFirst: Set<Character> = Set("，。、；：？！）》」』】〉”’…—,.;:?!)]}%％·")
    private static let neverLast: Set<Character> = Set("（《「『【〈“‘([{")

    /// The lines of one paragraph.
    ///
    /// - Parameters:
    ///   - width: columns of a line.
    ///   - breaksWords: whether a word that is longer than a line goes on in the next; else it stands alone, whole.
    public static func lines(of text: String, width: Int, breaksWords: Bool = false) -> [String] {
        var lines: [String] = []
        var line = ""
        var used = 0
        let words = words(of: text)
        for word in breaksWords ? words.flatMap({ pieces(of: $0, width: width) }) : words {
            let columns = DisplayWidth.of(word)
            if used > 0, used + DisplayWidth.of(trimmed(word)) > width {
                lines.append(trimmed(line))
                (line, used) = ("", 0)
            }
            line += word
            used += columns
        }
        if !trimmed(line).isEmpty { lines.append(trimmed(line)) }
        return isolated(lines)
    }

    /// Isolates that are open at the end of a line are closed there and opened anew in the next, so that each line keeps its direction.
    private static func isolated(_ lines: [String]) -> [String] {
        var open = 0
        return lines.map { line in
            let before = open
            for scalar in line.unicodeScalars {
                if scalar == "\u{2068}" { open += 1 } else if scalar == "\u{2069}", open > 0 { open -= 1 }
            }
            return String(repeating: "\u{2068}", count: before) + line + String(repeating: "\u{2069}", count: open)
        }
    }

    private static func pieces(of word: String, width: Int) -> [String] {
        guard DisplayWidth.of(word) > width else { return [word] }
        var pieces: [String] = []
        var (piece, used) = ("", 0)
        for character in word {
            let columns = DisplayWidth.of(character)
            if used > 0, used + columns > width {
                pieces.append(piece)
                (piece, used) = ("", 0)
            }
            piece.append(character)
            used += columns
        }
        return pieces + [piece]
    }

    private static func trimmed(_ line: String) -> String {
        var line = line
        while line.last?.isWhitespace == true { line.removeLast() }
        return line
    }

    /// Pieces that stay together, each with the spaces behind it.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        var last: Character?
        for character in text {
            if let before = last, canBreak(before, character) {
                words.append(word)
                word = ""
            }
            word.append(character)
            last = character
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    private static func canBreak(_ before: Character, _ after: Character) -> Bool {
        if after.isWhitespace { return false }
        if before.isWhitespace { return true }
        if neverFirst.contains(after) || neverLast.contains(before) { return false }
        return isWide(before) || isWide(after)
    }

    private static func isWide(_ character: Character) -> Bool { DisplayWidth.of(String(character)) == 2 }
}
