import Foundation

/// How rules were defined before their text was rewritten without a change of meaning.
///
/// A definition is part of what a finding is remembered by (``Fingerprint``). A rewritten one stands here with its older texts, so that a finding is known by its
/// older fingerprints too, and verdicts stay on it. A rule that came to mean something else does not stand here: its findings are to be judged anew.
struct FormerDefinitions: Sendable {
    /// Those of the checks and identities of the program.
    static let standard = FormerDefinitions([:])

    private let older: [String: [String]]

    /// - Parameter older: the older texts by today's.
    init(_ older: [String: [String]]) { self.older = older }

    /// The older texts of a definition, the newest first; of rules that fail together, whose definitions are joined by semicolons, every part is traced back.
    func of(_ definition: String) -> [String] {
        if let texts = older[definition] { return texts }
        let parts = definition.components(separatedBy: Self.separator)
        guard parts.count > 1, let count = parts.compactMap({ older[$0]?.count }).max() else { return [] }
        return (0..<count).map { step in
            parts.map { part in older[part].map { $0[min(step, $0.count - 1)] } ?? part }.sorted().joined(separator: Self.separator)
        }
    }

    private static let separator = "; "
}
