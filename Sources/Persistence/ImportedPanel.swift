public import ColumnStore

/// A panel from elsewhere as the store keeps it: any entities, years and variables, the rules that it obeys, and what its file said twice.
public struct ImportedPanel: Sendable, Equatable {
    /// Its name in the store.
    public var name: String
    /// The numbers, with the attributes of the entities. States are the raw values of `CellState`.
    public var panel: Panel
    /// The rules that its rows obey, as text; empty when none were given.
    public var rules: String
    /// Cells for which the file had several rows for one period.
    public var repetitions: [RepeatedObservation]
    /// The file it was read from.
    public var source: String

    /// A panel from elsewhere.
    public init(name: String, panel: Panel, rules: String = "", repetitions: [RepeatedObservation] = [], source: String = "") {
        self.name = name
        self.panel = panel
        self.rules = rules
        self.repetitions = repetitions
        self.source = source
    }
}
