/// Years and dates in folded text, also where characters were lost on the way: `201711日`, `自20231月1日起`.
enum DateText {
    /// The years that reports can be of.
    static let plausible = 2003...2099

    /// A calendar day.
    struct Day: Hashable, Comparable {
        let year: Int
        let month: Int
        let day: Int

        init?(_ year: Int, _ month: Int, _ day: Int) {
            guard plausible.contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
            (self.year, self.month, self.day) = (year, month, day)
        }

        /// `2024-01-31`.
        var text: String { "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)" }

        static func < (one: Day, other: Day) -> Bool { (one.year, one.month, one.day) < (other.year, other.month, other.day) }
    }

    /// A run of Western digits.
    struct Group {
        let digits: String
        /// The characters behind it, up to the next run.
        let behind: Substring
        let start: String.Index

        var number: Int { Int(digits) ?? -1 }
    }

    /// The text with 二〇二三年 as 2023年, and days like 十二月三十一日 as 12月31日.
    static func withWesternYears(_ text: String) -> String {
        let hasMonth = months.contains { text.holds($0) }
        guard hasMonth || text.holds("二") else { return text }
        var characters = Array(text)
        var index = 0
        while index + 4 < characters.count {
            let digits = characters[index..<index + 4].compactMap { value[$0] }
            if characters[index] == "二", digits.count == 4, digits[1] == 0, characters[index + 4] == "年" {
                for offset in 0..<4 { characters[index + offset] = Character(String(digits[offset])) }
                index += 4
            }
            index += 1
        }
        return String(hasMonth ? withWesternDays(characters) : characters)
    }

    /// What the months in Chinese numerals end with.
    private static let months = numeral.map { "\($0)月" }

    /// The text with the month and day of every 一月十八日 in digits.
    private static func withWesternDays(_ characters: [Character]) -> [Character] {
        var result: [Character] = []
        var rest = characters[...]
        while let first = rest.first {
            let month = rest.prefix(3).prefix { numeral.contains($0) }
            let behind = rest.dropFirst(month.count)
            let day = behind.dropFirst().prefix(3).prefix { numeral.contains($0) }
            if behind.first == "月", behind.dropFirst(1 + day.count).first == "日", let monthNumber = number(month), let dayNumber = number(day),
                (1...12).contains(monthNumber), (1...31).contains(dayNumber)
            {
                result += Array("\(monthNumber)月\(dayNumber)日")
                rest = behind.dropFirst(day.count + 2)
            } else {
                // A numeral is read whole or not at all: 二十一月 is no month.
                result += month.isEmpty ? [first] : Array(month)
                rest = rest.dropFirst(max(1, month.count))
            }
        }
        return result
    }

    private static let numeral = Set<Character>("一二三四五六七八九十")

    /// A numeral up to 九十九: 七, 十, 十八, 二十, 三十一.
    private static func number(_ numeral: ArraySlice<Character>) -> Int? {
        let parts = numeral.split(separator: "十", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ $0.count <= 1 }), !numeral.isEmpty else { return nil }
        func digit(_ part: ArraySlice<Character>) -> Int? { part.first.flatMap { value[$0] } }
        return parts.count == 1 ? digit(parts[0]) : (digit(parts[0]) ?? 1) * 10 + (digit(parts[1]) ?? 0)
    }

    private static let value: [Character: Int] = {
        var values: [Character: Int] = ["〇": 0, "○": 0, "零": 0, "0": 0, "O": 0]
        for (index, character) in "一二三四五六七八九".enumerated() { values[character] = index + 1 }
        return values
    }()

    /// The runs of digits of a text, in order.
    static func groups(_ text: String) -> [Group] {
        var groups: [Group] = []
        var position = text.startIndex
        while let start = text[position...].firstIndex(where: isDigit) {
            let end = text[start...].firstIndex { !isDigit($0) } ?? text.endIndex
            let next = text[end...].firstIndex(where: isDigit) ?? text.endIndex
            groups.append(Group(digits: String(text[start..<end]), behind: text[end..<next], start: start))
            position = next
        }
        return groups
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

    /// The four-digit years before 年, in order; also before a 月 whose 年 was lost (自20231月1日).
    static func years(in text: String) -> [Int] {
        guard text.holds("年") || text.holds("月") else { return [] }
        return groups(text).compactMap { group in
            if group.behind.first == "年", group.digits.count >= 4 { return year(group.digits.suffix(4)) }
            if group.behind.first == "月", group.digits.count == 5 { return year(group.digits.prefix(4)) }
            return nil
        }
    }

    /// The years of a title: those before 年, else a four-digit run that stands alone: `政府信息公开年度报告(2023)`.
    static func years(inTitle text: String) -> [Int] {
        let marked = years(in: text)
        return marked.isEmpty ? groups(text).filter { $0.digits.count == 4 }.compactMap { year($0.digits[...]) } : marked
    }

    private static func year(_ digits: Substring) -> Int? { Int(digits).flatMap { plausible.contains($0) ? $0 : nil } }

    // MARK: Period

    /// The years that the sentence of the period gives for its first and last day; `nil` when the text is none.
    ///
    /// `2020年1月1日至2020年12月31日`, `2020.1.1—12.31`, `2020年1月至12月`, and with characters lost `201711日至20171231日`,
    /// `自20231月1日起至202312月31日止`. A year that is given once holds for both days.
    static func period(in text: String) -> (first: Int, last: Int, text: String)? {
        guard text.utf8.contains(UInt8(ascii: "1")), text.holds("12") else { return nil }
        let groups = groups(text)
        for index in groups.indices {
            guard let (ends, endYear) = end(groups, at: index) else { continue }
            guard let start = begin(groups, before: index) else { continue }
            let from = groups[start.index].start
            let to = groups[ends].behind.first == "日" ? text.index(after: groups[ends].behind.startIndex) : groups[ends].behind.startIndex
            guard text[from..<to].count <= 48, let first = start.year ?? endYear else { continue }
            return (first, endYear ?? first, String(text[from..<to]))
        }
        return nil
    }

    /// The group that closes 12月31日 (or 12月) beginning at a group, with the year glued before it or standing before it.
    private static func end(_ groups: [Group], at index: Int) -> (Int, Int?)? {
        let digits = groups[index].digits
        func before() -> Int? {
            guard index > 0, let near = groups[index - 1].behind.first, "年.-/".contains(near), groups[index - 1].digits.count >= 4 else { return nil }
            return year(groups[index - 1].digits.suffix(4))
        }
        // 1231日, 20171231日
        if digits.hasSuffix("1231"), digits.count == 4 || digits.count == 8 {
            return (index, digits.count == 8 ? year(digits.prefix(4)) : before())
        }
        let isMonth = digits == "12" || digits.count == 6 && digits.hasSuffix("12")
        guard isMonth, let behind = groups[index].behind.first, "月.-/".contains(behind) else { return nil }
        let own = digits.count == 6 ? year(digits.prefix(4)) : before()
        if index + 1 < groups.count, groups[index + 1].digits == "31", groups[index].behind.count == 1 { return (index + 1, own) }
        // 1月至12月: only behind a month of January.
        return behind == "月" && groups[index].behind.dropFirst().first != "1" ? (index, own) : nil
    }

    /// The group at which 1月1日 (or 1月) begins, at most five groups before the end.
    private static func begin(_ groups: [Group], before end: Int) -> (index: Int, year: Int?)? {
        for index in stride(from: end - 1, through: max(0, end - 5), by: -1) {
            let digits = groups[index].digits
            // 20231月1日, 2023101, 201711日
            for glued in ["1", "01", "11", "0101", "101"] where digits.count == 4 + glued.count && digits.hasSuffix(glued) {
                if let found = year(digits.prefix(4)) { return (index, found) }
            }
            guard digits == "1" || digits == "01", let behind = groups[index].behind.first, "月.-/至—日".contains(behind) else { continue }
            if index > 0, groups[index - 1].digits.count >= 4, let near = groups[index - 1].behind.first, "年.-/".contains(near) {
                return (index - 1, year(groups[index - 1].digits.suffix(4)))
            }
            // The day of 1月1日: go on to the month.
            if index > 0, groups[index - 1].digits == "1" || groups[index - 1].digits == "01" || groups[index - 1].digits.count == 5 { continue }
            if behind == "月" { return (index, nil) }
        }
        return nil
    }

    // MARK: Days

    /// The days that a text names: `2024年1月30日`, `2024-01-30`, `2024/1/30`, `2024.01.30`.
    static func days(in text: String) -> [Day] {
        let groups = groups(text)
        guard groups.count >= 3 else { return [] }
        return groups.indices.dropLast(2).compactMap { index in
            let (first, second, third) = (groups[index], groups[index + 1], groups[index + 2])
            // White space is gone: 2024-01-30 12:30 reads 2024-01-3012:30.
            guard first.digits.count == 4, second.digits.count <= 2, third.digits.count != 3, first.behind.count == 1, second.behind.count == 1,
                let mark = first.behind.first, "年-/.".contains(mark), second.behind.first == (mark == "年" ? "月" : mark)
            else { return nil }
            return Day(first.number, second.number, Int(third.digits.prefix(2)) ?? 0)
        }
    }
}
