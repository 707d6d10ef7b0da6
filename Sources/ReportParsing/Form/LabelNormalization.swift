import CLabelText

/// How labels are compared: width, white space, quotation marks, numbering, glosses and marks of footnotes do not count.
enum LabelNormalization {
    /// The text in half width without white space, invisible characters, quotation marks and raised digits.
    static func folded(_ text: some StringProtocol) -> String {
        withBytes(text) { bytes in
            String(unsafeUninitializedCapacity: bytes.count) { out in
                out.withMemoryRebound(to: CChar.self) { label_fold(bytes.baseAddress, bytes.count, $0.baseAddress) }
            }
        }
    }

    /// A label as it stands in a cell, folded, without the code that some forms print before it (`28 （1）…`).
    static func label(_ text: some StringProtocol) -> String {
        code(text) == nil ? folded(text) : folded(text.dropFirst(2))
    }

    /// The code that some forms print before a label.
    static func code(_ text: some StringProtocol) -> Int? {
        var bytes = text.utf8.makeIterator()
        guard let tens = bytes.next(), (48...57).contains(tens), let ones = bytes.next(), (48...57).contains(ones), let third = bytes.next(),
            !(48...57).contains(third)
        else { return nil }
        guard let next = text.dropFirst(2).first, next.isWhitespace || next == "\u{3000}" else { return nil }
        return Int(tens - 48) * 10 + Int(ones - 48)
    }

    /// One character in half width; `nil` for those that do not count.
    static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0...0x20, 0x7F, 0xA0, 0xAD, 0x2000...0x200F, 0x2028...0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF, 0xFFFD: nil
        case 0xB2, 0xB3, 0xB9, 0x2070, 0x2074...0x207E, 0x2080...0x208E: nil
        case 0x22, 0x27, 0x60, 0x2018...0x201F, 0x300C...0x300F, 0x301D...0x301F, 0xFF02, 0xFF07, 0xAB, 0xBB: nil
        case 0xFF01...0xFF5E: folded(Unicode.Scalar(scalar.value - 0xFEE0)!)
        case 0x3014, 0x3010: "("
        case 0x3015, 0x3011: ")"
        case 0x2022, 0xB7: "."
        case 0x2014, 0x2013, 0x2212, 0x2015, 0x2500: "-"
        default: scalar
        }
    }

    /// A folded label without its numbering, without 其中 before it and without a gloss in brackets or marks of footnotes behind it.
    static func core(_ folded: String) -> String {
        withBytes(folded) { bytes in
            var start = 0
            var end = 0
            label_core(bytes.baseAddress, bytes.count, &start, &end)
            if start == 0, end == bytes.count { return folded }
            return String(decoding: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[start..<end]), as: UTF8.self)
        }
    }

    /// The gloss in brackets that `core` leaves out; empty without one.
    static func gloss(_ folded: String) -> String {
        withBytes(folded) { bytes in
            var start = 0
            var end = 0
            label_core(bytes.baseAddress, bytes.count, &start, &end)
            return String(decoding: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[end...]), as: UTF8.self)
        }
    }

    /// Whether one character inserted, deleted or replaced makes the two equal.
    static func differByOne(_ left: String, _ right: String) -> Bool {
        withBytes(left) { a in withBytes(right) { b in label_differ_by_one(a.baseAddress, a.count, b.baseAddress, b.count) != 0 } }
    }

    /// What the head of a column of units says.
    static let unitHeads: Set<LabelKey> = Set(["单位", "计量单位"].map { LabelKey($0) })

    /// Words that stand in a column of units, its head among them.
    static let units: Set<LabelKey> = unitHeads.union(
        ["条", "件", "个", "人", "次", "篇", "元", "万元", "人次", "项", "份", "-", "--", "----"].map { LabelKey($0) })

    /// The words between white space.
    static func words(_ text: String) -> [Substring] {
        var words: [Substring] = []
        var (start, next) = (0, 0)
        func word(to end: Int) {
            guard end > start else { return }
            words.append(text[text.utf8.index(text.startIndex, offsetBy: start)..<text.utf8.index(text.startIndex, offsetBy: end)])
        }
        withBytes(text) { bytes in
            while next < bytes.count {
                var offset = 0
                let blank = label_blank(bytes.baseAddress! + next, bytes.count - next, &offset)
                word(to: next + offset)
                next += offset + blank
                start = next
            }
        }
        return words
    }

    /// Runs over the bytes of a text without a copy where it has them in one piece.
    static func withBytes<Result>(_ text: some StringProtocol, _ body: (UnsafeBufferPointer<CChar>) -> Result) -> Result {
        func run(_ bytes: UnsafeBufferPointer<UInt8>) -> Result { bytes.withMemoryRebound(to: CChar.self) { body($0) } }
        if let result = text.utf8.withContiguousStorageIfAvailable(run) { return result }
        var copy = String(text)
        return copy.withUTF8(run)
    }
}

/// A folded label as a key: compared and hashed by its bytes, without Unicode's canonical equivalence, which folded labels have no use for.
struct LabelKey: Hashable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (left: LabelKey, right: LabelKey) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    func hash(into hasher: inout Hasher) { LabelNormalization.withBytes(text) { hasher.combine(bytes: UnsafeRawBufferPointer($0)) } }
}

extension StringProtocol {
    /// Where the bytes of a text first stand in this one: the standard library's search, which is by characters and their canonical equivalents, is for
    /// labels of printed forms only slower.
    func firstRange(of needle: String) -> Range<Index>? {
        guard !needle.isEmpty else { return startIndex..<startIndex }
        let (place, count) = LabelNormalization.withBytes(self) { text in
            (LabelNormalization.withBytes(needle) { label_find(text.baseAddress, text.count, $0.baseAddress, $0.count) }, text.count)
        }
        guard place < count else { return nil }
        let start = utf8.index(startIndex, offsetBy: place)
        return start..<utf8.index(start, offsetBy: needle.utf8.count)
    }

    /// Whether the bytes of a text stand in this one: `contains` without Unicode's canonical equivalence.
    func holds(_ needle: String) -> Bool {
        LabelNormalization.withBytes(self) { text in
            LabelNormalization.withBytes(needle) { needle in
                label_find(text.baseAddress, text.count, needle.baseAddress, needle.count) < text.count || needle.isEmpty
            }
        }
    }

    /// Whether the bytes of a text begin this one.
    func begins(with prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }
}
