public import Disclosure

/// A value in a result: what every output format can print.
///
/// Numbers that cannot be told are ``null``, never 0; the row's `note` says why. Doubles that are not finite print as null.
public enum ResultValue: Sendable, Hashable {
    /// Nothing can be told.
    case null
    /// A string, or a code out of a short list (the column may name the codes for people).
    case text(String)
    /// A sentence in both languages; the rendering picks one.
    case localized(LocalizedText)
    /// Yes or no.
    case flag(Bool)
    /// A whole number.
    case integer(Int)
    /// A whole number that is not negative.
    case unsigned(UInt64)
    /// A real number; machine formats print its shortest round-trip digits, people see it rounded by the column's style.
    case number(Double)
    /// A number of a report, printed with exactly its digits in every format.
    case decimal(ExactDecimal)
    /// Several values.
    case list([ResultValue])
    /// Named values, in order.
    case object([ResultField])

    /// A number, or null.
    public static func number(_ value: Double?) -> ResultValue { value.map { .number($0) } ?? .null }
    /// A whole number, or null.
    public static func integer(_ value: Int?) -> ResultValue { value.map { .integer($0) } ?? .null }
    /// A text, or null.
    public static func text(_ value: String?) -> ResultValue { value.map { .text($0) } ?? .null }
    /// An exact number, or null.
    public static func decimal(_ value: ExactDecimal?) -> ResultValue { value.map { .decimal($0) } ?? .null }
    /// Several texts.
    public static func texts(_ values: some Sequence<String>) -> ResultValue { .list(values.map { .text($0) }) }
    /// A sentence in both languages, or null.
    public static func localized(_ value: LocalizedText?) -> ResultValue { value.map { .localized($0) } ?? .null }

    /// Whether nothing can be told: null, or a number that is not finite.
    public var isNull: Bool {
        switch self {
        case .null: true
        case .number(let value): !value.isFinite
        default: false
        }
    }
}

/// A named value of an object or of the parameters.
public struct ResultField: Sendable, Hashable {
    /// The key, part of the contract.
    public var key: String
    /// The value.
    public var value: ResultValue

    /// A named value.
    public init(_ key: String, _ value: ResultValue) {
        self.key = key
        self.value = value
    }
}
