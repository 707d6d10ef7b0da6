/// Numbers as the drawing writes them: the same bytes on every machine.
enum DrawnNumber {
    /// A coordinate with at most two digits behind the point.
    static func coordinate(_ value: Double) -> String {
        precondition(value.isFinite, "a coordinate of \(value)")
        let hundredths = Int((value * 100).rounded())
        let magnitude = hundredths.magnitude
        let sign = hundredths < 0 ? "-" : ""
        let (whole, part) = magnitude.quotientAndRemainder(dividingBy: 100)
        if part == 0 { return "\(sign)\(whole)" }
        return part % 10 == 0 ? "\(sign)\(whole).\(part / 10)" : "\(sign)\(whole).\(part < 10 ? "0" : "")\(part)"
    }

    /// A label with a fixed number of digits behind the point, and spaces between groups of three from 10,000 on.
    static func label(_ value: Double, places: Int) -> String {
        let factor = Logarithm10.power(places)
        let scaled = (value.magnitude * factor).rounded()
        guard scaled < 9e15 else { return "\(value)" }
        let (whole, part) = Int(scaled).quotientAndRemainder(dividingBy: Int(factor))
        var text = grouped(whole)
        if places > 0 {
            let digits = String(part)
            text += "." + String(repeating: "0", count: places - digits.count) + digits
        }
        return value < 0 && scaled != 0 ? "−" + text : text
    }

    private static func grouped(_ value: Int) -> String {
        let digits = Array(String(value))
        guard digits.count > 4 else { return String(digits) }
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.count - index) % 3 == 0 { text += "\u{2009}" }
            text.append(digit)
        }
        return text
    }
}
