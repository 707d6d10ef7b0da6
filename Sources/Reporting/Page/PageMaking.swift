public import Disclosure

/// How a page was made: what whoever wants to make it again has to know, and what of it nobody looked at.
public struct PageMaking: Sendable {
    /// The version of the program.
    public var version: String
    /// The command, without absolute paths.
    public var command: String
    /// The date that the page bears, as it was given; `nil` for none: the page has no clock.
    public var date: String?
    /// The seed of everything random.
    public var seed: UInt64
    /// The options in words and values.
    public var options: [(name: LocalizedText, value: String)] = []
    /// What was read: names with their SHA-256 where it is known.
    public var inputs: [ResultDocument.Input] = []
    /// A digest of all rules.
    public var rulesDigest: String?
    /// What was not judged, and why.
    public var notJudged: [LocalizedText] = []

    /// How a page was made.
    public init(version: String, command: String, date: String? = nil, seed: UInt64 = 1) {
        self.version = version
        self.command = command
        self.date = date
        self.seed = seed
    }
}
