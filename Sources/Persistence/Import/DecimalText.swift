/// Reads decimal numbers from bytes.
enum DecimalText {
    /// The number that a field holds; `nil` when it holds none. White space around it is allowed, thousands separators are not.
    ///
    /// Up to 15 digits and 22 places are computed directly and correctly rounded (both factors are exact doubles); anything else goes the slow way.
    static func double(_ field: UnsafeBufferPointer<UInt8>) -> Double? {
        var (first, last) = (0, field.count)
        while first < last, field[first] <= 32 { first += 1 }
        while last > first, field[last - 1] <= 32 { last -= 1 }
        var position = first
        guard position < last else { return nil }
        let isNegative = field[position] == UInt8(ascii: "-")
        if isNegative || field[position] == UInt8(ascii: "+") { position += 1 }
        var mantissa = 0
        var digits = 0
        var places = 0
        var seenPoint = false
        while position < last {
            switch field[position] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                guard digits < 15 else { return slow(field, first, last) }
                mantissa = mantissa * 10 + Int(field[position] - UInt8(ascii: "0"))
                digits += 1
                if seenPoint { places += 1 }
            case UInt8(ascii: ".") where !seenPoint: seenPoint = true
            default: return slow(field, first, last)
            }
            position += 1
        }
        guard digits > 0 else { return nil }
        let value = places == 0 ? Double(mantissa) : Double(mantissa) / powers[places]
        return isNegative ? -value : value
    }

    private static func slow(_ field: UnsafeBufferPointer<UInt8>, _ first: Int, _ last: Int) -> Double? {
        guard let value = Double(String(decoding: UnsafeBufferPointer(rebasing: field[first..<last]), as: UTF8.self)), value.isFinite else {
            return nil
        }
        return value
    }

    private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]
}
