import Disclosure

/// What a cell's text says: a number, several numbers, a blank, a mark for "not applicable", or something else.
enum NumberToken: Hashable {
    case number(ExactDecimal, unit: Unit, as: NumberWording)
    /// Numbers with white space between them, which is no thousands separator.
    case several([String])
    case blank
    case notApplicable
    case text

    /// The unit written in the cell.
    enum Unit: String, Hashable { case none, yuan = "元", tenThousandYuan = "万元", hundredMillionYuan = "亿元", measure }

    var isValue: Bool { self != .text }

    /// Whether it is one number or several.
    var isNumber: Bool {
        switch self {
        case .number, .several: true
        default: false
        }
    }

    /// The whole number; `nil` for anything else.
    var integer: Int? {
        guard case .number(let value, _, _) = self else { return nil }
        return value.integer
    }

    /// How the number is written; plain for anything else.
    var wording: NumberWording {
        guard case .number(_, _, let wording) = self else { return [] }
        return wording
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
        if isPlain { return .number(ExactDecimal(mantissa: plain), unit: .none, as: []) }
        return parseFolded(text)
    }

    /// The longest text that can be a number with a remark.
    private static let longest = 600

    private static func parseFolded(_ text: some StringProtocol) -> NumberToken {
        guard let first = text.utf8.first else { return .blank }
        // Nearly all texts begin with an ideograph; 无 and the words of a change are the only ones that mean something.
        if first == 0xE2, let change = NumberWording.worded(text) { return change }
        if beginsIdeograph(first), !text.begins(with: "无") { return NumberWording.worded(text) ?? .text }
        guard text.utf8.count <= longest else { return .text }
        var wording: NumberWording =
            text.utf8.contains(where: isDebris) || text.holds("\u{FFFD}") || text.holds("？") ? .debris : []
        let isDebris = wording == .debris
        var folded = LabelNormalization.folded(isDebris ? String(String(text).filter { $0 != "?" && $0 != "？" }) : String(text))
        if folded.isEmpty { return isDebris || !text.allSatisfy(\.isWhitespace) && NumberWording.holdsRaised(text) ? .text : .blank }
        if marks.contains(folded) { return .notApplicable }
        if let pieces = severalPieces(text) { return .several(pieces) }
        if let accounting = NumberWording.accounting(folded) {
            wording.insert(.accounting)
            folded = accounting
        }
        let leading = NumberWording.leadingMarks(folded)
        if leading > 0 {
            wording.insert(.mark)
            folded = String(folded.dropFirst(leading))
        }
        var numeric = folded.utf8.prefix { isNumeric($0) }
        while numeric.last == UInt8(ascii: ",") { numeric = numeric.dropLast() }
        guard !numeric.isEmpty else { return .text }
        var unit = Unit.none
        if numeric.count < folded.utf8.count {
            let rest = folded.dropFirst(numeric.count)
            // The code that some forms print before a label: 20 其中：1.同意公开答复数.
            if rest.hasPrefix("其中"), LabelNormalization.code(text) != nil { return .text }
            guard let tail = NumberTail(rest, behindTen: numeric.elementsEqual("10".utf8)) else { return .text }
            unit = tail.unit
            wording.formUnion(tail.wording)
            folded = String(numeric) ?? ""
        }
        if NumberWording.holdsRaised(text) { wording.insert(.remark) }
        guard let value = decimal(folded) else { return .text }
        // Nobody writes 05 or 5., or white space inside a number: something was lost or joined.
        let digits = folded.utf8.drop { $0 == 43 || $0 == 45 }
        if digits.first == 48, let next = digits.dropFirst().first, next != 46 { wording.insert(.debris) }
        if digits.last == 46 { wording.insert(.debris) }
        if hasInnerSpace(text) || wording.isDisjoint(with: .withWords) && text.unicodeScalars.contains(where: isQuotation) { wording.insert(.debris) }
        if wording.contains(.accounting) {
            guard !folded.hasPrefix("-"), !folded.hasPrefix("+"), let negative = ExactDecimal("-" + value.description) else { return .text }
            return .number(value.mantissa == 0 ? value : negative, unit: unit, as: wording)
        }
        return .number(value, unit: unit, as: wording)
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

    /// The first byte of nearly every ideograph.
    private static func beginsIdeograph(_ byte: UInt8) -> Bool { (0xE4...0xE9).contains(byte) }

    /// Digits, signs, point and comma.
    private static func isNumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 43...46, 48...57: true
        default: false
        }
    }

    /// The numbers of a text of nothing else with white space between them; `nil` for one number, also where its thousands are parted by single blanks.
    private static func severalPieces(_ text: some StringProtocol) -> [String]? {
        guard text.utf8.contains(where: { $0 <= 32 || $0 == 0xC2 || $0 == 0xE2 || $0 == 0xE3 }), !text.utf8.contains(where: beginsIdeograph) else {
            return nil
        }
        let pieces = text.split(whereSeparator: \.isWhitespace).map { LabelNormalization.folded($0) }.filter { !$0.isEmpty }
        guard pieces.count > 1, pieces.allSatisfy({ $0.utf8.allSatisfy(isNumeric) && decimal($0) != nil }) else { return nil }
        let isGrouped =
            !text.contains(where: \.isNewline) && pieces[0].utf8.count <= 3
            && pieces.dropFirst().allSatisfy { $0.utf8.count == 3 && $0.utf8.allSatisfy { (48...57).contains($0) } }
            && pieces[0].utf8.first != 48
        return isGrouped ? nil : pieces
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
