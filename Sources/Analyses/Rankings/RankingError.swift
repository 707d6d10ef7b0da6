public import Disclosure

/// Why bodies cannot be ranked at all.
public enum RankingError: Error, Sendable, Equatable {
    /// Neither an indicator nor a concept nor a ratio of that name; with what comes nearest.
    case unknownSubject(String, suggestions: [String])
    /// No attribute of that name divides the bodies; with those that there are.
    case unknownPeers(String, attributes: [String])
    /// No report in the selection.
    case noReports
    /// The file of an index does not say what it must.
    case badIndex(LocalizedText)
}
