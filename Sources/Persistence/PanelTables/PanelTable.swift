public import ColumnStore

/// A panel read from a file, with what had to be decided on the way.
public struct PanelTable: Sendable {
    /// The numbers, with the attributes of the entities. States are those of report cells.
    public let panel: Panel
    /// Cells for which a period had several rows, in the order of the file.
    public let repetitions: [RepeatedObservation]
    /// The column that tells the periods of a year, when there is one.
    public let periodColumn: String?
    /// Attributes that change within entities, whose latest value is kept, each with the number of these entities.
    public let changingAttributes: [(name: String, entities: Int)]
    /// Columns that are neither key nor value nor attribute.
    public let ignoredColumns: [String]
    /// Number of rows with a number.
    public let numberCount: Int
    /// Lines without an entity or an indicator: they were left out.
    public let namelessLines: [Int]
}
