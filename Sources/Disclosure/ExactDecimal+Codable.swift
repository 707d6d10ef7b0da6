extension ExactDecimal: Codable {
    /// A whole number, or a decimal of as many digits as a double gives back, stands as a number; what has more digits as a text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let integer {
            try container.encode(integer)
        } else if ExactDecimal("\(doubleValue)") == self {
            try container.encode(doubleValue)
        } else {
            try container.encode(description)
        }
    }

    /// Reads what ``encode(to:)`` wrote.
    /// - Throws: `DecodingError` for what is no number.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let whole = (try? container.decode(Int.self)).map { "\($0)" }
        let decimal = whole ?? (try? container.decode(Double.self)).map { "\($0)" }
        let text = try decimal ?? container.decode(String.self)
        guard let number = ExactDecimal(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no decimal number")
        }
        self = number
    }
}
