/// Text as it may reach a person's eyes: every character is shown, and none acts.
///
/// Names of files, bodies and cells come from whoever wrote them. A terminal obeys the control characters in them, and a bidirectional control turns the order
/// of what stands beside it; so the text is made visible before it is measured, cut and printed. For programs the bytes stay as they are.
///
/// | in the text | shown |
/// |---|---|
/// | C0 and C1 controls, DEL, line ends and tabs within one line | `\u{1B}`, `\u{A}` |
/// | U+2028, U+2029 | `\u{2028}` |
/// | bidirectional controls: U+061C, U+200E, U+200F, U+202A–E, U+2066–9, U+206A–F | `\u{202E}` |
/// | characters that are never seen: U+FEFF, U+FFF9–B, tags (U+E0000–7F) | `\u{FEFF}` |
/// | a run of right-to-left text | the run between U+2068 and U+2069, which keep it from turning its neighbours |
public enum TerminalText {
    /// A text as one line. O(*n*).
    public static func of(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        let scalars = Array(text.unicodeScalars)
        guard scalars.contains(where: { isHidden($0.value) || isRightToLeft($0.value) }) else { return text }
        var result = ""
        result.reserveCapacity(text.utf8.count + 16)
        var index = 0
        while index < scalars.count {
            if isRightToLeft(scalars[index].value) {
                let end = endOfRun(scalars, from: index)
                result.unicodeScalars.append("\u{2068}")
                for scalar in scalars[index..<end] { append(scalar, to: &result) }
                result.unicodeScalars.append("\u{2069}")
                index = end
            } else {
                append(scalars[index], to: &result)
                index += 1
            }
        }
        return result
    }

    /// A text of several lines, each as ``of(_:)`` shows it. Only for texts of which this program wrote the line ends.
    public static func lines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { of(String($0)) }.joined(separator: "\n")
    }

    private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        if isHidden(scalar.value) {
            text += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        } else {
            text.unicodeScalars.append(scalar)
        }
    }

    /// Whether a character commands, or is not seen at all.
    static func isHidden(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
        default: false
        }
    }

    /// Whether a character is written from right to left (classes R and AL of `DerivedBidiClass.txt`, Unicode 15, by block).
    private static func isRightToLeft(_ scalar: UInt32) -> Bool {
        switch scalar {
        // The Arabic letter mark is no letter: it stands in the block, and is shown as the control that it is.
        case 0x61C: false
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
        default: false
        }
    }

    /// The end of a run of right-to-left text: behind its last such character before a letter or digit of another direction.
    private static func endOfRun(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
        var end = start + 1
        for index in start + 1..<max(start + 1, scalars.count) {
            if isRightToLeft(scalars[index].value) {
                end = index + 1
            } else if isHidden(scalars[index].value) || scalars[index].properties.isAlphabetic || scalars[index].properties.numericType != nil {
                break
            }
        }
        return end
    }
}
