/// Columns that text takes on a terminal: two for East Asian wide and full-width characters and emoji, none for combining marks.
///
/// **Definition.** A grapheme cluster is as wide as its first scalar, two columns with the emoji variation selector. Scalars of ambiguous width
/// (“ ” … ·) count as one, as terminals do by default. Ranges: Unicode 15, `EastAsianWidth.txt`, classes W and F.
enum DisplayWidth {
    static func of(_ text: some StringProtocol) -> Int {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
        return text.reduce(0) { $0 + of($1) }
    }

    static func of(_ character: Character) -> Int {
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return 0 }
        if scalars.contains("\u{FE0F}") { return 2 }
        return width(first.value)
    }

    /// The longest beginning that fits, with an ellipsis in its last column when something was cut off.
    static func cut(_ text: String, to width: Int) -> String {
        guard of(text) > width else { return text }
        guard width > 0 else { return "" }
        var kept = ""
        var used = 0
        for character in text {
            let columns = of(character)
            if used + columns > width - 1 { break }
            kept.append(character)
            used += columns
        }
        // Isolates that are open are closed, so that the rest of the line keeps its direction.
        let open = kept.unicodeScalars.reduce(0) { $1 == "\u{2068}" ? $0 + 1 : $1 == "\u{2069}" ? $0 - 1 : $0 }
        return kept + "…" + String(repeating: "\u{2069}", count: max(0, open))
    }

    /// The longest end that fits, with an ellipsis in its first column when something was cut off.
    static func cutHead(_ text: String, to width: Int) -> String {
        guard of(text) > width else { return text }
        guard width > 0 else { return "" }
        var kept: [Character] = []
        var used = 0
        for character in text.reversed() {
            let columns = of(character)
            if used + columns > width - 1 { break }
            kept.append(character)
            used += columns
        }
        let end = String(kept.reversed())
        // Isolates whose beginning was cut off are opened again.
        var (open, missing) = (0, 0)
        for scalar in end.unicodeScalars {
            if scalar == "\u{2068}" { open += 1 }
            if scalar == "\u{2069}" { if open > 0 { open -= 1 } else { missing += 1 } }
        }
        return "…" + String(repeating: "\u{2068}", count: missing) + end
    }

    /// The text with spaces to a width, before or after it.
    static func pad(_ text: String, to width: Int, trailing: Bool) -> String {
        let spaces = String(repeating: " ", count: max(0, width - of(text)))
        return trailing ? spaces + text : text + spaces
    }

    private static func width(_ scalar: UInt32) -> Int {
        if scalar < 0x20 || (0x7F..<0xA0).contains(scalar) { return 0 }
        if scalar < 0x300 { return 1 }
        if zero.contains(where: { $0.contains(scalar) }) { return 0 }
        if scalar < 0x1100 { return 1 }
        return wide.contains { $0.contains(scalar) } ? 2 : 1
    }

    private static let zero: [ClosedRange<UInt32>] = [
        0x300...0x36F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0x20D0...0x20F0, 0xFE00...0xFE0F, 0xFE20...0xFE2F, 0xFEFF...0xFEFF,
    ]
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x231A...0x231B, 0x23E9...0x23EC, 0x2614...0x2615, 0x26A1...0x26A1, 0x2705...0x2705, 0x274C...0x274C, 0x2753...0x2755,
        0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
        0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
        0x20000...0x3FFFD,
    ]
}
