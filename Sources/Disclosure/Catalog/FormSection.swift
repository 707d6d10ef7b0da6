/// The parts of the forms. The raw values are what results print as the table of a cell.
public enum FormSection: String, Sendable, Hashable, CaseIterable {
    /// Table 2 of the statutory forms: proactive disclosure.
    case proactive = "t2"
    /// Table 3 of the statutory forms: applications by applicant.
    case applications = "t3"
    /// Table 4 of the statutory forms: review and litigation.
    case remedies = "t4"
    /// The list of figures of 2014 and its annexes.
    case statistics = "stats"
    /// The lists of the years before.
    case legacy = "legacy"
    /// The fee that section 6 of the prose states.
    case fees = "section6"

    /// Whether its rows are a list of figures, one or two a row, and not one of the statutory tables.
    public var isList: Bool { self == .statistics || self == .legacy }
}
