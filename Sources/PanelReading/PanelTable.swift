public import ColumnStore
public import Disclosure

/// A panel read from a file, with everything that had to be decided on the way.
public struct PanelTable: Sendable {
    /// The numbers, with the attributes of the entities and what else the file says. States are those of report cells.
    public var panel: Panel
    /// Cells for which a period had several rows, in the order of the file.
    public let repetitions: [RepeatedObservation]
    /// The column that tells the periods of a year, when there is one.
    public let periodColumn: String?
    /// Whether a year of some cell has several periods.
    let hasSeveralPeriods: Bool
    /// Attributes that change within entities, whose latest value is kept, each with the number of these entities.
    public let changingAttributes: [(name: String, entities: Int)]
    /// Columns of texts of which a cell has several; the last is kept.
    let severalTexts: [String]
    /// Number of rows with a number.
    public let numberCount: Int
    /// Every cell that is not simply a number or blank, in the order of the file.
    public let oddCells: [OddCell]
    /// Lines that are no records, or could not be used.
    let leftOut: [ObservationTable.LeftOut]
    /// Records with fewer fields than the header: the rest is blank.
    let shortLines: [Int]
    /// What became of each column of the file.
    public internal(set) var columns: [ColumnReading] = []
    /// What was decided and left out, in sentences.
    public internal(set) var notes: [LocalizedText] = []

    /// Lines without an entity or an indicator: they were left out.
    public var namelessLines: [Int] { leftOut.filter { $0.reason == .nameless }.map(\.line) }
    /// Lines that hold data and could not be read: no year, too many fields, quotes that do not close where a field ends, the first of another table.
    public var unreadLines: [Int] {
        leftOut.filter { $0.reason == .badYear || $0.reason == .tooWide || $0.reason == .damaged || $0.reason == .otherTable }.map(\.line)
    }
    /// Columns that are not read.
    public var ignoredColumns: [String] { columns.filter { $0.role == .ignore }.map(\.name) }
}

/// What became of a column of a file.
public struct ColumnReading: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// What it was taken for.
    public var role: ColumnRole
    /// How it was read, in words.
    public var how: LocalizedText
    /// The first text that it holds.
    public var example: String
    /// How many cells are numbers, blank, marks, bounds and texts; 0 for other columns.
    public var numbers = 0, blanks = 0, marks = 0, bounds = 0, texts = 0
    /// The unit of its numbers.
    public var unit: String?
}
