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

/// A literal to look for, as scalars. Up to sixteen of them are held without memory of their own: cues are made by the hundred for every number of a text.
struct Cue: Sendable, ExpressibleByStringLiteral {
    /// How many scalars it has.
    let count: Int
    private let head: SIMD16<UInt32>
    /// Those behind the sixteenth.
    private let tail: [UInt32]

    init(stringLiteral value: String) { self.init(value) }

    init(_ text: String) {
        var head = SIMD16<UInt32>()
        var tail: [UInt32] = []
        var count = 0
        for scalar in text.unicodeScalars {
            if count < 16 { head[count] = scalar.value } else { tail.append(scalar.value) }
            count += 1
        }
        (self.count, self.head, self.tail) = (count, head, tail)
    }

    /// Whether it stands in a text at a position, behind which there is room for it.
    fileprivate func stands(in text: UnsafeBufferPointer<Unicode.Scalar>, at position: Int) -> Bool {
        for offset in 0..<min(count, 16) where text[position + offset].value != head[offset] { return false }
        for offset in 0..<tail.count where text[position + 16 + offset].value != tail[offset] { return false }
        return true
    }
}

extension ArraySlice<Unicode.Scalar> {
    /// Whether the slice ends with a literal.
    func ends(with cue: Cue) -> Bool {
        count >= cue.count && withUnsafeBufferPointer { cue.stands(in: $0, at: $0.count - cue.count) }
    }

    /// Whether the slice begins with a literal.
    func begins(with cue: Cue) -> Bool { count >= cue.count && withUnsafeBufferPointer { cue.stands(in: $0, at: 0) } }

    /// Whether the slice is a literal.
    func equals(_ cue: Cue) -> Bool { count == cue.count && begins(with: cue) }

    /// The position after the last occurrence of a literal; `nil` when it does not occur.
    func end(ofLast cue: Cue) -> Int? {
        guard cue.count > 0, count >= cue.count else { return nil }
        let found: Int? = withUnsafeBufferPointer { text in
            var position = text.count - cue.count
            while position >= 0 {
                if cue.stands(in: text, at: position) { return position + cue.count }
                position -= 1
            }
            return nil
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
