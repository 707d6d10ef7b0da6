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

    /// Whether it is a number.
    var isNumber: Bool { if case .number = self { true } else { false } }

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
            guard byte >= 48 && byte <= 57, count < 18, count == 0 || plain > 0 else {
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
        guard let first = text.utf8.first else { return .blank }
        // Nearly all texts begin with an ideograph; 无 is the only one that means something.
        if (0xE4...0xE9).contains(first), !text.begins(with: "无") { return .text }
        guard text.utf8.count <= 120 else { return .text }
        var debris = text.utf8.contains(where: isDebris) || text.holds("\u{FFFD}") || text.holds("？")
        var folded = LabelNormalization.folded(debris ? String(String(text).filter { $0 != "?" && $0 != "？" }) : String(text))
        if folded.isEmpty { return debris ? .text : .blank }
        if marks.contains(folded) { return .notApplicable }
        let numeric = folded.utf8.prefix { isNumeric($0) }
        guard !numeric.isEmpty else { return .text }
        var unit = Unit.none
        if numeric.count < folded.utf8.count {
            let rest = String(folded.utf8.dropFirst(numeric.count)) ?? ""
            guard let meaning = suffixes[LabelKey(rest)] else { return .text }
            unit = meaning
            folded = String(numeric) ?? ""
        }
        guard let value = decimal(folded) else { return .text }
        // Nobody writes 05 or 5., or white space inside a number: something was lost or joined.
        let digits = folded.utf8.drop { $0 == 43 || $0 == 45 }
        if digits.first == 48, let next = digits.dropFirst().first, next != 46 { debris = true }
        if digits.last == 46 { debris = true }
        if !debris, hasInnerSpace(text) || text.unicodeScalars.contains(where: isQuotation) { debris = true }
        return .number(value, unit: unit, debris: debris)
    }

    /// A question mark, in which lost characters end, or a control character that is no white space.
    private static func isDebris(_ byte: UInt8) -> Bool {
        switch byte {
        case 63, 0...8, 14...31, 127: true
        default: false
        }
    }

    /// The quotation marks that labels are compared without: in a number one may stand for a digit.
    private static func isQuotation(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x22, 0x27, 0x60, 0x2018...0x201F, 0x300C...0x300F, 0x301D...0x301F, 0xFF02, 0xFF07, 0xAB, 0xBB: true
        default: false
        }
    }

    /// Digits, signs, point and comma.
    private static func isNumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 43...46, 48...57: true
        default: false
        }
    }

    /// Whether white space parts two digits.
    private static func hasInnerSpace(_ text: some StringProtocol) -> Bool {
        var digitBefore = false
        var spaceBetween = false
        for scalar in text.unicodeScalars {
            if ("0"..."9").contains(scalar) || ("０"..."９").contains(scalar) {
                if spaceBetween { return true }
                digitBefore = true
            } else if scalar.properties.isWhitespace {
                spaceBetween = digitBefore
            } else {
                digitBefore = false
                spaceBetween = false
            }
        }
        return false
    }

    /// `[+-]digits[.digits]` with commas only between groups of three.
    private static func decimal(_ text: String) -> ExactDecimal? {
        guard text.utf8.contains(UInt8(ascii: ",")) else { return ExactDecimal(text) }
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
    private static let suffixes: [LabelKey: Unit] = [
        LabelKey("亿元"): .hundredMillionYuan, LabelKey("万元"): .tenThousandYuan, LabelKey("元"): .yuan, LabelKey("人次"): .measure,
        LabelKey("件"): .measure, LabelKey("个"): .measure, LabelKey("项"): .measure, LabelKey("条"): .measure, LabelKey("次"): .measure,
        LabelKey("人"): .measure, LabelKey("份"): .measure, LabelKey("篇"): .measure, LabelKey("宗"): .measure, LabelKey("起"): .measure,
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
