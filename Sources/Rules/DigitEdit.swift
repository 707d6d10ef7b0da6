/// How one number may have become another under a typist's fingers.
public enum DigitEdit: Sendable, Hashable {
    /// Two neighboring digits changed places: 1234 for 1324.
    case transposed
    /// A digit is missing: 124 for 1234.
    case dropped
    /// A digit is too many: 11234 for 1234.
    case extra
    /// One digit is another: 1235 for 1234.
    case substituted
    /// The sign is inverted.
    case sign
    /// A power of ten is missing or too many; `exponent` is that of meant / typed, such as 4 for 万.
    case powerOfTen(exponent: Int)

    /// The edit that turns what was typed into what was meant; `nil` when the two are equal or further apart than one edit
    /// (optimal string alignment distance over the decimal digits).
    ///
    /// A factor of ten is told before a dropped or doubled zero. Single digits are never called substituted, for any two are one edit apart.
    public static func between(typed: Int, meant: Int) -> DigitEdit? {
        if typed == meant { return nil }
        if typed == -meant { return .sign }
        guard (typed < 0) == (meant < 0) || typed == 0 || meant == 0 else { return nil }
        if typed != 0 && meant != 0 {
            for exponent in 1...6 {
                let power = (0..<exponent).reduce(1) { result, _ in result * 10 }
                if typed.multipliedReportingOverflow(by: power) == (meant, false) { return .powerOfTen(exponent: exponent) }
                if meant.multipliedReportingOverflow(by: power) == (typed, false) { return .powerOfTen(exponent: -exponent) }
            }
        }
        let one = Array(String(typed.magnitude).utf8)
        let other = Array(String(meant.magnitude).utf8)
        switch one.count - other.count {
        case 0:
            let differing = one.indices.filter { one[$0] != other[$0] }
            if differing.count == 1 { return one.count > 1 ? .substituted : nil }
            if differing.count == 2, differing[1] == differing[0] + 1, one[differing[0]] == other[differing[1]],
                one[differing[1]] == other[differing[0]]
            {
                return .transposed
            }
            return nil
        case -1: return isOneInsertion(from: one, to: other) ? .dropped : nil
        case 1: return isOneInsertion(from: other, to: one) ? .extra : nil
        default: return nil
        }
    }

    private static func isOneInsertion(from short: [UInt8], to long: [UInt8]) -> Bool {
        guard !short.isEmpty else { return false }
        let prefix = zip(short, long).prefix { $0 == $1 }.count
        return short[prefix...].elementsEqual(long[(prefix + 1)...])
    }
}
