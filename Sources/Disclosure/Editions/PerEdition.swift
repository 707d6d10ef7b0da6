import Synchronization

/// Something that is worked out once for each edition, when it is first asked for.
public final class PerEdition<Value: Sendable>: Sendable {
    private let make: @Sendable (Edition) -> Value
    private let registered: [Edition: Slot]
    private let others = Mutex<[Edition: Slot]>([:])

    /// What an edition comes to.
    public init(_ make: @escaping @Sendable (Edition) -> Value) {
        self.make = make
        registered = Dictionary(uniqueKeysWithValues: Edition.allCases.map { ($0, Slot()) })
    }

    /// The value of an edition.
    public subscript(edition: Edition) -> Value {
        let slot =
            registered[edition]
            ?? others.withLock { known in
                let slot = known[edition] ?? Slot()
                known[edition] = slot
                return slot
            }
        if let known = slot.value.load() { return known.value }
        // Of two threads that work it out at once the first one is kept.
        return slot.value.storeIfNil(Kept(make(edition))).value
    }

    private final class Slot: Sendable {
        let value = AtomicLazyReference<Kept>()
    }

    private final class Kept: Sendable {
        let value: Value
        init(_ value: Value) { self.value = value }
    }
}
