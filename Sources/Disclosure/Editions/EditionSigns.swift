/// How an edition is told from the labels of a document, never from the year.
public struct EditionSigns: Sendable, Hashable {
    /// Which editions, found beside this one, it gives way to.
    public enum Precedence: Sendable, Hashable {
        /// None: it stands beside them.
        case none
        /// Those of the given ids, which have most of its labels.
        case editions([String])
        /// Any.
        case any
    }

    /// A sign that speaks against the edition, unless another one stands beside it.
    public struct CounterSign: Sendable, Hashable {
        /// What speaks against it.
        public let sign: String
        /// What takes that back.
        public let without: String

        /// A sign that speaks against an edition.
        public init(sign: String, without: String) {
            self.sign = sign
            self.without = without
        }
    }

    /// Labels that the edition alone has.
    public let labels: [String]
    /// How many of them show it.
    public let fewest: Int
    /// Whether one of them shows it where no other form with the statutory tables shows more.
    public let oneSuffices: Bool
    /// Labels that it shares with its successors: a document that lacks the tables that differ is taken for this edition.
    public let shared: [String]
    /// How many of these show it.
    public let fewestShared: Int
    /// Of these one must be there as well; empty for none.
    public let withAnyOf: [String]
    /// What speaks against it.
    public let unless: CounterSign?
    /// What it gives way to.
    public let yieldsTo: Precedence

    /// The signs of an edition.
    public init(
        _ labels: [String], fewest: Int, oneSuffices: Bool = false, shared: [String] = [], fewestShared: Int = .max, withAnyOf: [String] = [],
        unless: CounterSign? = nil, yieldsTo: Precedence = .none
    ) {
        self.labels = labels
        self.fewest = fewest
        self.oneSuffices = oneSuffices
        self.shared = shared
        self.fewestShared = fewestShared
        self.withAnyOf = withAnyOf
        self.unless = unless
        self.yieldsTo = yieldsTo
    }
}
