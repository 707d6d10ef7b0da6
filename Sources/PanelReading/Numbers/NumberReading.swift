import Foundation

/// What stands for the decimal mark.
public enum DecimalMark: String, Sendable, Hashable, CaseIterable {
    case point = "."
    case comma = ","
}

/// What the text of a cell says: a number with its unit and flag, bounds, a mark for a missing value, or something else.
///
/// **Numbers.** Digits of any width, grouped by commas, points, blanks or apostrophes in threes (or as in India); a sign before or behind, `△` and `▲`, or
/// parentheses for a negative; an exponent; `万` and `亿`. **Units.** Signs and names of money, `%`, `‰`, a word of Chinese. **Flags.** Up to three letters,
/// stars, daggers, raised digits, `[1]`, `(p)` behind a number or a mark, as the statistical offices write them: never digits of the number.
struct NumberReading: Sendable, Hashable {
    enum Content: Sendable, Hashable {
        case blank
        /// A mark for a value that is missing or not told.
        case mark
        /// Bounds; an open end is one that is not reached.
        case bound(low: Double?, high: Double?, isLowOpen: Bool, isHighOpen: Bool)
        case number(Double)
        /// A number too large for the machine's numbers, or too small to be told from 0.
        case outOfRange
        case text
    }

    var content: Content
    /// The unit beside the number.
    var unit: CellUnit?
    /// Letters or signs beside the number or mark.
    var flag: String?
    /// Whether the number is whole and not one of the machine's numbers.
    var isInexact = false

    private static let marks: Set<String> = [
        "\\", "na", "n/a", "n.a.", "n.a", "null", "nan", "none", "nil", "/", "-", "--", "---", "–", "––", ".", "..", "...", "…", "……", ":", "x",
        "\\n",
        "#n/a",
        "#value!", "#div/0!", "#ref!", "#name?", "#num!", "#null!", "无", "暂无", "暂缺", "未公布", "未统计", "未公开", "不适用", "不详", "缺", "缺失", "空", "没有",
        "无数据", "保密", "*", "**", "***", "d", "c", "s", "z", "u", "(d)", "(s)", "(x)", "(c)", "(z)", "(na)", "(n/a)", "[c]", "[x]", "[z]", "[u]",
        "[low]",
        "not available", "not applicable", "not reported", "suppressed", "confidential", "redacted", "missing", "no data", "unknown",
    ]

    /// Reads a text under one decimal mark.
    init(_ text: String, decimal: DecimalMark) {
        content = .text
        let folded = FoldedText.figure(text)
        if folded.isEmpty {
            content = .blank
            return
        }
        if Self.marks.contains(folded.lowercased()) {
            content = .mark
            return
        }
        guard folded.unicodeScalars.contains(where: { $0.value >= 48 && $0.value <= 57 || Self.isRaised($0) }) else {
            // A mark with a flag, as Eurostat has it: `: c`.
            let parts = folded.split(separator: " ")
            if parts.count == 2, Self.marks.contains(parts[0].lowercased()), Self.isFlag(parts[1]) {
                content = .mark
                flag = String(parts[1])
            }
            return
        }
        if let bound = Self.bound(folded, decimal) {
            (content, unit) = (bound.content, bound.unit)
            return
        }
        var scanner = FigureScanner(folded, decimal: decimal)
        guard let figure = scanner.figure() else { return }
        (unit, flag) = (figure.unit, figure.flag)
        let value = figure.value
        if value.isInfinite || value == 0 && figure.hasDigits {
            content = .outOfRange
        } else {
            content = .number(value)
            isInexact = figure.isWhole && value.magnitude >= 9_007_199_254_740_992 && !figure.isExact
        }
    }

    static func isRaised(_ scalar: Unicode.Scalar) -> Bool {
        [0xB2, 0xB3, 0xB9].contains(scalar.value) || (0x2070...0x2079).contains(scalar.value)
    }

    /// Up to three letters, or signs of a footnote.
    static func isFlag(_ text: some StringProtocol) -> Bool {
        (1...3).contains(text.count) && (text.allSatisfy { $0.isASCII && $0.isLetter } || text.allSatisfy { "*†‡§#".contains($0) })
    }

    private static let words: [(String, isLow: Bool, isOpen: Bool)] = [
        ("<=", false, false), ("≤", false, false), ("≦", false, false), ("<", false, true), (">=", true, false), ("≥", true, false),
        ("≧", true, false),
        (">", true, true), ("less than", false, true), ("fewer than", false, true), ("under", false, true), ("up to", false, false),
        ("at most", false, false), ("more than", true, true), ("over", true, true), ("at least", true, false), ("小于", false, true),
        ("少于", false, true),
        ("不足", false, true), ("低于", false, true), ("不超过", false, false), ("大于", true, true), ("超过", true, true), ("多于", true, true),
        ("不少于", true, false),
        ("不低于", true, false),
    ]

    private static func bound(_ text: String, _ decimal: DecimalMark) -> (content: Content, unit: CellUnit?)? {
        func number(_ part: some StringProtocol) -> (Double, CellUnit?)? {
            let part = part.trimmingCharacters(in: .whitespaces)
            guard part.first?.isNumber == true || part.first == "$" || part.first == "-" else { return nil }
            var scanner = FigureScanner(part, decimal: decimal)
            guard let figure = scanner.figure(), figure.flag == nil, figure.value.isFinite else { return nil }
            return (figure.value, figure.unit)
        }
        let lower = text.lowercased()
        for word in words where lower.hasPrefix(word.0) {
            guard let (value, unit) = number(lower.dropFirst(word.0.count)) else { return nil }
            let content: Content =
                word.isLow
                ? .bound(low: value, high: nil, isLowOpen: word.isOpen, isHighOpen: false)
                : .bound(low: nil, high: value, isLowOpen: false, isHighOpen: word.isOpen)
            return (content, unit)
        }
        for (ending, isLow) in [
            ("以下", false), ("及以下", false), ("以上", true), ("及以上", true), ("or less", false), ("or fewer", false), ("or more", true),
        ]
        where lower.hasSuffix(ending) {
            guard let (value, unit) = number(lower.dropLast(ending.count)) else { continue }
            return (
                isLow
                    ? .bound(low: value, high: nil, isLowOpen: false, isHighOpen: false)
                    : .bound(low: nil, high: value, isLowOpen: false, isHighOpen: false), unit
            )
        }
        for mark in ["–", "~", "～", " to ", "至", "-"] {
            let parts = lower.components(separatedBy: mark)
            guard parts.count == 2, let (low, one) = number(parts[0]), let (high, other) = number(parts[1]), low < high, one == nil || one == other,
                parts[0].allSatisfy({ $0.isNumber || " .,%".contains($0) })
            else { continue }
            return (.bound(low: low, high: high, isLowOpen: false, isHighOpen: false), other)
        }
        return nil
    }
}
