/// The shortest decimal digits that read back as a double, with the place of the point: what rounding for people starts from.
///
/// Rounding works on these digits, half away from zero, so that 2.675 shown with two places is 2.68, the same on every machine.
struct DecimalDigits: Hashable {
    /// Significant digits, most significant first, without leading zeros; `[0]` for zero.
    private(set) var digits: [UInt8]
    /// The value is 0.d₁d₂d₃… × 10^`exponent`.
    private(set) var exponent: Int
    let isNegative: Bool

    /// The digits of a finite number.
    init(_ value: Double) {
        precondition(value.isFinite, "digits of \(value)")
        isNegative = value < 0
        var digits: [UInt8] = []
        var exponent = 0
        var seenPoint = false
        var parsed = 0
        let text = Array(value.magnitude.description.utf8)
        loop: while parsed < text.count {
            switch text[parsed] {
            case UInt8(ascii: "."): seenPoint = true
            case UInt8(ascii: "e"): break loop
            case let byte:
                digits.append(byte - UInt8(ascii: "0"))
                if !seenPoint { exponent += 1 }
            }
            parsed += 1
        }
        if parsed < text.count, let power = Int(String(decoding: text[(parsed + 1)...], as: UTF8.self)) { exponent += power }
        let zeros = digits.prefix { $0 == 0 }.count
        if zeros == digits.count {
            self.digits = [0]
            self.exponent = 1
        } else {
            digits.removeFirst(zeros)
            while digits.last == 0 { digits.removeLast() }
            self.digits = digits
            self.exponent = exponent - zeros
        }
    }

    var isZero: Bool { digits == [0] }

    /// Rounds to a number of places behind the point.
    mutating func round(toPlaces places: Int) { keep(exponent + places) }

    /// Rounds to a number of significant digits.
    mutating func round(toSignificant count: Int) { keep(count) }

    private mutating func keep(_ count: Int) {
        guard count < digits.count, !isZero else { return }
        guard count >= 0 else {
            digits = [0]
            exponent = 1
            return
        }
        let up = digits[count] >= 5
        digits.removeLast(digits.count - count)
        if up {
            var place = count - 1
            while place >= 0 && digits[place] == 9 { place -= 1 }
            if place < 0 {
                digits = [1]
                exponent += 1
            } else {
                digits[place] += 1
                digits.removeLast(digits.count - place - 1)
            }
        }
        while digits.count > 1 && digits.last == 0 { digits.removeLast() }
        if digits.isEmpty || digits == [0] {
            digits = [0]
            exponent = 1
        }
    }

    /// Plain notation with at least `places` digits behind the point.
    func plain(places: Int = 0) -> String {
        var text: [UInt8] = []
        if isNegative && !isZero { text.append(UInt8(ascii: "-")) }
        func digit(_ place: Int) -> UInt8 { place >= 0 && place < digits.count ? digits[place] + UInt8(ascii: "0") : UInt8(ascii: "0") }
        if exponent <= 0 { text.append(UInt8(ascii: "0")) } else { for place in 0..<exponent { text.append(digit(place)) } }
        let behind = max(places, isZero ? 0 : digits.count - exponent)
        if behind > 0 {
            text.append(UInt8(ascii: "."))
            for place in exponent..<(exponent + behind) { text.append(digit(place)) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Scientific notation, such as `1.23e-7`.
    func scientific() -> String {
        let head = String(digits[0])
        let tail = digits.dropFirst().map { String($0) }.joined()
        return (isNegative && !isZero ? "-" : "") + head + (tail.isEmpty ? "" : "." + tail) + "e\(exponent - 1)"
    }
}
