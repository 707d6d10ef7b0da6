import Disclosure

/// A number in folded prose, with what stands around it.
struct StatedNumber: Sendable {
    /// Where it begins.
    let start: Int
    /// The position after it, 万 and 余 included, the measure word not.
    let end: Int
    /// Its value, 万 multiplied in.
    let value: ExactDecimal
    /// Digits behind the point as printed.
    let printedScale: Int
    /// What the words around the number make of it.
    let bound: NumberBound
    /// Whether a percent sign follows.
    let isPercent: Bool
    /// The measure word that follows; `nil` when none does.
    let measure: Unicode.Scalar?

    /// Whether 余, 多, 左右, 约, 近 and the like make it a bound or an estimate.
    var isApproximate: Bool { bound != .exact }

    /// The value when it is whole.
    var integer: Int? { value.integer }

    private static let measures: Set<Unicode.Scalar> = ["件", "份", "条", "宗", "起", "次", "个", "项", "篇", "期", "场", "元", "人", "家", "部", "例"]

    /// All numbers of a text, years (2019年) and clock or list numbers included: the reader of a clause decides by measure word.
    static func scan(_ text: [Unicode.Scalar]) -> [StatedNumber] {
        var tokens: [StatedNumber] = []
        var position = 0
        while position < text.count {
            guard isDigit(text[position]) else {
                position += 1
                continue
            }
            let start = position
            var digits = ""
            var scale = 0
            var seenPoint = false
            while position < text.count {
                let scalar = text[position]
                if isDigit(scalar) {
                    digits.unicodeScalars.append(scalar)
                    if seenPoint { scale += 1 }
                    position += 1
                } else if scalar == "," && !seenPoint && isThousands(text, at: position) {
                    position += 1
                } else if scalar == "." && !seenPoint && position + 1 < text.count && isDigit(text[position + 1]) {
                    seenPoint = true
                    digits += "."
                    position += 1
                } else {
                    break
                }
            }
            guard var value = ExactDecimal(digits) else { continue }
            var bound = NumberBound(before: text[..<start])
            if position < text.count, text[position] == "万", let scaled = value.scaledUp(by: 4) {
                value = scaled
                position += 1
            }
            while position < text.count, ["余", "多"].contains(text[position]) {
                bound = .atLeast
                position += 1
            }
            let next: Unicode.Scalar? = position < text.count ? text[position] : nil
            if bound == .exact { bound = NumberBound(behind: text[(next.map { measures.contains($0) } == true ? position + 1 : position)...]) }
            tokens.append(
                StatedNumber(
                    start: start, end: position, value: value, printedScale: scale, bound: bound, isPercent: next == "%",
                    measure: next.flatMap { measures.contains($0) ? $0 : nil }))
        }
        return tokens
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    /// A comma with three digits after it and no fourth.
    private static func isThousands(_ text: [Unicode.Scalar], at position: Int) -> Bool {
        guard position + 3 < text.count, (1...3).allSatisfy({ isDigit(text[position + $0]) }) else { return false }
        return position + 4 >= text.count || !isDigit(text[position + 4])
    }
}
