/// A field of a table at a glance: a plain number, nothing, or something to be looked at more closely.
///
/// The fast path: up to 15 ASCII digits with at most one point are computed directly and correctly rounded (both factors are exact doubles).
enum NumberText {
    enum Reading {
        case number(Double, points: Points)
        case blank
        case odd
    }

    /// What the point of a plain number tells of the decimal mark.
    enum Points {
        /// There is none.
        case none
        /// Three digits behind one to three: a group of thousands would look the same.
        case three
        case other
    }

    /// Reads a field. White space around it is skipped.
    @inline(__always)
    static func read(_ field: UnsafeBufferPointer<UInt8>) -> Reading {
        var (first, last) = (0, field.count)
        while first < last, field[first] <= 32 { first += 1 }
        while last > first, field[last - 1] <= 32 { last -= 1 }
        if first == last { return .blank }
        var position = first
        let isNegative = field[position] == UInt8(ascii: "-")
        if isNegative || field[position] == UInt8(ascii: "+") { position += 1 }
        var mantissa = 0
        var digits = 0
        var places = 0
        var seenPoint = false
        while position < last {
            let byte = field[position]
            if byte &- 48 < 10, digits < 15 {
                mantissa = mantissa * 10 + Int(byte &- 48)
                digits += 1
                if seenPoint { places += 1 }
            } else if byte == UInt8(ascii: "."), !seenPoint {
                seenPoint = true
            } else {
                return .odd
            }
            position += 1
        }
        guard digits > 0 else { return .odd }
        let value = places == 0 ? Double(mantissa) : Double(mantissa) / powers[places]
        let whole = digits - places
        let points: Points = !seenPoint ? .none : places == 3 && (1...3).contains(whole) && mantissa >= 1000 ? .three : .other
        return .number(isNegative ? -value : value, points: points)
    }

    private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]
}
