/// How labels are compared: width, white space, quotation marks, numbering and glosses do not count.
enum LabelNormalization {
    /// The text in half width without white space, invisible characters and quotation marks.
    static func folded(_ text: some StringProtocol) -> String {
        var result = String()
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if let folded = folded(scalar) { result.unicodeScalars.append(folded) }
        }
        return result
    }

    /// A label as it stands in a cell, folded, without the code that some forms print before it (`28 （1）…`).
    static func label(_ text: some StringProtocol) -> String {
        let code = text.prefix { $0.isASCII && $0.isNumber }
        guard code.count == 2, let next = text.dropFirst(2).first, next.isWhitespace || next == "\u{3000}" else { return folded(text) }
        return folded(text.dropFirst(2))
    }

    /// One character in half width; `nil` for those that do not count.
    static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0...0x20, 0x7F, 0xA0, 0xAD, 0x2000...0x200F, 0x2028...0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF, 0xFFFD: nil
        case 0x22, 0x27, 0x60, 0x2018...0x201F, 0x300C...0x300F, 0x301D...0x301F, 0xFF02, 0xFF07, 0xAB, 0xBB: nil
        case 0xFF01...0xFF5E: folded(Unicode.Scalar(scalar.value - 0xFEE0)!)
        case 0x3014, 0x3010: "("
        case 0x3015, 0x3011: ")"
        case 0x2022, 0xB7: "."
        case 0x2014, 0x2013, 0x2212, 0x2015, 0x2500: "-"
        default: scalar
        }
    }

    /// A folded label without its numbering, without 其中 before it and without a gloss in brackets behind it.
    static func core(_ folded: String) -> String {
        var rest = Substring(folded)
        while true {
            let before = rest.startIndex
            rest = withoutNumbering(rest)
            for opening in ["其中:", "其中", "*"] where rest.hasPrefix(opening) && rest.count > opening.count {
                rest = rest.dropFirst(opening.count)
                break
            }
            if rest.startIndex == before { break }
        }
        return String(withoutGloss(rest))
    }

    /// Drops one numbering: `(一)`, `一、`, `1.`, `(1)`, `1、`.
    static func withoutNumbering(_ label: Substring) -> Substring {
        var rest = label
        let bracketed = rest.first == "("
        if bracketed { rest = rest.dropFirst() }
        let digits = rest.prefix { numerals.contains($0) }
        guard !digits.isEmpty, digits.count <= 3 else { return label }
        rest = rest.dropFirst(digits.count)
        if bracketed {
            guard rest.first == ")" else { return label }
            rest = rest.dropFirst()
            if let next = rest.first, separators.contains(next) { rest = rest.dropFirst() }
        } else {
            guard let next = rest.first, separators.contains(next) || next == ")" else { return label }
            rest = rest.dropFirst()
        }
        return rest.isEmpty ? label : rest
    }

    /// Drops a gloss in brackets at the end, unless nothing would remain.
    static func withoutGloss(_ label: Substring) -> Substring {
        guard label.last == ")" || label.last == "(" || label.contains("("), let opening = label.firstIndex(of: "("),
            opening > label.startIndex
        else { return label }
        return label[..<opening]
    }

    /// Whether one character inserted, deleted or replaced makes the two equal.
    static func differByOne(_ left: String, _ right: String) -> Bool {
        let a = Array(left)
        let b = Array(right)
        guard abs(a.count - b.count) <= 1 else { return false }
        let prefix = zip(a, b).prefix { $0 == $1 }.count
        let suffix = zip(a.reversed(), b.reversed()).prefix { $0 == $1 }.count
        return prefix + suffix >= max(a.count, b.count) - 1
    }

    private static let numerals: Set<Character> = Set("一二三四五六七八九十0123456789")
    private static let separators: Set<Character> = ["、", ".", ",", "．"]

    /// Words that stand in a column of units.
    static let units: Set<String> = ["条", "件", "个", "人", "次", "篇", "元", "万元", "人次", "项", "份", "-", "--", "----", "单位", "计量单位"]
}
