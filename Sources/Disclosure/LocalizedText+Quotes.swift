extension LocalizedText {
    /// The sentence with ‘ ’ for quotation marks within quotation marks, in both languages: labels of the forms have marks of their own.
    public var nestingQuotes: LocalizedText { LocalizedText(zh: Self.nestingQuotes(zh), en: Self.nestingQuotes(en)) }

    /// A text with ‘ ’ for “ ” within “ ”, and “ ” again within those.
    public static func nestingQuotes(_ text: String) -> String {
        guard text.unicodeScalars.contains("“") else { return text }
        var depth = 0
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "“":
                result.append(depth % 2 == 0 ? "“" : "‘")
                depth += 1
            // A mark that ends nothing stays as it is.
            case "”" where depth > 0:
                depth -= 1
                result.append(depth % 2 == 0 ? "”" : "’")
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
