/// Prose made ready for scanning: full-width forms folded, white space dropped, as scalars.
struct ChineseText: Sendable {
    /// The text, folded.
    let scalars: [Unicode.Scalar]

    /// Folds full-width ASCII to ASCII, drops white space and zero-width marks.
    init(_ text: String) {
        var folded: [Unicode.Scalar] = []
        folded.reserveCapacity(text.utf8.count / 3 + 8)
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: folded.append(Unicode.Scalar(scalar.value - 0xFEE0)!)
            case 0x20, 0x09...0x0D, 0xA0, 0x3000, 0x200B...0x200F, 0xFEFF: break
            default: folded.append(scalar)
            }
        }
        scalars = folded
    }

    /// The whole numbers that a text states, thousands separators and 万 understood, percentages left out.
    static func integers(_ text: String) -> [Int] { integers(ChineseText(text).scalars) }

    /// The same of a text that is folded already.
    static func integers(_ scalars: [Unicode.Scalar]) -> [Int] {
        StatedNumber.scan(scalars).compactMap { $0.isPercent ? nil : $0.integer }
    }
}

/// A literal to look for, as scalars.
struct Cue: Sendable, ExpressibleByStringLiteral {
    let scalars: [Unicode.Scalar]

    init(stringLiteral value: String) { scalars = Array(value.unicodeScalars) }
    init(_ text: String) { scalars = Array(text.unicodeScalars) }
}

extension ArraySlice<Unicode.Scalar> {
    /// Whether the slice ends with a literal.
    func ends(with cue: Cue) -> Bool { count >= cue.scalars.count && suffix(cue.scalars.count).elementsEqual(cue.scalars) }

    /// Whether the slice begins with a literal.
    func begins(with cue: Cue) -> Bool { starts(with: cue.scalars) }

    /// The position after the last occurrence of a literal; `nil` when it does not occur.
    func end(ofLast cue: Cue) -> Int? {
        let length = cue.scalars.count
        guard length > 0, count >= length else { return nil }
        let found: Int? = withUnsafeBufferPointer { text in
            cue.scalars.withUnsafeBufferPointer { cue in
                let first = cue[0]
                var position = text.count - length
                while position >= 0 {
                    if text[position] == first {
                        var offset = 1
                        while offset < length, text[position + offset] == cue[offset] { offset += 1 }
                        if offset == length { return position + length }
                    }
                    position -= 1
                }
                return nil
            }
        }
        return found.map { startIndex + $0 }
    }

    /// Whether a literal occurs.
    func holds(_ cue: Cue) -> Bool { end(ofLast: cue) != nil }

    /// Whether one of several literals occurs.
    func holds(anyOf cues: [Cue]) -> Bool { cues.contains { holds($0) } }

    /// The position after the last occurrence of any of several literals.
    func end(ofLastOf cues: [Cue]) -> Int? { cues.compactMap { end(ofLast: $0) }.max() }

    /// The slice as a string.
    var text: String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: self)
        return String(view)
    }
}
