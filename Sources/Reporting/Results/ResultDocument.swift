/// A result with what it was made from: the envelope that JSON prints around the rows.
public struct ResultDocument: Sendable {
    /// A file or store that was read.
    public struct Input: Sendable, Hashable {
        /// The path as given.
        public var path: String
        /// Lower-case hexadecimal SHA-256 of the bytes; `nil` for a store, whose bytes change without its content.
        public var sha256: String?

        /// A file or store that was read.
        public init(path: String, sha256: String?) {
            self.path = path
            self.sha256 = sha256
        }
    }

    /// The sub-command, such as `trends`.
    public var command: String
    /// The version of the program.
    public var version: String
    /// What was read.
    public var inputs: [Input]
    /// The options in force, defaults included.
    public var parameters: [ResultField]
    /// The result.
    public var table: any TableSource

    /// A result with its provenance.
    public init(command: String, version: String, inputs: [Input], parameters: [ResultField], table: any TableSource) {
        self.command = command
        self.version = version
        self.inputs = inputs
        self.parameters = parameters
        self.table = table
    }
}
