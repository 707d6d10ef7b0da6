import Synchronization

/// Something that is worked out once for each edition: for the registered ones at once, for any other when it is first asked for.
public final class PerEdition<Value: Sendable>: Sendable {
    private let make: @Sendable (Edition) -> Value
    private let registered: [Edition: Value]
    private let others = Mutex<[Edition: Value]>([:])

    /// What an edition comes to.
    public init(_ make: @escaping @Sendable (Edition) -> Value) {
        self.make = make
        registered = Dictionary(uniqueKeysWithValues: Edition.allCases.map { ($0, make($0)) })
    }

    /// The value of an edition.
    public subscript(edition: Edition) -> Value {
        if let value = registered[edition] { return value }
        if let value = others.withLock({ $0[edition] }) { return value }
        let value = make(edition)
        return others.withLock { known in
            if let first = known[edition] { return first }
            known[edition] = value
            return value
        }
    }
}
