/// Texts as the cells of a workbook carry them.
enum WorkbookText {
    /// UTF-16 units that a cell holds.
    static let longest = 32_767

    /// The text with what XML cannot carry written as `_xHHHH_`, as Excel itself writes it, and cut with an ellipsis to what a cell holds.
    static func of(_ text: String) -> String {
        let cut = cut(text)
        guard mayNeedMarks(cut) else { return cut }
        var result = ""
        let scalars = Array(cut.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            switch scalar {
            case "\t", "\n": result.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result += escape(scalar.value)
            // What looks like such a mark already must not be read as one.
            case "_" where isMark(scalars[index...]): result += escape(scalar.value)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Whether a text may hold what is written as a mark, or looks like one; nearly every text is written as it is.
    private static func mayNeedMarks(_ text: String) -> Bool {
        var before: UInt8 = 0
        for byte in text.utf8 {
            // U+FFFE and U+FFFF end in BF BE and BF BF.
            if byte < 0x20 || before == UInt8(ascii: "_") && byte == UInt8(ascii: "x") || before == 0xBF && byte >= 0xBE { return true }
            before = byte
        }
        return false
    }

    private static func cut(_ text: String) -> String {
        guard text.utf8.count > longest, text.utf16.count > longest else { return text }
        var kept = String.UnicodeScalarView()
        var units = 0
        for scalar in text.unicodeScalars {
            units += scalar.value > 0xFFFF ? 2 : 1
            if units > longest - 1 { break }
            kept.append(scalar)
        }
        return String(kept) + "…"
    }

    private static func escape(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return "_x" + String(repeating: "0", count: 4 - digits.count) + digits + "_"
    }

    private static func isMark(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        guard scalars.count >= 7 else { return false }
        let first = scalars.startIndex
        return scalars[first + 1] == "x" && scalars[first + 6] == "_"
            && scalars[(first + 2)..<(first + 6)].allSatisfy { $0.properties.isASCIIHexDigit }
    }
}
