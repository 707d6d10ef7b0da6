import Foundation

/// Texts as they are compared: without white space of any kind around them, in one form of accents and widths.
enum FoldedText {
    /// A name: trimmed of white space (also U+3000, U+00A0) and of characters without width, white space inside made one blank, in NFC.
    static func name(_ text: String) -> String {
        let trimmed = unwrapped(unmarked(trimmed(text)))
        var last: UInt8 = 0
        let isPlain = trimmed.utf8.allSatisfy { byte in
            defer { last = byte }
            return byte > 32 && byte < 127 || byte == 32 && last != 32
        }
        if isPlain { return String(trimmed) }
        var name = ""
        var isBlank = false
        for scalar in trimmed.unicodeScalars {
            if breaks.contains(scalar) {
                isBlank = true
            } else {
                if isBlank, name.last != " " { name.append(" ") }
                isBlank = false
                name.unicodeScalars.append(scalar)
            }
        }
        return name.precomposedStringWithCanonicalMapping
    }

    /// A text without the apostrophe that spreadsheets, and the exports here, put before what looks like a formula.
    static func unmarked(_ text: Substring) -> Substring {
        guard text.first == "'", let second = text.dropFirst().unicodeScalars.first, formulas.contains(second) else { return text }
        return text.dropFirst()
    }

    /// The text within `="…"`, as spreadsheets write a text that looks like a number.
    static func unwrapped(_ text: Substring) -> Substring {
        guard text.hasPrefix("=\""), text.hasSuffix("\""), text.utf8.count >= 3 else { return text }
        let inner = text.dropFirst(2).dropLast()
        return inner.contains("\"") ? text : inner
    }

    private static let formulas = Set("=+-@\t\r\n＝＋－＠".unicodeScalars)

    /// A text without what takes no ink around it.
    static func trimmed(_ text: String) -> Substring {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isSpace($0) }), let last = scalars.lastIndex(where: { !isSpace($0) }) else { return "" }
        return text[first..<scalars.index(after: last)]
    }

    /// A figure as it is read: trimmed, digits and signs of full width as plain ones, all kinds of minus as `-`, all blanks as U+0020.
    static func figure(_ text: String) -> String {
        var folded = ""
        for scalar in unwrapped(trimmed(text)).unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: folded.unicodeScalars.append(Unicode.Scalar(scalar.value - 0xFEE0)!)
            case 0x2212, 0x2010, 0x2011, 0x2012, 0xFE63: folded.append("-")
            case 0x2013, 0x2014, 0x2015: folded.append("–")
            case 0x00A0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000, 9, 10, 13: folded.append(" ")
            case 0x2019, 0x02BC: folded.append("'")
            case 0x066B: folded.append(".")
            case 0x200B...0x200F, 0xFEFF, 0x2060: continue
            default:
                if scalar.value > 127, scalar.properties.numericType == .decimal, let digit = scalar.properties.numericValue {
                    folded += String(Int(digit))
                } else {
                    folded.unicodeScalars.append(scalar)
                }
            }
        }
        return folded
    }

    /// A heading as it is looked up: a name in lower case without blanks.
    static func key(_ heading: String) -> String { name(heading).lowercased().filter { !$0.isWhitespace } }

    private static let breaks = Set(" \n\r\t\u{0B}\u{0C}\u{85}\u{A0}\u{2028}\u{2029}\u{202F}".unicodeScalars)

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.value == 0xFEFF || scalar.value == 0x200B || scalar.value == 0x2060
    }
}
