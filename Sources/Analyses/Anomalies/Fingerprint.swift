public import Disclosure

/// What a finding is remembered by.
///
/// **Definition.** The 64-bit FNV-1a hash, as 16 hexadecimal digits, of the body's key, the year, the rule's id, the rule's definition, and the
/// finding's subject: what the rule was applied to (ids of cells or of violated rules, sorted). Values are not part of it.
///
/// A rerun, a new version of the file (with other numbers) or of the program gives the same fingerprint, so a verdict stays with its finding;
/// another definition of the rule gives another one, and the question is asked anew, unless it is the old one in new words (``FormerDefinitions``).
public enum Fingerprint {
    /// The fingerprints that the finding had while its rule was defined in other words; empty for most.
    static func former(body: Body, year: Int, rule: String, definition: String, subject: [String]) -> [String] {
        FormerDefinitions.standard.of(definition).map { of(body: body, year: year, rule: rule, definition: $0, subject: subject) }
    }

    /// The fingerprint of a rule applied to a subject in the report of a body and year.
    public static func of(body: Body, year: Int, rule: String, definition: String, subject: [String]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ text: String) {
            for byte in text.utf8 {
                hash ^= UInt64(byte)
                hash &*= 0x100_0000_01b3
            }
            hash ^= 0xff
            hash &*= 0x100_0000_01b3
        }
        add(body.key)
        add(String(year))
        add(rule)
        add(definition)
        for item in subject.sorted() { add(item) }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
