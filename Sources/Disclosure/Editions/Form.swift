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
    public static func of(_ edition: Edition) -> Form { forms[edition] }

    /// The forms in the order of `Edition`.
    public static let all: [Form] = Edition.allCases.map(of)

    private static let forms = PerEdition { Form($0) }

    private init(_ edition: Edition) {
        self.edition = edition
        tables = edition.profile.tables
        extensions = edition.profile.extensions
        derived = edition.profile.derived(edition)
    }
}
