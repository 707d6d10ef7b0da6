import ColumnStore
import Disclosure

/// Gathers the rows of a table by entity, variable and year, and decides what goes into the panel.
///
/// - Complexity: linear in the rows; 32 bytes a row, and four for each cell of the panel.
struct ObservationTable: Sendable {
    private struct Observation {
        var entity: Int32
        var variable: Int32
        let year: Int16
        let state: UInt8
        var period: Int32
        var line: Int32
        let value: Double
    }

    private typealias Period = (name: String, rows: [Observation])

    /// Observations in the order of the file, as they were gathered: piece by piece.
    private struct Rows {
        var pieces: [[Observation]]
        /// The position of the first observation of each piece.
        private(set) var starts = [0]

        init(pieces: [[Observation]] = [[]]) {
            self.pieces = pieces
            for piece in pieces.dropLast() { starts.append(starts.last! + piece.count) }
        }

        subscript(position: Int) -> Observation {
            let piece = starts.lastIndex { $0 <= position }!
            return pieces[piece][position - starts[piece]]
        }

        var count: Int { pieces.reduce(0) { $0 + $1.count } }

        func forEach(_ work: (_ position: Int, _ observation: Observation) -> Void) {
            for (start, piece) in zip(starts, pieces) {
                for (index, observation) in piece.enumerated() { work(start + index, observation) }
            }
        }
    }

    private let combination: PanelTableReader.Combination
    private(set) var entities = CodeBook()
    private(set) var variables = CodeBook()
    private(set) var periods = CodeBook()
    private var observations = Rows()
    private var skipped: [Int] = []
    /// Lines of the file, or of its piece.
    var lines = 0

    /// An empty table, with room for some records.
    init(combination: PanelTableReader.Combination, records: Int) {
        self.combination = combination
        observations.pieces[0].reserveCapacity(records)
    }

    /// The observations of neighboring pieces of a table, the first one's first.
    init(merging pieces: [ObservationTable]) {
        combination = pieces[0].combination
        var rows: [[Observation]] = []
        for piece in pieces {
            let codes = (entities.merge(piece.entities), variables.merge(piece.variables), periods.merge(piece.periods))
            // The first piece's codes and lines are the table's.
            rows.append(rows.isEmpty ? piece.observations.pieces[0] : Self.recoded(piece.observations.pieces[0], codes, linesBefore: lines))
            skipped += piece.skipped.map { $0 + lines }
            lines += piece.lines
        }
        observations = Rows(pieces: rows)
    }

    private static func recoded(
        _ rows: [Observation], _ codes: (entities: [Int32], variables: [Int32], periods: [Int32]), linesBefore lines: Int
    ) -> [Observation] {
        rows.map { row in
            var row = row
            row.entity = codes.entities[Int(row.entity)]
            row.variable = codes.variables[Int(row.variable)]
            if row.period >= 0 { row.period = codes.periods[Int(row.period)] }
            row.line = Int32(truncatingIfNeeded: Int(row.line) + lines)
            return row
        }
    }

    /// The code of an entity's name in a record.
    mutating func entity(_ record: DelimitedRecords.Record, _ column: Int) -> Int { entities.code(record, column) }

    /// The code of a variable's name in a record.
    mutating func variable(_ record: DelimitedRecords.Record, _ column: Int) -> Int { variables.code(record, column) }

    /// The code of a variable.
    mutating func variable(_ name: String) -> Int { variables.code(of: name) }

    /// The code of a period; −1 where the table has none.
    mutating func period(_ record: DelimitedRecords.Record, _ column: Int?) -> Int { column.map { periods.code(record, $0) } ?? -1 }

    mutating func add(entity: Int, year: Int, variable: Int, period: Int, value: Double?, state: CellState, line: Int) {
        observations.pieces[0].append(
            Observation(
                entity: Int32(entity), variable: Int32(variable), year: Int16(year), state: state.rawValue, period: Int32(period),
                line: Int32(truncatingIfNeeded: line), value: value ?? 0))
    }

    mutating func skip(_ line: Int) { skipped.append(line) }

    /// The panel of all rows, with what had to be decided.
    func panel(roles: ColumnRoles, header: [String]) throws(PanelTableError) -> PanelTable {
        let extremes = observations.pieces.flatMap { piece in
            [piece.lazy.map(\.year).min(), piece.lazy.map(\.year).max()].compactMap { $0 }
        }
        guard let first = extremes.min(), let last = extremes.max() else { throw .noRecords }
        guard last - first < 500 else { throw .implausibleYears(first: Int(first), last: Int(last)) }
        let years = Int(first)...Int(last)
        let index = CellIndex(observations, entities: entities.names.count, years: years, variables: variables.names.count)
        var repetitions: [(first: Int, found: [RepeatedObservation])] = []
        var numbers = 0
        var panel = Panel(entities: entities.names, years: years, variables: variables.names) { writer in
            observations.forEach { position, observation in
                if observation.state == CellState.number.rawValue { numbers += 1 }
                let cell = index.cell(observation)
                guard index.last[cell] == position else { return }
                var value: Double? = observation.state == CellState.number.rawValue ? observation.value : nil
                var state = observation.state
                if index.previous(position) != nil {
                    let decided = decide(cell, index, hasPeriods: roles.period != nil)
                    value = decided.value
                    if value != nil { state = CellState.number.rawValue }
                    if !decided.repetitions.isEmpty { repetitions.append((index.chain(cell)[0], decided.repetitions)) }
                }
                let (variable, entity) = (Int(observation.variable), Int(observation.entity))
                let period = Int(observation.year - first)
                if let value {
                    writer.set(variable: variable, entity: entity, period: period, value: value, state: state)
                } else {
                    writer.set(variable: variable, entity: entity, period: period, state: state)
                }
            }
        }
        for attribute in roles.attributes {
            panel.setAttribute(
                header[attribute.column], DictionaryColumn(entities.names.map { attribute.byEntity[$0].flatMap { $0.isEmpty ? nil : $0 } }))
        }
        return PanelTable(
            panel: panel, repetitions: repetitions.sorted { $0.first < $1.first }.flatMap(\.found), periodColumn: roles.period.map { header[$0] },
            changingAttributes: roles.changingAttributes.map { (header[$0.column], $0.entities) },
            ignoredColumns: roles.ignored.map { header[$0] }, numberCount: numbers, namelessLines: skipped)
    }

    /// The value of a cell that several rows give, and where they say the same period twice.
    private func decide(_ cell: Int, _ index: CellIndex, hasPeriods: Bool) -> (value: Double?, repetitions: [RepeatedObservation]) {
        let periods = periods(cell, index)
        var values: [Double] = []
        var repetitions: [RepeatedObservation] = []
        for (position, period) in periods.enumerated() {
            let found = period.rows.filter { $0.state == CellState.number.rawValue }
            guard let last = found.last?.value else { continue }
            guard found.count > 1 else {
                values.append(last)
                continue
            }
            let before = sibling(before: period.name, position > 0 ? periods[position - 1] : lastPeriod(yearBefore: cell, index))
            func repetition(kept: Double) -> RepeatedObservation {
                RepeatedObservation(
                    entity: entities.names[Int(found[0].entity)], variable: variables.names[Int(found[0].variable)], year: Int(found[0].year),
                    period: hasPeriods ? period.name : nil, rows: found.map { .init(value: $0.value, line: Int($0.line)) }, before: before,
                    kept: kept)
            }
            let kept = repetition(kept: last).half.flatMap { before?.value == $0.half ? $0.half : nil } ?? last
            repetitions.append(repetition(kept: kept))
            values.append(kept)
        }
        return (values.isEmpty ? nil : combine(values), repetitions)
    }

    private func combine(_ values: [Double]) -> Double {
        switch combination {
        case .last: values.last!
        case .first: values.first!
        case .sum: values.reduce(0, +)
        case .mean: values.reduce(0, +) / Double(values.count)
        case .max: values.max()!
        }
    }

    /// The rows of a cell by period, in the order of the periods' names.
    private func periods(_ cell: Int, _ index: CellIndex) -> [Period] {
        let rows = index.chain(cell).map { observations[$0] }
        return Dictionary(grouping: rows, by: \.period).map { ($0.key < 0 ? "" : periods.names[Int($0.key)], $0.value) }.sorted { $0.name < $1.name }
    }

    private func lastPeriod(yearBefore cell: Int, _ index: CellIndex) -> Period? {
        cell % index.yearCount > 0 ? periods(cell - 1, index).last : nil
    }

    private func sibling(before name: String, _ period: Period?) -> RepeatedObservation.Sibling? {
        guard let period, period.name != name else { return nil }
        let values = Set(period.rows.filter { $0.state == CellState.number.rawValue }.map(\.value))
        return values.count == 1 ? RepeatedObservation.Sibling(period: period.name, value: values.first!) : nil
    }

    /// Which rows speak of which cell: the last one of each, and from each the one before it.
    private struct CellIndex {
        let yearCount: Int
        private let firstYear: Int
        private let entityCount: Int
        private(set) var last: [Int32]
        private var before: [Int32]

        init(_ observations: Rows, entities: Int, years: ClosedRange<Int>, variables: Int) {
            yearCount = years.count
            firstYear = years.lowerBound
            entityCount = entities
            last = [Int32](repeating: -1, count: entities * years.count * variables)
            before = [Int32](repeating: -1, count: observations.count)
            observations.forEach { position, observation in
                let cell = cell(observation)
                before[position] = last[cell]
                last[cell] = Int32(position)
            }
        }

        /// Years of one entity and variable lie side by side.
        func cell(_ observation: Observation) -> Int {
            (Int(observation.variable) * entityCount + Int(observation.entity)) * yearCount + Int(observation.year) - firstYear
        }

        func previous(_ position: Int) -> Int? { before[position] < 0 ? nil : Int(before[position]) }

        /// The rows of a cell in the order of the file.
        func chain(_ cell: Int) -> [Int] {
            var chain: [Int] = []
            var next = last[cell]
            while next >= 0 {
                chain.append(Int(next))
                next = before[Int(next)]
            }
            return chain.reversed()
        }
    }
}
