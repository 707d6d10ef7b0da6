public import Disclosure

/// Why a document gave no report.
public enum ReportParsingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// No form of any edition was recognized.
    case noForm
    /// Labels of a form are there, but fewer than half of its rows.
    case incompleteForm(edition: Edition, found: Int, expected: Int)
    /// Nothing tells the year.
    case noYear
    /// Nothing tells whose report it is.
    case noBody(title: String?)

    /// Stable short name of the reason, for tables and JSON.
    public var code: String {
        switch self {
        case .noForm: "no_form"
        case .incompleteForm: "incomplete_form"
        case .noYear: "no_year"
        case .noBody: "no_body"
        }
    }

    /// The reason in one sentence.
    public var description: String {
        switch self {
        case .noForm: "no form of a disclosure report was found in it"
        case .incompleteForm(let edition, let found, let expected):
            "labels of the form \(edition.rawValue) are there, but only \(found) of its \(expected) rows"
        case .noYear: "nothing in title, text or path tells the year"
        case .noBody(let title): "nothing tells whose report it is" + (title.map { ": \($0)" } ?? "") + "; an entity map settles it"
        }
    }
}
