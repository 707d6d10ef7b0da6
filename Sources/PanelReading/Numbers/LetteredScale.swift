/// Letters behind a number that multiply it: `$1.2m`, `350k EUR`, `2,5 Mrd. €`.
///
/// Beside money they are what everybody means by them. Without money nothing tells a thousand or a million from a flag or a metre: then there is no number.
struct LetteredScale {
    /// The tens that the letters stand for; `nil` where nothing tells what they mean.
    let power: Int?
    /// How many characters they are.
    let length: Int

    private static let words: [(word: String, power: Int)] = [
        ("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12), ("Mio.", 6), ("Mrd.", 9), ("Tsd.", 3), ("mio", 6), ("Mio", 6), ("mln", 6),
        ("mrd", 9), ("Mrd", 9), ("tsd", 3), ("bn", 9), ("mn", 6), ("tn", 12), ("k", 3), ("K", 3), ("m", 6), ("M", 6), ("B", 9),
    ]

    /// `nil` where no such letters stand there, or may be a flag as well.
    init?(_ rest: ArraySlice<Character>, touches: Bool, isMoney: Bool) {
        guard rest.first?.isASCII == true, let (word, power) = Self.words.first(where: { rest.starts(with: $0.word) }) else {
            // A break in the series or a billion.
            guard touches, isMoney, rest.first == "b", rest.count == 1 else { return nil }
            (self.power, length) = (nil, 1)
            return
        }
        let behind = rest.dropFirst(word.count)
        if behind.first?.isLetter == true, behind.first?.isASCII == true { return nil }
        let hasMoney = isMoney || CellUnit.leading(behind.drop { $0 == " " }) != nil
        // A single letter with a blank before it is a flag.
        guard hasMoney || touches || word.count > 1 else { return nil }
        (self.power, length) = (hasMoney ? power : nil, word.count)
    }

    /// Whether a number that was read has such letters.
    static func isIn(_ text: String) -> Bool {
        let characters = Array(FoldedText.figure(text))
        return characters.indices.dropFirst().contains { index in
            let before = characters[..<index].last { $0 != " " }
            return characters[index].isLetter && before?.isNumber == true
                && LetteredScale(characters[index...], touches: true, isMoney: true)?.power != nil
        }
    }
}
