import Testing

@testable import Rules

@Suite struct NamePatternTests {
    @Test(arguments: [
        ("a.*", "a.b", true), ("a.*", "a.b.c", false), ("a.*", "a", false), ("a.**", "a", true), ("a.**", "a.b.c", true), ("**.c", "c", true),
        ("**.c", "a.b.c", true), ("a.**.c", "a.c", true), ("a.**.c", "a.b.d", false), ("a.*.c", "a.c", false), ("a.via_*", "a.via_web", true),
        ("a.via_*", "a.web", false), ("ab*ba", "aba", false), ("ab*ba", "abba", true), ("*", "a.b", false), ("**", "a.b", true), ("a.b", "a.b", true),
        ("表.*", "表.数", true),
    ])
    func starsStandForPartsAndLetters(pattern: String, name: String, matches: Bool) {
        #expect(NamePattern(pattern).matches(name) == matches)
    }
}
