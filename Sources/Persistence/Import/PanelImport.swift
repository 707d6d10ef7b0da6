public import ColumnStore
import Disclosure

/// A panel from elsewhere: any entities, years and variables.
public struct ImportedPanel: Sendable, Equatable {
    /// Its name in the store.
    public var name: String
    /// The numbers, with the attributes of the entities. States are the raw values of `CellState`.
    public var panel: Panel
    /// The rules that its rows obey, as text; empty when none were given.
    public var rules: String

    /// A panel from elsewhere.
    public init(name: String, panel: Panel, rules: String = "") {
        self.name = name
        self.panel = panel
        self.rules = rules
    }
}

/// Why a file is no panel.
public enum PanelImportError: Error, Sendable, Hashable {
    /// The file has no line after the header.
    case empty
    /// The header has no column for something that every layout needs.
    case missingColumn(wanted: String, found: [String])
    /// A line whose year is no year.
    case badYear(line: Int, text: String)
    /// Years too far apart to be one panel.
    case implausibleYears(first: Int, last: Int)
    /// A cell that should be a number and is not.
    case notANumber(line: Int, column: String, text: String)
}

extension PanelImportError: CustomStringConvertible {
    /// One sentence for the reader.
    public var description: String {
        switch self {
        case .empty: "the file has no lines below the header"
        case .missingColumn(let wanted, let found): "there is no column for \(wanted) among: \(found.joined(separator: ", "))"
        case .badYear(let line, let text): "line \(line): '\(text)' is no year"
        case .implausibleYears(let first, let last): "the years run from \(first) to \(last)"
        case .notANumber(let line, let column, let text): "line \(line), column \(column): '\(text)' is no number"
        }
    }
}

/// Reads a panel from CSV, whatever its layout.
///
/// - **Tidy**: columns for entity, year, indicator and value, in any order; every other column is an attribute of the entity.
/// - **Wide by variable**: columns for entity and year; columns of numbers are variables, the others attributes.
/// - **Wide by year**: a column for the entity (and one for the indicator), and one for each year.
///
/// Empty fields, `NA`, `NaN`, `null`, `-`, `/` and `..` are missing. A cell given twice keeps its first value; `conflicts` says how many had others.
public struct PanelImport: Sendable {
    /// What was read.
    public let panel: Panel
    /// Cells that were given several different values.
    public let conflicts: Int
    /// Columns that change from year to year within an entity and are no numbers: they were left out.
    public let droppedColumns: [String]

    /// Reads the bytes of a CSV file.
    public init(csv bytes: [UInt8]) throws(PanelImportError) {
        let text = DelimitedText(bytes)
        var builder: PanelBuilder?
        var failure: PanelImportError?
        text.forEachRow { row in
            guard failure == nil else { return }
            do throws(PanelImportError) {
                if builder == nil {
                    builder = try PanelBuilder(header: (0..<row.count).map { row.text($0) })
                } else {
                    try builder!.add(row)
                }
            } catch { failure = error }
        }
        if let failure { throw failure }
        guard let builder, builder.rows > 0 else { throw .empty }
        self = try builder.finish()
    }

    init(panel: Panel, conflicts: Int, droppedColumns: [String]) {
        self.panel = panel
        self.conflicts = conflicts
        self.droppedColumns = droppedColumns
    }
}
