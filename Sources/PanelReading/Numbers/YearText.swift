import Foundation

/// A year, or a part of one, as people write it.
struct YearText: Sendable, Hashable {
    /// How it was written, where that is a choice that has to be said.
    public enum Form: String, Sendable, Hashable, CaseIterable {
        case year
        /// `2019/20`, `2019–2021`: the years from one to another.
        case span
        /// `FY2020`.
        case fiscal
        case half, quarter, month, week, day
    }

    var year: Int
    /// The last year of a span.
    var last: Int?
    /// The part of the year: `H1`, `Q3`, `M07`, `07-31`, `W05`.
    var period: String?
    var form: Form

    private init(_ year: Int, _ form: Form = .year, last: Int? = nil, period: String? = nil) {
        self.year = year
        self.form = form
        self.last = last
        self.period = period
    }

    /// Four ASCII digits, white space around them.
    @inline(__always)
    static func plain(_ field: UnsafeBufferPointer<UInt8>) -> Int? {
        var year = 0
        var digits = 0
        var isOver = false
        for byte in field {
            if byte <= 32 {
                if byte == 0 { return nil }
                if digits > 0 { isOver = true }
                continue
            }
            guard byte &- 48 < 10, !isOver else { return nil }
            year = year * 10 + Int(byte &- 48)
            digits += 1
            guard digits <= 4 else { return nil }
        }
        return digits == 4 && year >= 1000 ? year : nil
    }

    static func plain(_ text: String) -> Int? {
        var text = text
        return text.withUTF8 { plain($0) }
    }

    /// What has to be decided over all the years of a column.
    struct Convention: Sendable, Hashable {
        /// Whether `2010-11` is a month, not the year from 2010 to 2011.
        var pairsAreMonths = false
        /// Whether `3/4/2019` has the month first.
        var monthIsFirst = false
        /// Whether both orders of day and month are possible.
        var orderIsOpen = false
    }

    /// The convention under which all texts can be read.
    static func convention(_ texts: some Sequence<String>) -> Convention {
        var convention = Convention()
        var (pairs, follows, months) = (0, 0, 0)
        var (days, dayFirst, monthFirst) = (0, 0, 0)
        for text in texts {
            let parts = Tokens(text).numbers
            if parts.count == 2, parts[0].digits == 4, parts[1].digits == 2, !text.lowercased().contains("m") {
                pairs += 1
                if parts[1].value == (parts[0].value + 1) % 100 { follows += 1 }
                if (1...12).contains(parts[1].value) { months += 1 }
            }
            if parts.count >= 3, parts[2].digits == 4, parts[0].digits <= 2, parts[1].digits <= 2 {
                days += 1
                if parts[0].value > 12 { dayFirst += 1 }
                if parts[1].value > 12 { monthFirst += 1 }
            }
        }
        convention.pairsAreMonths = pairs > 0 && follows < pairs && months == pairs
        convention.monthIsFirst = monthFirst > dayFirst
        convention.orderIsOpen = days > 0 && monthFirst == 0 && dayFirst == 0
        return convention
    }

    /// Reads a text; `nil` when it is no year.
    init?(_ text: String, convention: Convention = Convention()) {
        guard let found = Self.read(text, convention), (1000...9999).contains(found.year) else { return nil }
        self = found
    }

    private static func read(_ text: String, _ convention: Convention) -> YearText? {
        let tokens = Tokens(text)
        let numbers = tokens.numbers
        let words = tokens.words
        guard let first = numbers.first else { return nil }
        func month(_ value: Int, _ year: Int) -> YearText? {
            (1...12).contains(value) ? YearText(year, .month, period: "M" + twoDigits(value)) : nil
        }
        func day(_ year: Int, _ month: Int, _ day: Int) -> YearText? {
            (1...12).contains(month) && (1...31).contains(day) ? YearText(year, .day, period: twoDigits(month) + "-" + twoDigits(day)) : nil
        }
        func part(_ year: Int, _ word: String, _ value: Int) -> YearText? {
            switch word {
            case "q", "季度", "季", "quarter", "第季度": (1...4).contains(value) ? YearText(year, .quarter, period: "Q\(value)") : nil
            case "h", "s", "半年", "half": (1...2).contains(value) ? YearText(year, .half, period: "H\(value)") : nil
            case "m", "月": month(value, year)
            case "w", "周": (1...53).contains(value) ? YearText(year, .week, period: "W" + twoDigits(value)) : nil
            default: nil
            }
        }
        let fiscalWords: Set<String> = ["fy", "fye", "financialyear", "fiscalyear", "fiscal", "财年", "财政年度", "学年", "学年度", "ay", "sy"]
        let yearWords: Set<String> = ["年", "年度", "年份", "x", "y", "yr", "year", "cy", "ce", "ad", "calendaryear", "年底", "年末", "全年", "[", "]"]
        let isFiscal = words.contains { fiscalWords.contains($0) }
        let others = words.filter { !fiscalWords.contains($0) && !yearWords.contains($0) }
        switch numbers.count {
        case 1:
            let value = first.value
            if first.digits == 4 {
                if others.isEmpty { return YearText(value, isFiscal ? .fiscal : .year) }
                if others == ["上半年"] { return YearText(value, .half, period: "H1") }
                if others == ["下半年"] { return YearText(value, .half, period: "H2") }
                if others.count == 1,
                    let name = months.firstIndex(where: { others[0].hasPrefix($0) && (others[0].count == 3 || monthNames.contains(others[0])) })
                {
                    return month(name + 1, value)
                }
                return nil
            }
            guard others.isEmpty else { return nil }
            if first.digits == 2, isFiscal { return YearText(value < 70 ? 2000 + value : 1900 + value, .fiscal) }
            if first.digits == 6, words.isEmpty { return month(value % 100, value / 100) }
            if first.digits == 8, words.isEmpty { return day(value / 10_000, value / 100 % 100, value % 100) }
            return nil
        case 2:
            let second = numbers[1]
            // 2019.0, as a program writes a whole number.
            if tokens.isDecimal { return first.digits == 4 && second.value == 0 && words.isEmpty ? YearText(first.value) : nil }
            if first.digits == 4, others.isEmpty {
                if second.digits == 4 {
                    // The World Bank writes 2019 [YR2019].
                    if second.value == first.value { return YearText(first.value) }
                    return second.value > first.value && second.value - first.value < 50
                        ? YearText(first.value, .span, last: second.value) : nil
                }
                guard second.digits <= 2, tokens.hasOnlySeparators else { return nil }
                if convention.pairsAreMonths || second.digits == 1 { return month(second.value, first.value) }
                if second.value == (first.value + 1) % 100 {
                    return YearText(first.value, .span, last: first.value + 1)
                }
                if second.value > first.value % 100, second.value > 12 {
                    return YearText(first.value, .span, last: first.value / 100 * 100 + second.value)
                }
                return month(second.value, first.value)
            }
            if first.digits == 4, others.count == 1 { return part(first.value, others[0], second.value) }
            if second.digits == 4, others.count == 1 { return part(second.value, others[0], first.value) }
            if second.digits == 4, others.isEmpty, first.digits <= 2, tokens.hasOnlySeparators { return month(first.value, second.value) }
            if isFiscal, first.digits == 2, second.digits == 2, second.value == (first.value + 1) % 100 {
                let year = first.value < 70 ? 2000 + first.value : 1900 + first.value
                return YearText(year, .span, last: year + 1)
            }
            return nil
        default:
            let rest = others.filter { $0 != "月" && $0 != "日" && $0 != "t" && $0 != "z" }
            if first.digits == 4, rest.isEmpty, numbers[1].digits <= 2 { return day(first.value, numbers[1].value, numbers[2].value) }
            if numbers[2].digits == 4, first.digits <= 2, numbers[1].digits <= 2, rest.isEmpty {
                return convention.monthIsFirst
                    ? day(numbers[2].value, first.value, numbers[1].value) : day(numbers[2].value, numbers[1].value, first.value)
            }
            return nil
        }
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    private static let monthNames: Set<String> = [
        "january", "february", "march", "april", "june", "july", "august", "september", "sept", "october", "november", "december",
    ]

    private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

    /// Numbers and words of a text.
    private struct Tokens {
        var numbers: [(value: Int, digits: Int)] = []
        var words: [String] = []
        var hasOnlySeparators = true
        var isDecimal = false

        init(_ text: String) {
            let folded = Self.chineseDigits(FoldedText.figure(text).lowercased())
            var word = ""
            var digits = ""
            func close(_ tokens: inout Tokens) {
                if !digits.isEmpty { tokens.numbers.append((Int(digits) ?? .max, digits.count)) }
                let name = word.filter { $0 != " " && $0 != "第" }
                if name.hasPrefix("年"), name.count > 1, !["年度", "年份", "年底", "年末"].contains(name) {
                    // 2019年上半年: the half is a word of its own.
                    tokens.words += ["年", String(name.dropFirst())]
                } else if !name.isEmpty {
                    tokens.words.append(name)
                }
                (word, digits) = ("", "")
            }
            var previous: Character = " "
            for character in folded {
                if character.isASCII, character.isNumber {
                    if !word.isEmpty { close(&self) }
                    digits.append(character)
                } else if "/-–~.:,; '至到\\_".contains(character) {
                    if character == ".", !digits.isEmpty, numbers.isEmpty, word.isEmpty { isDecimal = true }
                    if character == " ", !word.isEmpty, digits.isEmpty {
                        previous = character
                        continue
                    }
                    close(&self)
                } else {
                    if !digits.isEmpty { close(&self) }
                    if "[]()".contains(character) {
                        close(&self)
                    } else {
                        word.append(character)
                    }
                }
                previous = character
            }
            _ = previous
            close(&self)
            hasOnlySeparators = words.isEmpty || words.allSatisfy { ["fy", "年", "年度", "财年", "学年", "学年度", "ay"].contains($0) }
            if isDecimal, numbers.count != 2 { isDecimal = false }
        }

        /// `二〇二一年` as 2021年, `第三季度` as 第3季度.
        private static func chineseDigits(_ text: String) -> String {
            let digits: [Character: Character] = [
                "〇": "0", "零": "0", "○": "0", "一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7", "八": "8", "九": "9",
            ]
            guard text.contains(where: { digits[$0] != nil }) else { return text }
            var result = text.replacing("十二月", with: "12月").replacing("十一月", with: "11月").replacing("十月", with: "10月")
            result = String(result.map { digits[$0] ?? $0 })
            return result
        }
    }
}
