/// What stands in a cell of a form. Blank, zero and "not applicable" are three different things.
public enum CellState: UInt8, Sendable, Hashable, CaseIterable {
    /// The cell does not exist in the report's form (never a cell of a `FilledForm`; the state of a panel's hole).
    case absent = 0
    /// A number, zero included.
    case number = 1
    /// The cell is there and empty.
    case blank = 2
    /// A mark for "not applicable": `/`, `-`, `—`, `无`.
    case notApplicable = 3
    /// Something else that is not a number.
    case text = 4
    /// Bounds in place of a number, as in `<5` or `1-9`; only in panels from elsewhere.
    case bound = 5

    /// The name in files and on the command line.
    public var name: String {
        switch self {
        case .absent: "absent"
        case .number: "number"
        case .blank: "blank"
        case .notApplicable: "not_applicable"
        case .text: "text"
        case .bound: "bound"
        }
    }
}
