/// The form of an edition: its tables in the printed order, and the cells that only the prose has.
public struct Form: Sendable {
    /// The edition.
    public let edition: Edition
    /// The tables that every filer was given.
    public let tables: [FormTable]
    /// Tables or rows that some provinces printed in addition.
    public let extensions: [FormTable]
    /// Cells that are no printed ones: subtotals that the prose quotes, the fee of section 6.
    public let derived: [Indicator]

    /// All printed cells, extensions excluded, in reading order.
    public var cells: [Indicator] { tables.flatMap { $0.indicators(edition: edition) } }

    /// Every indicator of the edition.
    public var indicators: [Indicator] { cells + extensions.flatMap { $0.indicators(edition: edition) } + derived }

    /// The form of an edition.
    public static func of(_ edition: Edition) -> Form { registry[edition]! }

    /// The forms in the order of `Edition`: the registry of this folder.
    public static let all: [Form] = [
        Form(edition: .local2008, tables: [Local2008Table.table], extensions: [], derived: []),
        Form(edition: .fjStats, tables: [FujianTable.table], extensions: [], derived: []),
        Form(edition: .stats2014, tables: [Stats2014Table.table], extensions: [], derived: []),
        Form(
            edition: .fmt2019, tables: ProactiveTables.fmt2019 + [ApplicationsTable.fmt2019] + RemediesTable.blocks,
            extensions: [ProactiveTables.hubeiExtension], derived: DerivedCells.of(.fmt2019)),
        Form(edition: .gzAnnex2019, tables: [GuizhouAnnexTable.table], extensions: [], derived: []),
        Form(
            edition: .fmt2021, tables: ProactiveTables.fmt2021 + [ApplicationsTable.fmt2021] + RemediesTable.blocks, extensions: [],
            derived: DerivedCells.of(.fmt2021)),
    ]

    private static let registry: [Edition: Form] = Dictionary(uniqueKeysWithValues: all.map { ($0.edition, $0) })
}
