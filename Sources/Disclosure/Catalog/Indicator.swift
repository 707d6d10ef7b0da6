/// One cell of one edition of the form: its official label, unit and meaning.
public struct Indicator: Sendable, Hashable, Identifiable {
    /// What the number measures over time.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Counted over the year.
        case flow
        /// Standing at the end of the year.
        case stock
        /// The signed change of a stock over the year; the only kind that may be negative.
        case change
        /// Money of the year.
        case money

        /// Whether a cell of the kind is an amount of money: a stock of money is one, too.
        public func isAmount(in unit: String) -> Bool { self == .money || unit.hasSuffix("元") }
    }

    /// Stable dotted id, the same in every edition that has the cell.
    public let id: String
    /// The edition of the form.
    public let edition: Edition
    /// The section of the form.
    public let section: FormSection
    /// The row's label as printed, with the groups it stands under, separated by `/`.
    public let row: String
    /// The column's label as printed, likewise.
    public let column: String
    /// The unit of the value in the store (money in 万元 for the forms of 2019 and 2021).
    public let unit: String
    /// What it measures.
    public let kind: Kind
    /// Whether it is no printed cell but a subtotal the prose quotes.
    public let isDerived: Bool

    /// A cell of a form.
    public init(
        id: String, edition: Edition, section: FormSection, row: String, column: String, unit: String, kind: Kind, isDerived: Bool = false
    ) {
        self.id = id
        self.edition = edition
        self.section = section
        self.row = row
        self.column = column
        self.unit = unit
        self.kind = kind
        self.isDerived = isDerived
    }

    /// Whether it is an amount of money, running totals included: only these may have decimals.
    public var isAmount: Bool { kind.isAmount(in: unit) }

    /// Row and column in one line.
    public var label: String { "\(row) · \(column)" }
}
