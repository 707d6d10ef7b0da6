public import ColumnStore
import Disclosure
public import Rules

/// The part of a corpus that came from a panel from elsewhere: its entities stand among the bodies and have no reports.
public struct ImportedPart: Sendable {
    /// The positions of its entities in `Corpus.bodies`, ascending.
    public var bodies: [Int]
    /// The panel itself, one entity for each of `bodies`: its flags, marks, bounds, units and texts, which the joined panel of the corpus has not.
    public var panel: Panel
    /// Its variables.
    public var variables: [String]
    /// The rules that came with it.
    public var rules: [Rule]
    /// The name of the entity right above each entity that has one, by name.
    public var parents: [String: String]
    /// Cells for which its file had several rows; entities by name.
    public var repetitions: [RepeatedObservation]
    /// The file, for the cells of findings.
    public var source: String

    /// A part of a corpus.
    public init(
        bodies: [Int], panel: Panel, variables: [String], rules: [Rule] = [], parents: [String: String] = [:],
        repetitions: [RepeatedObservation] = [], source: String = ""
    ) {
        self.bodies = bodies
        self.panel = panel
        self.variables = variables
        self.rules = rules
        self.parents = parents
        self.repetitions = repetitions
        self.source = source
    }
}

extension Corpus {
    /// A corpus of nothing but a panel from elsewhere.
    /// - Parameters:
    ///   - panel: the numbers; states are the raw values of `CellState`.
    ///   - rules: what its rows obey.
    ///   - repetitions: cells for which the file had several rows.
    ///   - source: the file, for the cells of findings.
    public init(panel: Panel, rules: [Rule] = [], repetitions: [RepeatedObservation] = [], source: String = "") {
        struct NoReports: ReportProvider {
            func report(body: Int, year: Int) -> Report? { nil }
        }
        self.init(
            bodies: panel.entities.map { Body(name: $0, kind: .unknown, level: .unknown, regionCode: nil) }, panel: panel,
            forms: Array(repeating: [], count: panel.entities.count * panel.yearCount), provider: NoReports(),
            imports: [
                ImportedPart(
                    bodies: Array(panel.entities.indices), panel: panel, variables: panel.variables, rules: rules,
                    parents: ImportedPart.parents(of: panel, names: panel.entities), repetitions: repetitions, source: source)
            ])
    }
}

extension Corpus {
    /// The panel from elsewhere that a body comes from, with its position there; `nil` for a body of reports. O(log *n*) for each panel.
    public func imported(_ body: Int) -> (part: ImportedPart, entity: Int)? {
        for part in imports {
            var (low, high) = (0, part.bodies.count)
            while low < high {
                let middle = (low + high) / 2
                if part.bodies[middle] < body { low = middle + 1 } else { high = middle }
            }
            if low < part.bodies.count, part.bodies[low] == body { return (part, low) }
        }
        return nil
    }

    /// Whether there is a report, or for an entity of a panel from elsewhere any cell.
    public func has(body: Int, year: Int) -> Bool {
        guard let (part, entity) = imported(body) else { return hasReport(body: body, year: year) }
        return part.panel.variables.contains { part.panel.state($0, entity: entity, year: year) != 0 }
    }

    /// Whether a panel from elsewhere has a variable of this name.
    public func importsVariable(_ name: String) -> Bool { imports.contains { $0.panel.column(name) != nil } }
}

extension ImportedPart {
    /// The names that an attribute with the entity right above can have.
    public static let parentColumns = ["parent", "上级"]

    /// The entity right above each, from the panel's attribute of that name; those that are not in the panel themselves, and an entity above itself, are left out.
    public static func parents(of panel: Panel, names: [String]) -> [String: String] {
        guard let column = parentColumns.lazy.compactMap({ panel.attributes[$0] }).first else { return [:] }
        let known = Set(names)
        var parents: [String: String] = [:]
        for (index, name) in names.enumerated() {
            if let parent = column[index], parent != name, known.contains(parent) { parents[name] = parent }
        }
        return parents
    }
}
