import MarkupText
import Testing

@Suite struct MarkupTextTests {
    @Test(arguments: [
        ("plain", "plain"), ("<a b=\"c\" d='e'>&amp;", "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;"), ("总计\r\n", "总计\r\n"), ("", ""),
        ("a\u{0}\u{B}b\u{FFFE}", "ab"), ("é\u{301}<", "é\u{301}&lt;"),
    ])
    func charactersOfMarkupBecomeReferences(text: String, escaped: String) { #expect(text.markupEscaped == escaped) }
}
