/// The decimal number that a double stands for, to 32 digits.
///
/// A printed 0.1 becomes the double nearest to it, 5.6·10⁻¹⁸ off. When data were printed as decimals of at most fifteen digits, the shortest decimal that
/// reads back as the double *is* what was printed, and the difference can be had back. Ill-conditioned fits show it in their last digits.
///
/// ```swift
/// let tail = y.map(DecimalValue.tail)          // decimal − double, each
/// ```
public enum DecimalValue {
    /// The shortest decimal that reads back as `value`, less `value`; 0 for numbers that are not finite.
    public static func tail(_ value: Double) -> Double {
        guard value.isFinite, value != 0 else { return 0 }
        let text = value.magnitude.description
        let parts = text.split(separator: "e")
        let mantissa = parts[0].split(separator: ".")
        let fraction = mantissa.count > 1 && mantissa[1] != "0" ? mantissa[1] : ""
        guard let digits = Int64(mantissa[0] + fraction) else { return 0 }
        let exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) - fraction.count
        guard abs(exponent) < 280 else { return 0 }
        let high = Double(digits)
        let whole = DoubleDouble(sum: high, Double(digits - Int64(high)))
        var power = DoubleDouble(1)
        for _ in 0..<abs(exponent) { power = power * 10 }
        let decimal = exponent < 0 ? whole / power : whole * power
        let rest = (decimal - DoubleDouble(value.magnitude)).value
        return value < 0 ? -rest : rest
    }
}
