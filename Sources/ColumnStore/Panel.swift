/// Entities × years × variables, column by column: the store that the statistics read without copying.
///
/// A variable is a ``SeriesColumn`` (one series an entity, one period a year) and a byte of state a cell, whose meaning the caller gives it
/// (0 is always "not there"). Entities and variables are dense codes: the position in `entities` and `variables`.
public struct Panel: Sendable, Equatable {
    /// The entities' keys, each once; a series index is a position in it.
    public let entities: [String]
    /// The years covered, without gaps.
    public let years: ClosedRange<Int>
    /// The variables in the order in which they were added.
    public private(set) var variables: [String] = []

    private var columns: [SeriesColumn] = []
    private var states: [[UInt8]] = []
    private var variableCode: [String: Int] = [:]
    private let entityCode: [String: Int]

    /// An empty panel of the given entities and years.
    public init(entities: [String], years: ClosedRange<Int>) {
        self.entities = entities
        self.years = years
        entityCode = Dictionary(uniqueKeysWithValues: entities.enumerated().map { ($1, $0) })
    }

    /// Number of years.
    public var yearCount: Int { years.count }

    /// The series index of an entity; `nil` for one that is not in the panel.
    public func entityIndex(_ key: String) -> Int? { entityCode[key] }

    /// The column of a variable; `nil` for one that is not in the panel.
    public func column(_ variable: String) -> SeriesColumn? { variableCode[variable].map { columns[$0] } }

    /// The value of a cell; `nil` when it is missing for whatever reason.
    public func value(_ variable: String, entity: Int, year: Int) -> Double? {
        guard let code = variableCode[variable], years.contains(year) else { return nil }
        return columns[code][entity, year - years.lowerBound]
    }

    /// The state of a cell; 0 when it is not there.
    public func state(_ variable: String, entity: Int, year: Int) -> UInt8 {
        guard let code = variableCode[variable], years.contains(year) else { return 0 }
        return states[code][entity * yearCount + year - years.lowerBound]
    }

    /// Sets value and state of a cell, adding the variable when it is new.
    public mutating func set(_ variable: String, entity: Int, year: Int, value: Double?, state: UInt8) {
        precondition(years.contains(year), "year \(year) outside \(years)")
        let code = self.code(adding: variable)
        columns[code][entity, year - years.lowerBound] = value
        states[code][entity * yearCount + year - years.lowerBound] = state
    }

    private mutating func code(adding variable: String) -> Int {
        if let code = variableCode[variable] { return code }
        variableCode[variable] = variables.count
        variables.append(variable)
        columns.append(SeriesColumn(seriesCount: entities.count, periodCount: yearCount))
        states.append([UInt8](repeating: 0, count: entities.count * yearCount))
        return variables.count - 1
    }
}
