import Disclosure

/// JSON as RFC 8259 writes it: shortest round-trip numbers, keys in the given order, no escapes but the required ones and those of characters that a terminal or a page obeys.
enum JSONText {
    /// Appends a value in one line.
    static func write(_ value: ResultValue, language: Language, to text: inout String) {
        switch value {
        case .null: text += "null"
        case .text(let string): quote(string, to: &text)
        case .localized(let sentence): quote(sentence[language], to: &text)
        case .flag(let flag): text += flag ? "true" : "false"
        case .integer(let number): text += String(number)
        case .unsigned(let number): text += String(number)
        case .number(let number): text += Self.number(number)
        case .decimal(let number): text += number.description
        case .list(let values):
            text += "["
            for (index, element) in values.enumerated() {
                if index > 0 { text += ", " }
                write(element, language: language, to: &text)
            }
            text += "]"
        case .object(let fields):
            text += "{"
            for (index, field) in fields.enumerated() {
                if index > 0 { text += ", " }
                quote(field.key, to: &text)
                text += ": "
                write(field.value, language: language, to: &text)
            }
            text += "}"
        }
    }

    /// A value in one line.
    static func of(_ value: ResultValue, language: Language) -> String {
        var text = ""
        write(value, language: language, to: &text)
        return text
    }

    /// A value in many lines, for files that people read too; what fits stays in one line.
    static func indented(_ value: ResultValue, depth: Int = 0) -> String {
        let line = of(value, language: .en)
        if line.count + 2 * depth <= 100 { return line }
        let (inner, outer) = (String(repeating: "  ", count: depth + 1), String(repeating: "  ", count: depth))
        switch value {
        case .list(let values):
            return "[\n" + values.map { inner + indented($0, depth: depth + 1) }.joined(separator: ",\n") + "\n\(outer)]"
        case .object(let fields):
            let members = fields.map { field -> String in
                var key = ""
                quote(field.key, to: &key)
                return "\(inner)\(key): \(indented(field.value, depth: depth + 1))"
            }
            return "{\n" + members.joined(separator: ",\n") + "\n\(outer)}"
        default: return line
        }
    }

    /// A row as an object of the columns' keys.
    static func write(row: [ResultValue], columns: [ResultColumn], language: Language, to text: inout String) {
        text += "{"
        for (index, column) in columns.enumerated() {
            if index > 0 { text += ", " }
            quote(column.key, to: &text)
            text += ": "
            write(row[index], language: language, to: &text)
        }
        text += "}"
    }

    /// The shortest digits that read back as the same double, whole numbers without a point; null when not finite.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "null" }
        let text = value == 0 ? "0" : value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    static func quote(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{61C}", "\u{200E}", "\u{200F}", "\u{2028}"..."\u{202E}", "\u{2066}"..."\u{206F}",
                "\u{FEFF}":
                let hexadecimal = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
