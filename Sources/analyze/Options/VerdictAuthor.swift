import Foundation

/// Who decides about findings.
enum VerdictAuthor {
    /// The most characters of a name that are kept.
    private static let longest = 200

    /// The name given, else that of `$ANALYZE_AUTHOR`; empty for none.
    static func name(_ given: String?) -> String {
        String((given ?? ProcessInfo.processInfo.environment["ANALYZE_AUTHOR"] ?? "").prefix(longest))
    }
}
