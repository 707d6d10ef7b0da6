/// Slips of the typing hand, on the digits of a whole number; the sign stays.
enum DigitErrors {
    /// Two different neighboring digits in each other's place; a leading zero is none.
    static func transposed(_ value: Int, _ draw: inout CounterGenerator) -> Int? {
        let digits = digits(value)
        let places = digits.indices.dropLast().filter { digits[$0] != digits[$0 + 1] && !($0 == 0 && digits[1] == 0) }
        guard !places.isEmpty else { return nil }
        var wrong = digits
        let place = places[draw.index(below: places.count)]
        wrong.swapAt(place, place + 1)
        return number(wrong, like: value)
    }

    /// One of at least two digits lost.
    static func dropped(_ value: Int, _ draw: inout CounterGenerator) -> Int? {
        var digits = digits(value)
        guard digits.count > 1 else { return nil }
        digits.remove(at: draw.index(below: digits.count))
        guard digits.count == 1 || digits[0] != 0 else { return nil }
        return number(digits, like: value)
    }

    /// A digit typed twice, or a zero too many.
    static func extra(_ value: Int, _ draw: inout CounterGenerator) -> Int? {
        guard value != 0, abs(value) < 1_000_000_000_000 else { return nil }
        var digits = digits(value)
        let place = draw.index(below: digits.count)
        digits.insert(digits[place], at: place)
        return number(digits, like: value)
    }

    /// One digit read as another.
    static func replaced(_ value: Int, _ draw: inout CounterGenerator) -> Int? {
        guard value != 0 else { return nil }
        var digits = digits(value)
        let place = draw.index(below: digits.count)
        let other = (digits[place] + 1 + draw.index(below: 9)) % 10
        guard place > 0 || other != 0 else { return nil }
        digits[place] = other
        return number(digits, like: value)
    }

    private static func digits(_ value: Int) -> [Int] { String(value.magnitude).utf8.map { Int($0) - 48 } }

    private static func number(_ digits: [Int], like value: Int) -> Int {
        let magnitude = digits.reduce(0) { $0 * 10 + $1 }
        return value < 0 ? -magnitude : magnitude
    }
}
