/// Whether a larger number is better for disclosure, where that can be said of a cell by itself.
public enum Direction: String, Sendable, Hashable, CaseIterable {
    /// Information was given.
    case higher
    /// A body was put right by review or court, or work was left over.
    case lower

    /// The direction of a cell; `nil` where a larger number is neither good nor bad.
    public static func of(_ indicator: String) -> Direction? {
        let parts = indicator.split(separator: ".")
        if indicator.hasPrefix("outcome.granted") || indicator.hasPrefix("outcome.partial") { return .higher }
        if indicator.hasPrefix("applications.carried_out") { return .lower }
        if parts.last == "corrected", ["review", "litigation", "stats"].contains(parts.first) { return .lower }
        if ["stats.answers.granted", "stats.answers.partial", "legacy.answers.granted", "legacy.answers.partial"].contains(indicator) {
            return .higher
        }
        return nil
    }
}
