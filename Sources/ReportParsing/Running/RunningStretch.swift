/// The stretch of running text from a row's label to the next label: what the values in it may be.
struct RunningStretch {
    /// The values as they stand, white space kept; several where it is not certain which digits belong to what stands behind them.
    let texts: [String]
    /// Whether remarks or marks of footnotes stood among them; each ends a cell.
    let holdsRemarks: Bool

    /// Most digits of a numbering (`12、`).
    private static let numberingDigits = 2

    /// - Parameters:
    ///   - isLast: whether prose follows instead of a label.
    ///   - doubtfulDigits: how many digits at the end may be the numbering and the code of the next label.
    ///   - rowBehind: the form's next row, where its label was not found.
    init(_ printed: ArraySlice<Unicode.Scalar>, isLast: Bool, doubtfulDigits: Int, rowBehind: FormRow?, form: FormRows) {
        let stretch = Self.withoutRemarks(printed)
        holdsRemarks = stretch.count < printed.count
        let (text, rest) = Self.valueText(stretch)
        // Digits behind what can be a value: a character among them was lost, and the stretch as a whole is all that is certain.
        if !isLast, rest.contains(where: Self.isDigit), doubtfulDigits == 0 {
            texts = [String(String.UnicodeScalarView(stretch)).trimmed]
            return
        }
        // A character behind the value that could not be decoded may have been a digit of it.
        if rest.first == "\u{FFFD}" {
            texts = [text + "\u{FFFD}"]
            return
        }
        var texts = [text]
        func add(_ shorter: Substring) {
            let shorter = String(shorter).trimmed
            if !texts.contains(shorter) { texts.append(shorter) }
        }
        /// The text without the numbering's sign and up to so many digits.
        func addShorter(by digits: Int) {
            var shorter = text[...]
            while let last = shorter.last, ".、,".contains(last) { shorter.removeLast() }
            for dropped in 0...digits {
                if dropped > 0 {
                    guard shorter.last?.isNumber == true else { break }
                    shorter.removeLast()
                }
                while shorter.last?.isWhitespace == true { shorter.removeLast() }
                add(shorter)
            }
        }
        if doubtfulDigits > 0 { addShorter(by: doubtfulDigits) }
        // A numbering that is no known row's, as of a heading.
        if rest.first == "、" || text.last == "." { addShorter(by: Self.numberingDigits) }
        if form.isList, !isLast, doubtfulDigits == 0, !form.explains(rest) { addShorter(by: 1) }
        if let code = rowBehind?.printedCode, text.hasSuffix(code) { add(text.dropLast(code.count)) }
        self.texts = texts
    }

    /// The text with a space for every remark in brackets and every mark of a footnote behind a number.
    ///
    /// What is in brackets must hold an ideograph and no word of correction; else it may be the number that is meant. The numbering of the next label
    /// stands in brackets as well.
    private static func withoutRemarks(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        guard text.contains(where: { opening.contains($0) || signs.contains($0) || ("①"..."⑳").contains($0) }) else { return text }
        var result: [Unicode.Scalar] = []
        var rest = text
        var isBehindNumber = false
        while let first = rest.first {
            if isBehindNumber, signs.contains(first) || ("①"..."⑳").contains(first) {
                result.append(" ")
                rest = rest.dropFirst()
                continue
            }
            if isBehindNumber, opening.contains(first), let end = rest.prefix(200).firstIndex(where: { closing.contains($0) }) {
                let words = String(String.UnicodeScalarView(rest[...end]))
                let behindNumber = NumberToken.parse("0" + words)
                if !RemarkWords.isBracketedNumbering(words), behindNumber.isNumber, behindNumber.wording.isSubset(of: [.remark, .mark]) {
                    result.append(" ")
                    rest = rest[(end + 1)...]
                    continue
                }
            }
            isBehindNumber = isDigit(first) || isBehindNumber && units.contains { $0 == [first] }
            result.append(first)
            rest = rest.dropFirst()
        }
        return result[...]
    }

    private static let signs: Set<Unicode.Scalar> = ["*", "＊", "※", "†", "‡"]
    private static let opening: Set<Unicode.Scalar> = ["（", "(", "[", "［", "【", "〔"]
    private static let closing: Set<Unicode.Scalar> = ["）", ")", "]", "］", "】", "〕"]

    /// Skips the gloss and the unit behind a label.
    static func valueStart(_ text: [Unicode.Scalar], from start: Int, to end: Int) -> Int {
        var position = start
        if position < end, text[position] == "(", let closing = text[position..<end].firstIndex(of: ")"), closing - position > 3 {
            position = closing + 1
        }
        for unit in units where position + unit.count <= end && text.holds(unit, at: position) { return position + unit.count }
        return position
    }

    private static let units = ["人次", "万元", "条", "件", "个", "人", "次", "篇", "元", "项"].map { Array($0.unicodeScalars) }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) || ("０"..."９").contains(scalar) }

    /// Whether a folded character can be part of a value.
    static func isOfValue(_ folded: Unicode.Scalar) -> Bool {
        switch folded {
        case "0"..."9", ".", ",", "+", "-", "/", "元", "万", "亿": true
        default: false
        }
    }

    /// The characters of values at the beginning of a piece of the text, and what stands behind them. White space and what has no width separate
    /// values; a character that could not be decoded is none of theirs.
    static func valueText(_ scalars: ArraySlice<Unicode.Scalar>) -> (text: String, rest: ArraySlice<Unicode.Scalar>) {
        var text = String()
        for index in scalars.indices {
            guard let folded = LabelNormalization.folded(scalars[index]) else {
                if scalars[index] == "\u{FFFD}" { return (text.trimmed, scalars[index...]) }
                text.unicodeScalars.append(" ")
                continue
            }
            guard isOfValue(folded) else { return (text.trimmed, scalars[index...]) }
            text.unicodeScalars.append(folded)
        }
        return (text.trimmed, [])
    }
}

extension FormRows {
    /// Whether the characters behind a value are what the form prints between its rows: nothing, a unit, a heading.
    fileprivate func explains(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
        let text = LabelNormalization.folded(String(String.UnicodeScalarView(rest))).drop { $0 == "-" }
        return text.isEmpty || LabelNormalization.units.contains(LabelKey(String(text))) || headings.contains { text.hasPrefix($0) }
    }
}
