import Rules

/// The rules of an edition as text: a file of the rule language, with two lines of comment below each rule.
///
/// ```
/// t2.made_le_in_force.rules: disclosure.rules.made <= disclosure.rules.in_force + disclosure.rules.repealed soft
///     # Rules: what was made is in force or repealed | 规章：制发不大于现行有效加废止
///     # structural-ish: 本年制发的或有效或已废止
/// native blank.policy: no blank cell in T2/T3/T4 (blank != 0 is unknown)
///     # No cell is left blank | 表格不留空白
///     # format: 检查惯例
/// ```
/// The first comment says the rule for people, in English and Chinese; the second where it comes from and what speaks for it. A rule that is `soft` is a reason to look; any other is exact.
/// A `native` line states in words what the program's code carries out, for no line can say it.
struct IdentityText {
    let identities: [Identity]

    /// Reads the rules of an edition, over its printed cells. A mistake in them is one of the program.
    init(_ text: String, edition: Edition) {
        let contents = RuleText.read(text, variables: Form.of(edition).cells.map(\.id), allowsNative: true)
        precondition(contents.errors.isEmpty, "the rules of \(edition.rawValue): \(contents.errors[0])")
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        func comment(_ line: Int, _ separator: Character) -> (Substring, Substring) {
            let parts = line < lines.count ? lines[line].split(separator: separator, maxSplits: 1) : []
            let first = parts.first?.drop { $0 == " " || $0 == "#" }
            guard let first, parts.count == 2 else { preconditionFailure("the rules of \(edition.rawValue): no comment in line \(line + 1)") }
            return (first.last == " " ? first.dropLast() : first, parts[1].drop { $0 == " " })
        }
        func identity(_ id: String, _ line: Int, _ rule: Rule?, _ expression: String) -> Identity {
            let (en, zh) = comment(line, "|")
            let (ground, source) = comment(line + 1, ":")
            guard let basis = Identity.Basis(rawValue: String(ground)) else {
                preconditionFailure("the rules of \(edition.rawValue): \(ground) of \(id) is no basis")
            }
            return Identity(
                id: id, edition: edition, basis: basis, isExact: rule.map { !$0.isSoft } ?? false, rule: rule,
                rules: rule?.linear.map { LinearRule(id, $0.terms, $0.relation, $0.constant) } ?? [], expression: expression,
                label: LocalizedText(zh: String(zh), en: String(en)), source: String(source))
        }
        let rules = contents.rules.map { (line: $0.line, identity: identity($0.id, $0.line, $0, $0.text)) }
        let natives = contents.natives.map { (line: $0.line, identity: identity($0.id, $0.line, nil, $0.sentence)) }
        identities = (rules + natives).sorted { $0.line < $1.line }.map(\.identity)
    }
}
