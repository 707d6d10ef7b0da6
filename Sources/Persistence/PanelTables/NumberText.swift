import Disclosure

/// What a field of an imported table says: a number, nothing, a mark for "not applicable", or something else.
enum NumberText {
    private static let marks: Set<String> = ["NA", "N/A", "n/a", "na", "null", "NULL", "NaN", "nan", "/", "-", "—", "－", "——", "无", ".", ".."]

    /// Reads a field. White space around it is skipped; thousands may be grouped by commas.
    ///
    /// Up to 15 digits and 15 places are computed directly and correctly rounded (both factors are exact doubles); the rest goes through text.
    static func read(_ field: UnsafeBufferPointer<UInt8>) -> (value: Double?, state: CellState) {
        var (first, last) = (0, field.count)
        while first < last, field[first] <= 32 { first += 1 }
        while last > first, field[last - 1] <= 32 { last -= 1 }
        if first == last { return (nil, .blank) }
        var position = first
        let isNegative = field[position] == UInt8(ascii: "-")
        if isNegative || field[position] == UInt8(ascii: "+") { position += 1 }
        var mantissa = 0
        var digits = 0
        var places = 0
        var seenPoint = false
        while position < last {
            switch field[position] {
            case UInt8(ascii: "0")...UInt8(ascii: "9") where digits < 15:
                mantissa = mantissa * 10 + Int(field[position] - UInt8(ascii: "0"))
                digits += 1
                if seenPoint { places += 1 }
            case UInt8(ascii: ".") where !seenPoint: seenPoint = true
            default: return read(String(decoding: UnsafeBufferPointer(rebasing: field[first..<last]), as: UTF8.self))
            }
            position += 1
        }
        guard digits > 0 else { return read(String(decoding: UnsafeBufferPointer(rebasing: field[first..<last]), as: UTF8.self)) }
        let value = places == 0 ? Double(mantissa) : Double(mantissa) / powers[places]
        return (isNegative ? -value : value, .number)
    }

    /// Reads a field that is no plain number of up to 15 digits.
    private static func read(_ whole: String) -> (value: Double?, state: CellState) {
        var text = whole[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        if text.isEmpty { return (nil, .blank) }
        if marks.contains(String(text)) { return (nil, .notApplicable) }
        if text.contains(",") {
            guard let plain = ungrouped(text) else { return (nil, .text) }
            text = plain[...]
        }
        // Hexadecimal and "infinity", which the standard library reads as well, are no figures.
        guard text.allSatisfy({ $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }), let value = Double(text), value.isFinite else {
            return (nil, .text)
        }
        return (value, .number)
    }

    /// `1,234,567.5` without its commas; `nil` when they do not stand at every third digit.
    private static func ungrouped(_ text: Substring) -> String? {
        let unsigned = text.first == "-" || text.first == "+" ? text.dropFirst() : text
        let groups = unsigned.prefix { $0 != "." }.split(separator: ",", omittingEmptySubsequences: false)
        guard let first = groups.first, (1...3).contains(first.count), groups.dropFirst().allSatisfy({ $0.count == 3 }),
            !unsigned.drop(while: { $0 != "." }).contains(",")
        else { return nil }
        return text.filter { $0 != "," }
    }

    private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]
}
