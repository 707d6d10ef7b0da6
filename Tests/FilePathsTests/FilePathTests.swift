import FilePaths
import Testing

@Suite struct FilePathTests {
    @Test("Bytes, and how they are shown")
    func shownForms() {
        let cases: [([UInt8], String)] = [
            (Array("报告/a.html".utf8), "报告/a.html"), ([0xB1, 0xA8, 0x2E, 0x74], "\\xB1\\xA8.t"), (Array("a\\b".utf8), "a\\b"),
            (Array("a\\x41".utf8), "a\\x5Cx41"), (Array("a\\x4g".utf8), "a\\x4g"), ([0x5C, 0xFF], "\\\\xFF"),
            // Overlong forms, surrogates, and what lies beyond Unicode are no UTF-8; an end that is cut off neither.
            ([0xC0, 0xAF], "\\xC0\\xAF"), ([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"), ([0xF4, 0x90, 0x80, 0x80], "\\xF4\\x90\\x80\\x80"),
            ([0xE4, 0xB8], "\\xE4\\xB8"), ([], ""),
        ]
        for (bytes, shown) in cases {
            #expect(FilePath(bytes: bytes).shown == shown)
            #expect(FilePath(shown: shown).bytes == bytes)
        }
    }

    @Test("The shown form gives the same bytes again, for any bytes")
    func reversible() {
        var generator = SeededGenerator(state: 7)
        let alphabet: [UInt8] = Array("\\x5CxX09afAF/.".utf8) + [0x80, 0xB8, 0xC3, 0xE4, 0xED, 0xF0, 0xFF, 0x1B, 0x0A]
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...12, using: &generator)).map { _ in alphabet.randomElement(using: &generator)! }
            let path = FilePath(bytes: bytes)
            #expect(FilePath(shown: path.shown) == path, "\(bytes)")
            #expect(path.isText == !String(decoding: bytes, as: UTF8.self).unicodeScalars.contains("\u{FFFD}"))
        }
    }

    @Test func partsAreJoinedAndTakenApart() {
        let path: FilePath = "a//b/c.html"
        #expect(path.components == ["a", "b", "c.html"] && path.name == "c.html" && path.folder == "a//b/")
        #expect(FilePath("c").folder == "" && FilePath("/").name == "" && FilePath("a/").name == "a")
        #expect(FilePath("a").appending("b") == "a/b" && FilePath("a/").appending("b") == "a/b" && FilePath("").appending("b") == "b")
        #expect(FilePath("a/b").isWithin("a") && FilePath("a").isWithin("a") && !FilePath("ab").isWithin("a") && FilePath("/a").isWithin("/"))
        #expect(FilePath(bytes: [97, 0, 98]) == "a")
    }

    @Test("Names that differ in bytes alone are two files")
    func composedAndDecomposed() { #expect(FilePath("e\u{301}") != FilePath("\u{E9}")) }
}

/// A small generator with a fixed start (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
