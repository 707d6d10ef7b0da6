/// How the cells of a workbook show their numbers: the formats of its styles part.
///
/// A cell's number is given as it reads on the sheet as far as that loses nothing: percent signs, units written into the format and dates are
/// applied, decimals are filled up; a format that would round is not followed, and digits are not grouped.
final class NumberFormats {
    /// Whether days are counted from 1904 instead of 1900.
    var startsIn1904 = false
    private var codes: [Int: String] = [:]
    private var cellFormats: [Int] = []
    private var inCellFormats = false

    /// Takes an event of the styles part.
    func take(_ event: XMLEvent) throws(ReadingError) {
        switch event {
        case .start("numFmt", let attributes):
            if let id = attributes["numFmtId"].flatMap({ Int($0) }) { codes[id] = attributes["formatCode"] ?? "" }
        case .start("cellXfs", _): inCellFormats = true
        case .end("cellXfs"): inCellFormats = false
        case .start("xf", let attributes):
            if inCellFormats { cellFormats.append(attributes["numFmtId"].flatMap { Int($0) } ?? 0) }
        default: break
        }
    }

    /// The text of a stored number under a style.
    func text(_ stored: String, style: Int) -> String {
        let plain = DecimalText.shortest(stored)
        let id = cellFormats.indices.contains(style) ? cellFormats[style] : 0
        guard let code = codes[id] ?? Self.builtIn[id], let number = Double(stored) else { return plain }
        let pattern = Self.section(of: code, for: number)
        if pattern.isDate { return DayNumber.text(number, startsIn1904: startsIn1904) ?? plain }
        guard pattern.hasDigits else { return plain }
        let percent = pattern.percents > 0
        var digits = percent ? DecimalText.shifted(plain, by: 2 * pattern.percents) : plain
        if digits.hasPrefix("-") && pattern.isNegativeSection { digits.removeFirst() }
        let decimals = digits.firstIndex(of: ".").map { digits[$0...].count - 1 } ?? 0
        if decimals < pattern.decimals && !digits.contains("E") {
            digits += (decimals == 0 ? "." : "") + String(repeating: "0", count: pattern.decimals - decimals)
        }
        let negativeSign = pattern.isNegativeSection && !pattern.prefix.contains("-") && !pattern.prefix.contains("−") ? "-" : ""
        return negativeSign + pattern.prefix + digits + pattern.suffix + String(repeating: "%", count: pattern.percents)
    }

    /// What a section of a format code asks for.
    struct Pattern {
        var prefix = ""
        var suffix = ""
        var decimals = 0
        var percents = 0
        var hasDigits = false
        var isDate = false
        var isNegativeSection = false
    }

    /// The formats that workbooks name by number alone.
    private static let builtIn: [Int: String] = [
        1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy-m-d", 15: "d-mmm-yy", 17: "mmm-yy", 22: "yyyy-m-d h:mm",
        31: "yyyy年m月d日", 57: "yyyy年m月",
    ]

    /// The section of a format code that a number falls under, read into its parts.
    static func section(of code: String, for number: Double) -> Pattern {
        var sections: [[Character]] = [[]]
        var quoted = false
        for character in code {
            if character == "\"" { quoted.toggle() }
            if character == ";" && !quoted { sections.append([]) } else { sections[sections.count - 1].append(character) }
        }
        // A section of zeros that shows no digit hides them; the number is given all the same.
        if number == 0, sections.count > 2 {
            let zero = read(sections[2])
            if zero.hasDigits { return zero }
        }
        let isNegative = number < 0 && sections.count > 1 && !sections[1].isEmpty
        var pattern = read(isNegative ? sections[1] : sections[0])
        pattern.isNegativeSection = isNegative
        return pattern
    }

    private static func read(_ section: [Character]) -> Pattern {
        var pattern = Pattern()
        var index = 0
        var afterPoint = false
        func literal(_ text: String) { if pattern.hasDigits { pattern.suffix += text } else { pattern.prefix += text } }
        while index < section.count {
            let character = section[index]
            index += 1
            switch character {
            case "\"":
                while index < section.count, section[index] != "\"" {
                    literal(String(section[index]))
                    index += 1
                }
                index += 1
            case "\\":
                if index < section.count { literal(String(section[index])) }
                index += 1
            case "_", "*": index += 1
            case "[":
                // Colors, conditions and elapsed times; `[$¥-804]` names a currency sign.
                var inside = ""
                while index < section.count, section[index] != "]" {
                    inside.append(section[index])
                    index += 1
                }
                index += 1
                if inside.hasPrefix("$") { literal(String(inside.dropFirst().prefix { $0 != "-" })) }
                if ["h", "hh", "m", "mm", "s", "ss"].contains(inside.lowercased()) { pattern.isDate = true }
            case "0", "#", "?":
                pattern.hasDigits = true
                if afterPoint && character == "0" { pattern.decimals += 1 }
            case ".": afterPoint = true
            case "%": pattern.percents += 1
            case ",": break
            case "y", "Y", "d", "D", "h", "H", "s", "S", "m", "M": pattern.isDate = true
            case "G", "@": return Pattern()
            case "E", "e": return Pattern()
            case " ", "(", ")": break
            default: literal(String(character))
            }
        }
        if pattern.hasDigits && pattern.isDate { pattern.isDate = false }
        return pattern
    }
}

/// Decimal numerals as texts.
enum DecimalText {
    /// The shortest numeral of the binary number that a workbook stores (`59237.244899999998` is 59237.2449), without an exponent where it fits.
    static func shortest(_ stored: String) -> String {
        let text = stored.trimmingSpaces
        // A numeral of up to 15 digits is what was typed.
        let digits = text.utf8.count { $0 >= 48 && $0 <= 57 }
        let isPlain = text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 || $0 == 46 || $0 == 45 }
        if isPlain && digits <= 15 { return text }
        guard let number = Double(text), number.isFinite else { return text }
        if number == number.rounded(), abs(number) < 9_007_199_254_740_992 { return String(Int64(number)) }
        let shortest = number.description
        guard let exponentMark = shortest.firstIndex(where: { $0 == "e" || $0 == "E" }) else { return shortest }
        guard let exponent = Int(shortest[shortest.index(after: exponentMark)...]), abs(exponent) < 40 else { return shortest }
        return shifted(String(shortest[..<exponentMark]), by: exponent)
    }

    /// The numeral times ten to a power, exactly.
    static func shifted(_ numeral: String, by power: Int) -> String {
        var digits = numeral
        let isNegative = digits.hasPrefix("-")
        if isNegative { digits.removeFirst() }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 || $0 == 46 }) else { return numeral }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        var all = String(parts[0]) + fraction
        var point = parts[0].count + power
        if point <= 0 {
            all = String(repeating: "0", count: 1 - point) + all
            point = 1
        }
        if point > all.count { all += String(repeating: "0", count: point - all.count) }
        var whole = String(all.prefix(point).drop { $0 == "0" })
        if whole.isEmpty { whole = "0" }
        var rest = String(all.dropFirst(point))
        while rest.last == "0" { rest.removeLast() }
        return (isNegative ? "-" : "") + whole + (rest.isEmpty ? "" : "." + rest)
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        var part = self[...]
        while part.first?.isWhitespace == true { part.removeFirst() }
        while part.last?.isWhitespace == true { part.removeLast() }
        return String(part)
    }
}

/// Days as workbooks count them.
enum DayNumber {
    /// The date `yyyy年m月d日` of a day number (1 is 1 January 1900, and the 29 February 1900 that never was is counted); `nil` out of range.
    static func text(_ number: Double, startsIn1904: Bool) -> String? {
        guard number >= 1, number < 2_958_466 else { return nil }
        var days = Int(number) + (startsIn1904 ? 1462 : 0)
        if days > 60 { days -= 1 }
        // Days since 1 March of year 0 in the proleptic Gregorian calendar, then the civil date (Hinnant's algorithm).
        let shifted = days + 693_900
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return "\(year)年\(month)月\(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)日"
    }
}
