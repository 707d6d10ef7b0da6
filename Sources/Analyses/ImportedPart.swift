public import ColumnStore
public import Disclosure
public import Rules

/// The part of a corpus that came from a panel from elsewhere: its entities stand among the bodies and have no reports.
public struct ImportedPart: Sendable {
    /// The positions of its entities in `Corpus.bodies`.
    public var bodies: [Int]
    /// Its variables.
    public var variables: [String]
    /// The rules that came with it.
    public var rules: [RuleText.Statement]
    /// Cells for which its file had several rows; entities by name.
    public var repetitions: [RepeatedObservation]
    /// The file, for the cells of findings.
    public var source: String

    /// A part of a corpus.
    public init(
        bodies: [Int], variables: [String], rules: [RuleText.Statement] = [], repetitions: [RepeatedObservation] = [], source: String = ""
    ) {
        self.bodies = bodies
        self.variables = variables
        self.rules = rules
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
    public init(panel: Panel, rules: [RuleText.Statement] = [], repetitions: [RepeatedObservation] = [], source: String = "") {
        struct NoReports: ReportProvider {
            func report(body: Int, year: Int) -> Report? { nil }
        }
        self.init(
            bodies: panel.entities.map { Body(name: $0, kind: .unknown, level: .unknown, regionCode: nil) }, panel: panel,
            forms: Array(repeating: [], count: panel.entities.count * panel.yearCount), provider: NoReports(),
            imports: [
                ImportedPart(
                    bodies: Array(panel.entities.indices), variables: panel.variables, rules: rules, repetitions: repetitions, source: source)
            ])
    }
}
