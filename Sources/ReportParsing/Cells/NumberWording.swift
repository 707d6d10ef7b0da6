import Disclosure

/// What else a cell with a number says, or how it says it.
struct NumberWording: OptionSet, Hashable {
    let rawValue: UInt8

    /// Stray characters, white space inside the number, a needless zero.
    static let debris = NumberWording(rawValue: 1)
    /// A remark or the mark of a footnote that cannot be a part of the number: `22（其中修订16件）`, `93¹`, `6[1]`, `3 注1`.
    static let remark = NumberWording(rawValue: 2)
    /// A remark that may be the number itself: `12（更正为15）`, `5（7）`.
    static let otherNumber = NumberWording(rawValue: 4)
    /// A sign that refers to a footnote or stands for nothing: `34*`.
    static let mark = NumberWording(rawValue: 8)
    /// A negative number as accounts print it: `(3)`, `△3`.
    static let accounting = NumberWording(rawValue: 16)
    /// The direction in words: 减少4项.
    static let words = NumberWording(rawValue: 32)

    /// Those under which the cell has other characters than the number's.
    static let withWords: NumberWording = [.remark, .otherNumber, .mark, .words]

    /// Whether a text holds raised digits or signs.
    static func holdsRaised(_ text: some StringProtocol) -> Bool {
        text.utf8.contains { $0 == 0xC2 || $0 == 0xE2 }
            && text.unicodeScalars.contains { scalar in
                switch scalar.value {
                case 0xB2, 0xB3, 0xB9, 0x2070, 0x2074...0x207E, 0x2080...0x208E: true
                default: false
                }
            }
    }

    /// The number within `(3)`, `△3` or `▲3`; `nil` for another text.
    static func accounting(_ folded: String) -> String? {
        for triangle in ["△", "▲"] where folded.hasPrefix(triangle) { return String(folded.dropFirst()) }
        guard folded.hasPrefix("("), folded.hasSuffix(")"), folded.utf8.count > 2 else { return nil }
        let inner = folded.dropFirst().dropLast()
        let unit = inner.drop { $0.isASCII && ($0.isNumber || ",.+-".contains($0)) }
        guard unit.startIndex > inner.startIndex, NumberTail(unit)?.wording.isEmpty == true else { return nil }
        return String(inner)
    }

    /// How many signs of footnotes stand before what follows.
    static func leadingMarks(_ folded: String) -> Int { folded.prefix { "*※#".contains($0) }.count }

    /// The words and arrows with which a change begins.
    private static let directions: [(word: String, isNegative: Bool)] = [
        ("减", true), ("降", true), ("下降", true), ("负", true), ("↓", true), ("增", false), ("升", false), ("上升", false), ("↑", false),
    ]

    /// A change that says its direction in words or with an arrow: 减少4项, 增2, 下降3, ↓5; `nil` for another text.
    static func worded(_ text: some StringProtocol) -> NumberToken? {
        guard text.utf8.count <= 60, let (word, isNegative) = directions.first(where: { text.begins(with: $0.word) }) else { return nil }
        let folded = LabelNormalization.folded(text)
        let rest = folded.dropFirst(word.count).drop { "少加了低:".contains($0) }
        guard rest.utf8.first.map({ (48...57).contains($0) }) == true,
            case .number(let value, let unit, let wording) = NumberToken.parse(String(rest)), unit == .none || unit == .measure,
            let number = isNegative && value.mantissa != 0 ? ExactDecimal("-" + value.description) : value
        else { return nil }
        return .number(number, unit: unit, as: wording.union(.words))
    }
}

/// What stands behind the digits of a number: its unit, then remarks and marks of footnotes.
struct NumberTail {
    private(set) var unit = NumberToken.Unit.none
    private(set) var wording: NumberWording = []

    private static let units: [(String, NumberToken.Unit)] =
        [("亿元", .hundredMillionYuan), ("万元", .tenThousandYuan), ("元", .yuan), ("人次", .measure)]
        + ["件", "个", "项", "条", "次", "人", "份", "篇", "宗", "起"].map { ($0, .measure) }

    /// With what a remark can begin that stands behind a number without brackets.
    private static let remarkWords = [
        "其中", "含", "包括", "包含", "不含", "不包括", "未含", "均", "另有", "另", "同比", "较上年", "与上年", "比上年", "详见", "见附", "备注", "注:", "扣除", "已",
    ]
    /// Words under which a remark may say the number that is meant.
    private static let corrections = ["更正", "应为", "实为", "实际", "改为", "订正", "勘误", "修正", "原为", "误", "约"]

    /// Reads a folded text; `nil` when it cannot stand behind a number, or behind this one, ten.
    init?(_ text: Substring, behindTen isTen: Bool = false) {
        var rest = text
        for (name, unit) in Self.units where rest.begins(with: name) {
            self.unit = unit
            rest = rest.dropFirst(name.count)
            break
        }
        while let first = rest.first {
            switch first {
            case "*", "#", "†", "‡", "※":
                wording.insert(.mark)
                rest = rest.dropFirst()
            case "①"..."⑳", "⑴"..."⒇":
                wording.insert(.remark)
                rest = rest.dropFirst()
            case "\u{FFFC}":
                // A picture or an object without text, which may show a digit as well.
                wording.insert(.debris)
                rest = rest.dropFirst()
            case "^":
                // The mark of a footnote as editors write it that have no raised digits: 93^1. Ten to some power is no such thing.
                let digits = rest.dropFirst().prefix { $0.isNumber }
                guard !isTen, (1...2).contains(digits.count) else { return nil }
                wording.insert(.remark)
                rest = rest.dropFirst(1 + digits.count)
            case "[":
                guard let end = rest.firstIndex(of: "]") else { return nil }
                wording.insert(.remark)
                rest = rest[rest.index(after: end)...]
            case "(":
                guard let end = Self.closing(rest) else { return nil }
                take(remark: rest[rest.index(after: rest.startIndex)..<end])
                rest = rest[rest.index(after: end)...]
            case "注":
                let digits = rest.dropFirst().prefix { $0.isNumber }
                guard !digits.isEmpty || rest.dropFirst().isEmpty || rest.dropFirst().first == ":" else { return nil }
                wording.insert(.remark)
                rest = rest.dropFirst().first == ":" ? "" : rest.dropFirst(1 + digits.count)
            default:
                let words = rest.drop { ",;，；。".contains($0) }
                guard Self.remarkWords.contains(where: { words.begins(with: $0) }), !Self.isNumbered(words) else { return nil }
                take(remark: words)
                rest = ""
            }
        }
    }

    /// Whether the words are a label's: 其中：1.网站公开.
    private static func isNumbered(_ words: Substring) -> Bool {
        guard words.begins(with: "其中") else { return false }
        let rest = words.dropFirst(2).drop { $0 == ":" }
        return rest.first?.isNumber == true && rest.dropFirst().first.map { ".、".contains($0) } == true
    }

    /// The place of the bracket that closes the first one.
    private static func closing(_ text: Substring) -> Substring.Index? {
        var depth = 0
        for index in text.indices {
            if text[index] == "(" { depth += 1 }
            if text[index] == ")" {
                depth -= 1
                if depth == 0 { return index }
            }
        }
        return nil
    }

    private mutating func take(remark: Substring) {
        // The unit in brackets: 5(件).
        if unit == .none, let own = Self.units.first(where: { $0.0 == remark }) {
            unit = own.1
            return
        }
        let isNumber = remark.first.map { $0.isASCII && $0.isNumber || "+-".contains($0) } == true && NumberToken.parse(remark).isNumber
        wording.insert(isNumber || Self.corrections.contains { remark.contains($0) } ? .otherNumber : .remark)
    }
}
