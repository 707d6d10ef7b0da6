/// How grave something is, should it be so.
public enum Severity: String, Sendable, Hashable, CaseIterable, Codable, Comparable {
    case info, warning, error

    /// `info` comes before `warning`, and that before `error`.
    public static func < (one: Severity, other: Severity) -> Bool { one.order < other.order }

    private var order: Int {
        switch self {
        case .info: 0
        case .warning: 1
        case .error: 2
        }
    }
}
