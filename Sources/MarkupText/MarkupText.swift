extension String {
    /// The text as content or attribute of XML and HTML: `&`, `<`, `>` and both quotes as references, characters that XML 1.0 cannot carry left out.
    ///
    /// The one place where text becomes markup: pages, drawings, Word and Excel files use it alike. O(*n*).
    public var markupEscaped: String {
        if utf8.allSatisfy({ $0 >= 32 && $0 < 0x80 && !Self.special.contains($0) }) { return self }
        var result = ""
        result.reserveCapacity(utf8.count)
        for scalar in unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
            default: if scalar.value >= 32 && scalar.value != 0xFFFE && scalar.value != 0xFFFF { result.unicodeScalars.append(scalar) }
            }
        }
        return result
    }

    private static let special = Array("&<>\"'".utf8)
}
