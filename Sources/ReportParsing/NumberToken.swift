import Disclosure

/// What a cell's text says: a number, a blank, a mark for "not applicable", or something else.
enum NumberToken: Hashable {
    case number(ExactDecimal, unit: Unit, debris: Bool)
    case blank
    case notApplicable
    case text

    /// The unit written in the cell.
    enum Unit: String, Hashable { case none, yuan = "元", tenThousandYuan = "万元", hundredMillionYuan = "亿元", measure }

    var isValue: Bool { self != .text }

    /// The whole number; `nil` for anything else.
    var integer: Int? {
        guard case .number(let value, _, _) = self else { return nil }
        return value.integer
    }

    /// Reads a cell. Fast for the digits that nearly all cells are.
    static func parse(_ text: some StringProtocol) -> NumberToken {
        var plain: Int64 = 0
        var isPlain = !text.isEmpty
        var count = 0
        for byte in text.utf8 {
            guard byte >= 48 && byte <= 57, count < 18 else {
                isPlain = false
                break
            }
            plain = plain * 10 + Int64(byte - 48)
            count += 1
        }
        if isPlain { return .number(ExactDecimal(mantissa: plain), unit: .none, debris: false) }
        return parseFolded(text)
    }

    private static func parseFolded(_ text: some StringProtocol) -> NumberToken {
        guard text.utf8.count <= 120 else { return .text }
        var folded = String()
        var debris = false
        for scalar in text.unicodeScalars {
            if scalar == "\u{FFFD}" || scalar == "?" || scalar == "？" {
                debris = true
            } else if let kept = LabelNormalization.folded(scalar) {
                folded.unicodeScalars.append(kept)
            }
        }
        if folded.isEmpty { return debris ? .text : .blank }
        if marks.contains(folded) { return .notApplicable }
        var unit = Unit.none
        for (suffix, meaning) in suffixes where folded.hasSuffix(suffix) && folded.count > suffix.count {
            folded.removeLast(suffix.count)
            unit = meaning
            break
        }
        guard let value = decimal(folded) else { return .text }
        return .number(value, unit: unit, debris: debris)
    }

    /// `[+-]digits[.digits]` with commas only between groups of three.
    private static func decimal(_ text: String) -> ExactDecimal? {
        guard text.contains(",") else { return ExactDecimal(text) }
        var groups = text.split(separator: ",", omittingEmptySubsequences: false)
        let sign = groups[0].first == "+" || groups[0].first == "-" ? 1 : 0
        guard (1...3).contains(groups[0].count - sign) else { return nil }
        groups.removeFirst()
        let tail = groups.removeLast()
        let point = tail.firstIndex(of: ".") ?? tail.endIndex
        guard groups.allSatisfy({ $0.count == 3 }), tail.distance(from: tail.startIndex, to: point) == 3 else { return nil }
        return ExactDecimal(text.filter { $0 != "," })
    }

    private static let marks: Set<String> = ["/", "-", "--", "---", "----", "无", "\\", "//"]
    private static let suffixes: [(String, Unit)] = [
        ("亿元", .hundredMillionYuan), ("万元", .tenThousandYuan), ("元", .yuan), ("人次", .measure), ("件", .measure), ("个", .measure),
        ("项", .measure), ("条", .measure), ("次", .measure), ("人", .measure), ("份", .measure), ("篇", .measure), ("宗", .measure),
        ("起", .measure),
    ]

    /// The value in the unit of an indicator; `nil` when the cell's own unit does not fit it (money in a count).
    static func value(_ number: ExactDecimal, unit: Unit, indicatorUnit: String) -> ExactDecimal? {
        switch (unit, indicatorUnit) {
        case (.none, _): number
        case (.measure, "元"), (.measure, "万元"): nil
        case (.measure, _): number
        case (.yuan, "元"), (.tenThousandYuan, "万元"): number
        case (.yuan, "万元"): number.scaledDown(by: 4)
        case (.tenThousandYuan, "元"): number.scaledUp(by: 4)
        case (.hundredMillionYuan, "万元"): number.scaledUp(by: 4)
        case (.hundredMillionYuan, "元"): number.scaledUp(by: 8)
        default: nil
        }
    }
}
