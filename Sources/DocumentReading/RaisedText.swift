import CMarkup

/// Characters set above or below the line, as marks of footnotes are: never digits of the number before them.
enum RaisedText {
    /// Where a run of characters stands.
    enum Position { case onLine, raised, lowered }

    /// The text written as raised or lowered digits (`¹`), other words than marks in square brackets (`[注]`).
    static func written(_ text: String, _ position: Position) -> String {
        guard position != .onLine, !text.isEmpty else { return text }
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                String(unsafeUninitializedCapacity: 3 * characters.count + 2) { out in
                    out.withMemoryRebound(to: CChar.self) {
                        markup_raised(characters.baseAddress, characters.count, position == .lowered ? 1 : 0, $0.baseAddress)
                    }
                }
            }
        }
    }

    /// The position that OOXML's `vertAlign` or OpenDocument's `text-position` names.
    static func position(_ value: String?) -> Position {
        switch value {
        case "superscript"?, "super"?: .raised
        case "subscript"?, "sub"?: .lowered
        default: .onLine
        }
    }
}
