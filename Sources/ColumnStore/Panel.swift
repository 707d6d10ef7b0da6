/// Entities × years × variables, column by column: the store that the statistics read without copying.
///
/// A variable is a ``SeriesColumn`` (one series an entity, one period a year) and a byte of state a cell, whose meaning the caller gives it
/// (0 is always "not there"). Entities and variables are dense codes: the position in `entities` and `variables`. Entities may have
/// attributes, dictionary-coded strings to filter and group by. A value type whose copies share memory until one is changed; safe to read from
/// several threads.
public struct Panel: Sendable, Equatable {
    /// The entities' keys, each once; a series index is a position in it.
    public let entities: [String]
    /// The years covered, without gaps.
    public let years: ClosedRange<Int>
    /// The variables in the order in which they were added.
    public private(set) var variables: [String] = []
    /// Attributes of the entities by name, one element an entity.
    public private(set) var attributes: [String: DictionaryColumn] = [:]

    /// Columns of texts that belong to variables, years or cells, by name. An attribute of the entities may have the same name.
    public private(set) var details: [String: PanelAttribute] = [:]

    private var columns: [SeriesColumn] = []
    private var states: [StateColumn] = []
    /// Remarks on cells and descriptions of variables, by variable; one that has none has no entry.
    private var remarks: [String: RemarkColumn] = [:]
    private var descriptions: [String: VariableDescription] = [:]
    private var variableCode: [String: Int] = [:]
    private let entityCode: [String: Int]

    /// An empty panel of the given entities and years.
    public init(entities: [String], years: ClosedRange<Int>) {
        self.entities = entities
        self.years = years
        entityCode = Dictionary(uniqueKeysWithValues: entities.enumerated().map { ($1, $0) })
    }

    init(
        entities: [String], years: ClosedRange<Int>, variables: [String], columns: [SeriesColumn], states: [StateColumn],
        attributes: [String: DictionaryColumn] = [:]
    ) {
        self.init(entities: entities, years: years)
        self.variables = variables
        self.columns = columns
        self.states = states
        self.attributes = attributes
        variableCode = Dictionary(uniqueKeysWithValues: variables.enumerated().map { ($1, $0) })
    }

    /// Number of years.
    public var yearCount: Int { years.count }

    /// Bytes taken by values, validity and states.
    public var memoryFootprint: Int { columns.reduce(0) { $0 + $1.memoryFootprint } + states.reduce(0) { $0 + $1.memoryFootprint } }

    /// The series index of an entity; `nil` for one that is not in the panel.
    public func entityIndex(_ key: String) -> Int? { entityCode[key] }

    /// The column of a variable; `nil` for one that is not in the panel.
    public func column(_ variable: String) -> SeriesColumn? { variableCode[variable].map { columns[$0] } }

    /// The states of a variable; `nil` for one that is not in the panel.
    public func states(_ variable: String) -> StateColumn? { variableCode[variable].map { states[$0] } }

    /// The value of a cell; `nil` when it is missing for whatever reason.
    public func value(_ variable: String, entity: Int, year: Int) -> Double? {
        guard let code = variableCode[variable], years.contains(year) else { return nil }
        return columns[code][entity, year - years.lowerBound]
    }

    /// The state of a cell; 0 when it is not there.
    public func state(_ variable: String, entity: Int, year: Int) -> UInt8 {
        guard let code = variableCode[variable], years.contains(year) else { return 0 }
        return states[code][entity, year - years.lowerBound]
    }

    /// Sets value and state of a cell, adding the variable when it is new.
    public mutating func set(_ variable: String, entity: Int, year: Int, value: Double?, state: UInt8) {
        precondition(years.contains(year), "year \(year) outside \(years)")
        let code = self.code(adding: variable)
        columns[code][entity, year - years.lowerBound] = value
        states[code][entity, year - years.lowerBound] = state
    }

    /// Empties all cells of a year.
    public mutating func clear(year: Int) {
        precondition(years.contains(year), "year \(year) outside \(years)")
        for code in columns.indices {
            for entity in entities.indices {
                columns[code][entity, year - years.lowerBound] = nil
                states[code][entity, year - years.lowerBound] = 0
            }
        }
    }

    /// Sets an attribute of the entities, one element an entity.
    public mutating func setAttribute(_ name: String, _ column: DictionaryColumn) {
        precondition(column.count == entities.count, "attribute \(name) of \(column.count) elements for \(entities.count) entities")
        attributes[name] = column
    }

    /// What stands in a cell beside its number or in place of one; `nil` where there is nothing else.
    public func remark(_ variable: String, entity: Int, year: Int) -> CellRemark? {
        years.contains(year) ? remarks[variable]?[entity, year - years.lowerBound] : nil
    }

    /// The remarks on a variable's cells.
    public func remarks(_ variable: String) -> RemarkColumn { remarks[variable] ?? RemarkColumn(periodCount: yearCount) }

    /// Sets the remarks on a variable's cells, in place of those before.
    public mutating func setRemarks(_ variable: String, _ column: RemarkColumn) {
        precondition(column.periodCount == yearCount, "remarks of \(column.periodCount) periods for \(yearCount) years")
        precondition(column.positions.last ?? -1 < entities.count * yearCount, "a remark outside the panel")
        remarks[variable] = column.isEmpty ? nil : column
    }

    /// What a variable measures, as far as it is known.
    public func description(of variable: String) -> VariableDescription { descriptions[variable] ?? VariableDescription() }

    /// Says what a variable measures.
    public mutating func describe(_ variable: String, as description: VariableDescription) {
        descriptions[variable] = description.isEmpty ? nil : description
    }

    /// Sets a column of texts of variables, years or cells.
    public mutating func setDetail(_ name: String, _ detail: PanelAttribute) {
        let count =
            switch detail.scope {
            case .variable: variables.count
            case .year: yearCount
            case .entityYear: entities.count * yearCount
            case .cell: variables.count * entities.count * yearCount
            }
        precondition(detail.values.count == count, "\(name) of \(detail.values.count) elements, not \(count)")
        details[name] = detail
    }

    /// The text that a column of ``details`` has for a cell; `nil` without one.
    public func detail(_ name: String, variable: String, entity: Int, year: Int) -> String? {
        guard let detail = details[name], let code = variableCode[variable], years.contains(year) else { return nil }
        let period = year - years.lowerBound
        return switch detail.scope {
        case .variable: detail.values[code]
        case .year: detail.values[period]
        case .entityYear: detail.values[entity * yearCount + period]
        case .cell: detail.values[(code * entities.count + entity) * yearCount + period]
        }
    }

    /// The groups that an attribute makes of the entities; `nil` for one that the panel does not have.
    public func grouping(by attribute: String) -> Grouping? { attributes[attribute].map { Grouping($0) } }

    /// The positions of the entities that a predicate accepts, by an attribute's value.
    public func entities(where attribute: String, _ isIncluded: (String?) -> Bool) -> [Int] {
        guard let column = attributes[attribute] else { return [] }
        // Once for each distinct value, not for each entity.
        let accepted = column.dictionary.map { isIncluded($0) }
        let acceptsMissing = isIncluded(nil)
        return entities.indices.filter { column.codes[$0] < 0 ? acceptsMissing : accepted[Int(column.codes[$0])] }
    }

    private mutating func code(adding variable: String) -> Int {
        if let code = variableCode[variable] { return code }
        variableCode[variable] = variables.count
        variables.append(variable)
        columns.append(SeriesColumn(seriesCount: entities.count, periodCount: yearCount))
        states.append(StateColumn(seriesCount: entities.count, periodCount: yearCount))
        return variables.count - 1
    }
}

extension Panel {
    /// The part of the panel with the given entities (in the given order), years and variables; `nil` keeps all.
    ///
    /// What is kept whole is shared, not copied; a selection of entities or years copies the kept cells once.
    public func selecting(entities kept: [Int]? = nil, years keptYears: ClosedRange<Int>? = nil, variables keptVariables: [String]? = nil) -> Panel {
        let keptYears = (keptYears ?? years).clamped(to: years)
        let periods = keptYears.lowerBound - years.lowerBound..<keptYears.upperBound - years.lowerBound + 1
        let names = keptVariables.map { wanted in wanted.filter { variableCode[$0] != nil } } ?? variables
        func part(_ code: Int) -> (SeriesColumn, StateColumn) {
            var (column, state) = (columns[code], states[code])
            if let kept {
                column = column.gathering(series: kept)
                state = state.gathering(series: kept)
            }
            if periods.count != yearCount {
                column = column.gathering(periods: periods)
                state = state.gathering(periods: periods)
            }
            return (column, state)
        }
        let parts = names.map { part(variableCode[$0]!) }
        var part = Panel(
            entities: kept.map { $0.map { entities[$0] } } ?? entities, years: keptYears, variables: names, columns: parts.map(\.0),
            states: parts.map(\.1), attributes: kept.map { kept in attributes.mapValues { $0.gathering(kept) } } ?? attributes)
        for name in names {
            if let description = descriptions[name] { part.descriptions[name] = description }
            guard var column = remarks[name] else { continue }
            if let kept { column = column.gathering(series: kept) }
            if periods.count != yearCount { column = column.gathering(periods: periods) }
            if !column.isEmpty { part.remarks[name] = column }
        }
        if kept != nil || periods.count != yearCount || keptVariables != nil {
            let entityIndices = kept ?? Array(entities.indices)
            part.details = details.mapValues { detail in
                let indices: [Int] =
                    switch detail.scope {
                    case .variable: names.map { variableCode[$0]! }
                    case .year: Array(periods)
                    case .entityYear: entityIndices.flatMap { entity in periods.map { entity * yearCount + $0 } }
                    case .cell:
                        names.flatMap { name in
                            let first = variableCode[name]! * entities.count
                            return entityIndices.flatMap { entity in periods.map { (first + entity) * yearCount + $0 } }
                        }
                    }
                return PanelAttribute(scope: detail.scope, values: detail.values.gathering(indices))
            }
        } else {
            part.details = details
        }
        return part
    }
}
