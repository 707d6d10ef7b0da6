import Disclosure
import Output

/// Values as people read them in one line of a table: what comes from files is shown and never acts (``TerminalText``).
enum PlainText {
    static func of(_ value: ResultValue, column: ResultColumn, language: Language) -> String {
        switch value {
        case .null: return ""
        case .text(let string): return column.codes[string]?[language] ?? visible(string)
        case .localized(let sentence): return visible(sentence[language])
        case .flag(let flag):
            switch language {
            case .zh: return flag ? "是" : "否"
            case .en: return flag ? "yes" : "no"
            }
        case .integer(let number): return String(number)
        case .unsigned(let number): return String(number)
        case .number(let number): return column.style.text(number)
        case .decimal(let number): return number.description
        case .list(let values):
            if column.display == .whole, let line = BlockLine.of(values) { return line }
            return values.map { of($0, column: column, language: language) }.joined(separator: language == .zh ? "、" : ", ")
        case .object(let fields):
            return fields.filter { !$0.value.isNull }.map { "\(visible($0.key)) \(of($0.value, column: column, language: language))" }.joined(
                separator: " ")
        }
    }

    /// The text in one line, every character visible.
    static func visible(_ text: String) -> String { TerminalText.of(folded(text)) }

    /// The text with every run of white space made one space.
    static func folded(_ text: String) -> String {
        guard text.contains(where: { $0.isNewline || $0 == "\t" }) else { return text }
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
