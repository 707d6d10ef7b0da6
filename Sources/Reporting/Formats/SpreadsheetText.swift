import Output

/// Texts as CSV and TSV carry them: formulas disarmed, lists and objects as JSON.
enum SpreadsheetText {
    /// The field of a value, not yet quoted; `nil` for null, which is an empty field.
    ///
    /// On a terminal every character is made visible; a file or a pipe gets the text as it is.
    static func field(_ value: ResultValue, options: RenderingOptions) -> String? {
        raw(value, language: options.language).map { options.isTerminal ? TerminalText.of($0) : $0 }
    }

    private static func raw(_ value: ResultValue, language: Language) -> String? {
        switch value {
        case .null: nil
        case .text(let string): disarmed(string)
        case .localized(let sentence): disarmed(sentence[language])
        case .number(let number) where !number.isFinite: nil
        case .flag, .integer, .unsigned, .number, .decimal, .list, .object: JSONText.of(value, language: language)
        }
    }

    /// The text with a leading apostrophe when a spreadsheet would take it for a formula. A number written as text, and a lone mark, are left alone.
    static func disarmed(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, dangerous.contains(first), text.unicodeScalars.count > 1, !isNumber(text) else { return text }
        return "'" + text
    }

    private static let dangerous: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]

    private static func isNumber(_ text: String) -> Bool {
        var digits = 0
        var points = 0
        for (offset, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
            case UInt8(ascii: "."): points += 1
            case UInt8(ascii: "+") where offset == 0, UInt8(ascii: "-") where offset == 0: break
            default: return false
            }
        }
        return digits > 0 && points <= 1
    }
}
