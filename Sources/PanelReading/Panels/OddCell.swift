import ColumnStore
public import Disclosure

/// A cell of a table that is not simply a number or blank, and what was made of it.
public struct OddCell: Sendable, Hashable {
    /// What kind of cell it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Text: no number is read.
        case text
        /// A number in another unit than the column's: no number is read.
        case otherUnit = "other_unit"
        /// A number with another decimal mark than the column's: no number is read.
        case otherDecimal = "other_decimal"
        /// A number beyond the machine's range, or too small to be told from 0: no number is read.
        case outOfRange = "out_of_range"
        /// A mark for a missing value.
        case mark
        /// Bounds in place of a number.
        case bound
        /// A whole number beyond 2⁵³, rounded to the nearest that the machine has.
        case rounded
        /// A number with a flag beside it.
        case flag
        /// A number in another unit of the column's kind, converted.
        case converted
    }

    /// The line of the file, from 1.
    public let line: Int
    /// The column's name.
    public let column: String
    /// The indicator.
    public let indicator: String
    /// The cell's text.
    public let raw: String
    /// What it is.
    public let kind: Kind
    /// Its state in the panel.
    public let state: CellState
    /// Letters beside the number or mark.
    public let flag: String?
    /// The least that the value can be.
    public let low: Double?
    /// The most that the value can be.
    public let high: Double?
}

extension OddCell.Kind {
    /// What the kind is called, for people.
    public var label: LocalizedText {
        switch self {
        case .text: LocalizedText(zh: "文字，未读作数", en: "text, not read")
        case .otherUnit: LocalizedText(zh: "单位与该列不同，未读", en: "in another unit than the column, not read")
        case .otherDecimal: LocalizedText(zh: "小数点写法与该列不同，未读", en: "with another decimal mark than the column, not read")
        case .outOfRange: LocalizedText(zh: "超出可表示的范围，未读", en: "beyond the range of numbers, not read")
        case .mark: LocalizedText(zh: "缺失标记，作“不适用”", en: "marks of a missing value, kept as not applicable")
        case .bound: LocalizedText(zh: "只有界限", en: "bounds, kept as such")
        case .rounded: LocalizedText(zh: "整数超过 2⁵³，已舍入", en: "whole numbers beyond 2⁵³, rounded")
        case .flag: LocalizedText(zh: "带标记的数，标记保留", en: "numbers with a flag, which is kept")
        case .converted: LocalizedText(zh: "同类单位，已换算", en: "in another unit of the same kind, converted")
        }
    }
}

/// What an odd text is made of in its column and variable.
struct OddOutcome {
    var value: Double?
    var state: CellState
    var kind: OddCell.Kind?
    var flag: String?
    var low: Double?
    var high: Double?

    init(_ reading: NumberReading, other: NumberReading, unit: NumberConventions.Unit) {
        flag = reading.flag
        state = .text
        func shift(_ unitOfCell: CellUnit?) -> Int? {
            guard let unitOfCell, let wanted = unit.unit else { return 0 }
            return unitOfCell.kind == wanted.kind ? unitOfCell.power - wanted.power : nil
        }
        func shifted(_ value: Double, _ power: Int) -> Double {
            // Through the decimal numeral, so that 3.2 万 is 32000 and not a neighbor of it.
            power == 0 ? value : Double("\(value)" + "e\(power)") ?? Double(Self.numeral(value, power)) ?? value
        }
        switch reading.content {
        case .blank: state = .blank
        case .mark:
            state = .notApplicable
            kind = .mark
        case .outOfRange: kind = .outOfRange
        case .bound(let low, let high, let isLowOpen, let isHighOpen):
            guard let power = shift(reading.unit) else {
                kind = .otherUnit
                return
            }
            state = .bound
            kind = .bound
            let isWhole = unit.isWhole && power == 0
            func whole(_ value: Double) -> Bool { isWhole && value == value.rounded() }
            self.low = low.map { isLowOpen && whole($0) ? $0 + 1 : shifted($0, power) }
            self.high = high.map { isHighOpen && whole($0) ? $0 - 1 : shifted($0, power) }
            if low == nil, unit.isPositive { self.low = 0 }
        case .number(let number):
            guard let power = shift(reading.unit) else {
                kind = .otherUnit
                return
            }
            value = shifted(number, power)
            state = .number
            kind = reading.isInexact ? .rounded : power != 0 ? .converted : reading.flag != nil ? .flag : nil
        case .text:
            if case .number = other.content { kind = .otherDecimal } else { kind = .text }
        }
    }

    private static func numeral(_ value: Double, _ power: Int) -> String {
        let parts = "\(value)".split(separator: "e")
        return "\(parts[0])e\((parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + power)"
    }
}
