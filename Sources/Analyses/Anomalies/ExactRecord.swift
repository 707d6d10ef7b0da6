import Disclosure
import Rules

/// Panel values as the integers that the rules reckon with.
enum ExactRecord {
    /// A double as a count: `nil` when it is not whole or too large to be added exactly.
    static func count(_ value: Double) -> Int? {
        guard value.magnitude <= Double(RuleSystem.largestValue), value == value.rounded() else { return nil }
        return Int(value)
    }

    /// A double as the shortest decimal that reads back as it; `nil` when that needs an exponent.
    static func decimal(_ value: Double) -> ExactDecimal? {
        if let whole = count(value) { return ExactDecimal(whole) }
        return ExactDecimal("\(value)")
    }

    /// A value as a sentence has it.
    static func text(_ value: Double) -> String { decimal(value)?.description ?? "\(value)" }

    /// Money in millionths of its unit (a ten-thousandth of 分 for 万元); `nil` beyond the range of exact arithmetic.
    static func millionths(_ value: Double) -> Int? {
        let scaled = (value * 1e6).rounded()
        return scaled.magnitude <= Double(RuleSystem.largestValue) ? Int(scaled) : nil
    }
}
