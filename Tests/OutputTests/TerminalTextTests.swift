import Testing

@testable import Output

@Suite struct TerminalTextTests {
    @Test("What acts is shown, and ordinary text is as it was")
    func shownForms() {
        let cases = [
            ("淮安市 2023 (a\\b)，“é” 👨‍👩‍👧", "淮安市 2023 (a\\b)，“é” 👨‍👩‍👧"), ("", ""),
            ("\u{1B}[31mred", "\\u{1B}[31mred"), ("\u{1B}]52;c;eA==\u{7}", "\\u{1B}]52;c;eA==\\u{7}"), ("a\u{9B}2Jb", "a\\u{9B}2Jb"),
            ("a\nanalyze: b\r\tc\u{7F}", "a\\u{A}analyze: b\\u{D}\\u{9}c\\u{7F}"), ("a\u{2028}b\u{2029}c\u{85}", "a\\u{2028}b\\u{2029}c\\u{85}"),
            ("报告\u{202E}fdp.exe", "报告\\u{202E}fdp.exe"), ("\u{2066}a\u{2069}\u{200F}\u{61C}", "\\u{2066}a\\u{2069}\\u{200F}\\u{61C}"),
            ("a\u{FEFF}b\u{E0041}", "a\\u{FEFF}b\\u{E0041}"),
        ]
        for (text, shown) in cases { #expect(TerminalText.of(text) == shown) }
        #expect(TerminalText.lines("a\nb\u{1B}") == "a\nb\\u{1B}")
    }

    @Test("A right-to-left run is isolated: the numbers beside it stay where they are")
    func rightToLeft() {
        #expect(TerminalText.of("שלום עולם 2023年") == "\u{2068}שלום עולם\u{2069} 2023年")
        #expect(TerminalText.of("a ب, c ا") == "a \u{2068}ب\u{2069}, c \u{2068}ا\u{2069}")
        #expect(TerminalText.of("ا\u{202E}ب") == "\u{2068}ا\u{2069}\\u{202E}\u{2068}ب\u{2069}")
    }

    @Test("No scalar of Unicode reaches the terminal as a control")
    func everyScalar() {
        let values = Array(0...0x2FFF as ClosedRange<UInt32>) + stride(from: 0x3000, through: 0x10FFFF, by: 41)
        let wrong = values.compactMap(Unicode.Scalar.init).filter { scalar in
            let shown = TerminalText.of("a" + String(scalar) + "b")
            let isControl = scalar.properties.generalCategory == .control
            return shown.unicodeScalars.contains { $0.properties.generalCategory == .control }
                || isControl && shown != "a\\u{\(String(scalar.value, radix: 16, uppercase: true))}b"
        }
        #expect(wrong.isEmpty, "\(wrong)")
    }
}
