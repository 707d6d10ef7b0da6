public import Disclosure

/// The cells of one report of one body and year: whole numbers over a ``CellLayout``, money in its smallest unit, `nil` for a blank.
public struct SimulatedRecord: Sendable, Equatable {
    /// The edition of the form.
    public let edition: Edition
    private var values: [Int]
    private static let blank = Int.min

    /// A record of an edition with every cell 0.
    public init(edition: Edition) {
        self.edition = edition
        values = [Int](repeating: 0, count: CellLayout.of(edition).indicators.count)
    }

    /// The value of the cell at a position of the layout.
    public subscript(position: Int) -> Int? {
        get { values[position] == Self.blank ? nil : values[position] }
        set { values[position] = newValue ?? Self.blank }
    }

    /// The value of a cell by its id.
    /// - Precondition: The form prints it.
    public subscript(indicator: String) -> Int? {
        get { self[CellLayout.of(edition)[indicator]] }
        set { self[CellLayout.of(edition)[indicator]] = newValue }
    }

    /// Adds the figures of another record of the same edition, cell by cell; blanks count for nothing, and two of them stay one.
    mutating func add(_ other: SimulatedRecord) {
        guard other.edition == edition else { return }
        for position in values.indices {
            guard let value = other[position] else { continue }
            if let own = self[position] { self[position] = own + value } else if value != 0 { self[position] = value }
        }
    }

    /// Number of cells.
    public var count: Int { values.count }

    /// The rows that a report prints: on a form with running totals, whose rows come and go, those with a number, on every other one all, which is `nil`.
    var printedRows: Set<String>? {
        guard edition.profile.hasRunningTotals else { return nil }
        return Set(CellLayout.of(edition).indicators.enumerated().compactMap { self[$0] == nil ? nil : $1.row })
    }

    /// The value of a cell as a number of its unit.
    public func decimal(at position: Int) -> ExactDecimal? {
        self[position].map { ExactDecimal(mantissa: Int64($0), scale: CellLayout.of(edition).decimals[position]) }
    }

    /// The filled form as a reader would find it: the raw text of each cell is its number.
    public func filledForm() -> FilledForm {
        let layout = CellLayout.of(edition)
        return FilledForm(
            edition: edition,
            cells: layout.indicators.enumerated().map { position, indicator in
                let value = decimal(at: position)
                return Cell(
                    indicator: indicator.id, state: value == nil ? .blank : .number, value: value, raw: value?.description ?? "",
                    place: CellPlace(table: 1, row: position + 1, column: 1))
            })
    }

    /// The record of a form that was filled in: cells it lacks, and cells without a number, are blank.
    /// - Returns: `nil` when a value has more decimals than the layout keeps.
    public init?(_ form: FilledForm) {
        self.init(edition: form.edition)
        let layout = CellLayout.of(form.edition)
        for position in values.indices { self[position] = nil }
        for cell in form.cells {
            guard let position = layout.position(of: cell.indicator), let value = cell.value else { continue }
            guard let scaled = value.scaledUp(by: layout.decimals[position])?.integer else { return nil }
            self[position] = scaled
        }
    }
}
