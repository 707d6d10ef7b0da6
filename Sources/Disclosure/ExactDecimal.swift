/// A decimal number held exactly: `mantissa / 10^scale`, with up to 18 digits. Money is added and rescaled without rounding.
public struct ExactDecimal: Sendable, Hashable {
    /// The digits, with the sign.
    public let mantissa: Int64
    /// How many of the digits stand behind the point (0…18).
    public let scale: UInt8

    /// `mantissa / 10^scale`, kept in lowest terms so that equal numbers are equal values.
    public init(mantissa: Int64, scale: UInt8 = 0) {
        var mantissa = mantissa
        var scale = scale
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10
            scale -= 1
        }
        self.mantissa = mantissa
        self.scale = scale
    }

    /// A whole number.
    public init(_ value: Int) { self.init(mantissa: Int64(value)) }

    /// Parses `[+-]digits[.digits]`; `nil` for anything else and for more than 18 digits.
    public init?(_ text: some StringProtocol) {
        var mantissa: Int64 = 0
        var digits = 0
        var scale: UInt8 = 0
        var negative = false
        var seenPoint = false
        for (offset, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "+") where offset == 0: break
            case UInt8(ascii: "-") where offset == 0: negative = true
            case UInt8(ascii: ".") where !seenPoint && digits > 0: seenPoint = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if mantissa > 0 || byte != UInt8(ascii: "0") || digits == 0 { digits += 1 }
                guard digits <= 18 else { return nil }
                mantissa = mantissa * 10 + Int64(byte - UInt8(ascii: "0"))
                if seenPoint {
                    scale += 1
                    guard scale <= 18 else { return nil }
                }
            default: return nil
            }
        }
        guard digits > 0 else { return nil }
        self.init(mantissa: negative ? -mantissa : mantissa, scale: scale)
    }

    /// The number divided by 10^`places`, exactly; `nil` when more than 18 places would be needed.
    public func scaledDown(by places: UInt8) -> ExactDecimal? {
        scale + places <= 18 ? ExactDecimal(mantissa: mantissa, scale: scale + places) : nil
    }

    /// The number times 10^`places`, exactly; `nil` on overflow.
    public func scaledUp(by places: UInt8) -> ExactDecimal? {
        if scale >= places { return ExactDecimal(mantissa: mantissa, scale: scale - places) }
        var mantissa = mantissa
        for _ in scale..<places {
            let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            mantissa = product
        }
        return ExactDecimal(mantissa: mantissa)
    }

    /// The difference, exactly; `nil` on overflow.
    public func subtracting(_ other: ExactDecimal) -> ExactDecimal? {
        let places = max(scale, other.scale)
        guard let minuend = ExactDecimal(mantissa: mantissa).scaledUp(by: places - scale)?.mantissa,
            let subtrahend = ExactDecimal(mantissa: other.mantissa).scaledUp(by: places - other.scale)?.mantissa
        else { return nil }
        let (difference, overflow) = minuend.subtractingReportingOverflow(subtrahend)
        return overflow ? nil : ExactDecimal(mantissa: difference, scale: places)
    }

    /// Whether the number has no digits behind the point.
    public var isInteger: Bool { scale == 0 }

    /// The number when it is whole.
    public var integer: Int? { scale == 0 ? Int(mantissa) : nil }

    /// The nearest double: correctly rounded while the mantissa is below 2^53.
    public var doubleValue: Double {
        Double(mantissa) / Self.powersOfTen[Int(scale)]
    }

    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    ]
}

extension ExactDecimal: CustomStringConvertible {
    /// The number with all its digits and no exponent.
    public var description: String {
        guard scale > 0 else { return String(mantissa) }
        let digits = String(mantissa.magnitude)
        let padded = String(repeating: "0", count: max(0, Int(scale) + 1 - digits.count)) + digits
        let point = padded.index(padded.endIndex, offsetBy: -Int(scale))
        return (mantissa < 0 ? "-" : "") + padded[..<point] + "." + padded[point...]
    }
}
