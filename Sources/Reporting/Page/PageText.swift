import Disclosure
import MarkupText
import Output

/// Texts and numbers as the page shows them.
enum PageText {
    /// A text with everything in it visible, in one line: a browser takes a line end for a space, and whoever looks at the page's source on a terminal must not
    /// take what follows it for a message.
    static func visible(_ text: String) -> String { TerminalText.lines(text).replacing("\n", with: " ") }

    /// A visible text as content or attribute.
    static func escaped(_ text: String) -> String { visible(text).markupEscaped }

    /// A number as JSON and attributes have it: at most six significant digits, no exponent of ten that a reader would stumble over.
    static func plain(_ value: Double) -> String {
        guard value.isFinite else { return "null" }
        if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
        return NumberStyle.significant(value, 6)
    }

    /// A count with separators.
    static func count(_ value: Int) -> String { grouped(String(value)) }

    /// A value with separators; in Chinese from 100 million on in 亿, so that the eye need not count digits.
    static func value(_ value: Double, unit: String, _ language: Language) -> String {
        if unit == "1" { return NumberStyle.fraction(2).text(value) }
        if language == .zh, abs(value) >= 1e8, abs(value) < 1e16 { return grouped(NumberStyle.rounded(value / 1e8, 2)) + " 亿" }
        return grouped(NumberStyle.general.text(value))
    }

    /// A plain decimal number with commas between groups of three of its whole part; other texts as they are.
    static func grouped(_ number: String) -> String {
        let digits = number.drop { $0 == "-" || $0 == "−" || $0 == "+" }
        let whole = digits.prefix { $0.isASCII && $0.isNumber }
        guard whole.count > 3, number.allSatisfy({ $0.isASCII }), !number.contains("e") else { return number }
        var result = String(number.prefix(number.count - digits.count))
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return result + digits.dropFirst(whole.count)
    }

    /// A text as part of an address.
    static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let hex = String(byte, radix: 16, uppercase: true)
                result += "%" + (hex.count == 1 ? "0" : "") + hex
            }
        }
        return result
    }
}
