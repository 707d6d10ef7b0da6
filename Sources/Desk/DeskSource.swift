public import Disclosure

/// What the desk shows of a store, and what it can do with it; made by whoever knows the analyses.
public protocol DeskSource: Sendable {
    /// Reads the store as it is now and makes the page of it.
    ///
    /// Blocks for as long as it takes. - Throws: what keeps the store from being read.
    func page() throws -> DeskPage

    /// The findings of the last page as a file, in the order given; unknown ones are left out.
    ///
    /// - Parameter format: `csv`, `json` or `xlsx`.
    /// - Throws: ``DeskProblem`` for another format, and what keeps the store from being read.
    func export(_ fingerprints: [String], format: String) throws -> DeskFile

    /// Checks a draft, as `analyze check` does; the result is JSON.
    ///
    /// - Throws: ``DeskProblem`` when the draft cannot be read.
    func check(_ draft: [UInt8], name: String) async throws -> [UInt8]

    /// Tries rules on the data, as `analyze rules check` and `analyze anomalies --rules` do; the result is JSON. Blocks for as long as it takes.
    ///
    /// - Throws: what keeps the data from being read. Mistakes in the rules are a result.
    func tryRules(_ text: String) throws -> [UInt8]
}

/// The page of the desk, made of one state of the store.
public struct DeskPage: Sendable {
    /// The page.
    public var html: [UInt8]
    /// What it may do, as a content policy.
    public var policy: String
    /// The fingerprints of its findings, in their order.
    public var fingerprints: [String]
    /// What tells the reports and panels that it was made of from any others.
    public var contents: UInt64

    /// A page.
    public init(html: [UInt8], policy: String, fingerprints: [String], contents: UInt64) {
        self.html = html
        self.policy = policy
        self.fingerprints = fingerprints
        self.contents = contents
    }
}

/// A file that the browser saves.
public struct DeskFile: Sendable {
    /// Its name, in ASCII.
    public var name: String
    /// Its media type.
    public var type: String
    /// Its content.
    public var bytes: [UInt8]

    /// A file.
    public init(name: String, type: String, bytes: [UInt8]) {
        self.name = name
        self.type = type
        self.bytes = bytes
    }
}

/// Something that was asked for and cannot be had, in a sentence for the person at the desk.
public struct DeskProblem: Error, Sendable {
    /// The sentence.
    public var message: LocalizedText

    /// A problem.
    public init(_ message: LocalizedText) { self.message = message }
}
