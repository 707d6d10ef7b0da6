import CTableScan
import ColumnStore
import Disclosure
import Foundation

/// Makes a panel of the observations of a table and decides what goes into a cell that several rows give.
struct PanelAssembly {
    private typealias Observation = ObservationTable.Observation
    private typealias Period = (name: String, rows: [Observation])

    private var table: ObservationTable
    private let roles: ColumnRoles
    private let header: [String]
    private let conventions: NumberConventions
    private let combination: PanelTableReader.Combination
    /// Names of the entities, once those of one name and several regions are told apart.
    private var entities: [String]
    private var oddCells: [OddCell] = []
    /// What stands in odd cells, by the position of the observation.
    private var remarks: [Int: CellRemark] = [:]

    init(
        _ table: ObservationTable, roles: ColumnRoles, header: [String], conventions: NumberConventions, combination: PanelTableReader.Combination
    ) {
        self.table = table
        self.roles = roles
        self.header = header
        self.conventions = conventions
        self.combination = combination
        entities = table.entities.names
    }

    /// The panel of all rows, with what had to be decided.
    mutating func panel() throws(PanelTableError) -> PanelTable {
        let extremes = table.observations.pieces.flatMap { piece in
            [piece.lazy.map(\.year).min(), piece.lazy.map(\.year).max()].compactMap { $0 }
        }
        guard let first = extremes.min(), let last = extremes.max() else { throw .noRecords }
        guard last - first < 500 else { throw .implausibleYears(first: Int(first), last: Int(last)) }
        tellRegionsApart(years: Int(first)...Int(last))
        let years = Int(first)...Int(last)
        try checkSize(years)
        readOddCells()
        readBesideColumns()
        let variables = table.variables.names
        let index = CellIndex(table.observations, entities: entities.count, years: years, variables: variables.count)
        var repetitions: [(first: Int, found: [RepeatedObservation])] = []
        var numbers = 0
        var cellRemarks = [[(position: Int, remark: CellRemark)]](repeating: [], count: variables.count)
        var hasSeveralPeriods = false
        let observations = table.observations
        let remarks = remarks
        var panel = Panel(entities: entities, years: years, variables: variables) { writer in
            observations.forEach { position, observation in
                if observation.state == CellState.number.rawValue { numbers += 1 }
                let cell = index.cell(observation)
                guard index.last[cell] == position else { return }
                var value: Double? = observation.state == CellState.number.rawValue ? observation.value : nil
                var state = observation.state
                if index.previous(position) != nil {
                    let decided = decide(cell, index)
                    value = decided.value
                    if value != nil { state = CellState.number.rawValue }
                    if decided.periods > 1 { hasSeveralPeriods = true }
                    if !decided.repetitions.isEmpty { repetitions.append((index.chain(cell)[0], decided.repetitions)) }
                }
                let (variable, entity) = (Int(observation.variable), Int(observation.entity))
                let period = Int(observation.year - first)
                if let value {
                    writer.set(variable: variable, entity: entity, period: period, value: value, state: state)
                } else if state != CellState.absent.rawValue {
                    writer.set(variable: variable, entity: entity, period: period, state: state)
                }
                if let remark = remarks[position], state == observation.state {
                    cellRemarks[variable].append((entity * years.count + period, remark))
                }
            }
        }
        for (variable, found) in zip(variables, cellRemarks) where !found.isEmpty {
            panel.setRemarks(variable, RemarkColumn(periodCount: years.count, found))
        }
        for (code, variable) in variables.enumerated() {
            panel.describe(variable, as: VariableDescription(unit: conventions.units[code].unit?.name))
        }
        var texts = TextColumns(table, roles: roles, header: header, entities: entities.count, years: years)
        texts.add(to: &panel)
        return PanelTable(
            panel: panel, repetitions: repetitions.sorted { $0.first < $1.first }.flatMap(\.found),
            periodColumn: roles.period.map { header[$0] } ?? (hasSeveralPeriods ? roles.year.map { header[$0] } : nil),
            hasSeveralPeriods: hasSeveralPeriods, changingAttributes: texts.changing, severalTexts: texts.several, numberCount: numbers,
            oddCells: oddCells.sorted { ($0.line, $0.column) < ($1.line, $1.column) }, leftOut: table.leftOut, shortLines: table.shortLines)
    }

    private func checkSize(_ years: ClosedRange<Int>) throws(PanelTableError) {
        let (series, one) = entities.count.multipliedReportingOverflow(by: max(1, table.variables.names.count))
        let (cells, two) = series.multipliedReportingOverflow(by: years.count)
        let (bytes, three) = cells.multipliedReportingOverflow(by: 14)
        guard !one, !two, !three, UInt64(bytes) < ProcessInfo.processInfo.physicalMemory / 10 * 8 else {
            throw .tooLarge(
                entities: entities.count, years: years.count, indicators: table.variables.names.count, bytes: three || two || one ? .max : bytes)
        }
    }

    /// Entities of one name with different codes of region in one year are different ones: they get the code behind the name.
    private mutating func tellRegionsApart(years: ClosedRange<Int>) {
        let keys: Set<String> = ["region_code", "regioncode", "区划代码", "行政区划代码"]
        guard let text = roles.textColumns.firstIndex(where: { keys.contains(FoldedText.key(header[$0])) }) else { return }
        let perRecord = roles.values.count
        var seen: [Int: Int32] = [:]
        var several: Set<Int32> = []
        table.observations.forEach { position, observation in
            let code = table.textCodes[text][position / perRecord]
            guard code >= 0 else { return }
            let key = Int(observation.entity) * years.count + Int(observation.year) - years.lowerBound
            if let other = seen[key], other != code { several.insert(observation.entity) }
            seen[key] = code
        }
        guard !several.isEmpty else { return }
        var codes: [Int64: Int32] = [:]
        var named: Set<Int32> = []
        var names = Set(entities)
        var position = 0
        for piece in table.observations.pieces.indices {
            for row in table.observations.pieces[piece].indices {
                let entity = table.observations.pieces[piece][row].entity
                let code = table.textCodes[text][position / perRecord]
                position += 1
                guard several.contains(entity) else { continue }
                let key = Int64(entity) << 32 | Int64(code + 1)
                if codes[key] == nil {
                    // The first keeps the place.
                    var name =
                        code < 0 ? table.entities.names[Int(entity)] : "\(table.entities.names[Int(entity)]) (\(table.texts[text].names[Int(code)]))"
                    while code >= 0, names.contains(name) { name += "*" }
                    names.insert(name)
                    if named.insert(entity).inserted {
                        codes[key] = entity
                        entities[Int(entity)] = name
                    } else {
                        codes[key] = Int32(entities.count)
                        entities.append(name)
                    }
                }
                table.observations.pieces[piece][row].entity = codes[key]!
            }
        }
    }

    /// Reads the odd texts, each once for each variable and group of columns.
    private mutating func readOddCells() {
        guard !table.oddTexts.names.isEmpty else { return }
        struct Key: Hashable {
            let text: Int
            let variable: Int32
            let group: Int
        }
        var outcomes: [Key: OddOutcome] = [:]
        var position = 0
        let perRecord = roles.values.count
        for piece in table.observations.pieces.indices {
            for row in table.observations.pieces[piece].indices {
                defer { position += 1 }
                let observation = table.observations.pieces[piece][row]
                guard observation.state == ObservationTable.odd else { continue }
                let column = roles.values[row % perRecord]
                let text = Int(observation.value)
                let key = Key(text: text, variable: observation.variable, group: column.group)
                let outcome =
                    outcomes[key]
                    ?? OddOutcome(
                        conventions.reading(text, group: column.group), other: conventions.otherReading(text, group: column.group),
                        unit: conventions.units[Int(observation.variable)])
                outcomes[key] = outcome
                table.observations.pieces[piece][row].state = outcome.state.rawValue
                table.observations.pieces[piece][row].value = outcome.value ?? 0
                guard let kind = outcome.kind else { continue }
                let raw = table.oddTexts.names[text]
                remarks[position] = CellRemark(raw: raw, flag: outcome.flag, low: outcome.low, high: outcome.high, line: Int(observation.line))
                oddCells.append(
                    OddCell(
                        line: Int(observation.line), column: header[column.column], indicator: table.variables.names[Int(observation.variable)],
                        raw: raw,
                        kind: kind, state: outcome.state, flag: outcome.flag, low: outcome.low, high: outcome.high))
            }
        }
    }

    /// What the columns beside a tidy value say of it: its state, its text, its flag and bounds.
    private mutating func readBesideColumns() {
        let columns = roles.textColumns
        func text(_ role: ColumnRole) -> Int? { roles.beside[role].flatMap { columns.firstIndex(of: $0) } }
        let (state, raw, flag, low, high) = (text(.state), text(.raw), text(.flag), text(.low), text(.high))
        guard state != nil || raw != nil || flag != nil || low != nil || high != nil else { return }
        var position = 0
        for piece in table.observations.pieces.indices {
            for row in table.observations.pieces[piece].indices {
                defer { position += 1 }
                func value(_ column: Int?) -> String? {
                    guard let column else { return nil }
                    let code = table.textCodes[column][position / roles.values.count]
                    return code < 0 ? nil : table.texts[column].names[Int(code)]
                }
                func number(_ column: Int?) -> Double? { value(column).flatMap { Double($0) } }
                let observation = table.observations.pieces[piece][row]
                if observation.state != CellState.number.rawValue, let name = value(state),
                    let told = CellState.allCases.first(where: { $0.name == name }), told != .number
                {
                    table.observations.pieces[piece][row].state = told.rawValue
                }
                let (rawText, flagText, lowest, highest) = (value(raw), value(flag), number(low), number(high))
                guard rawText != nil || flagText != nil || lowest != nil || highest != nil else { continue }
                let known = remarks[position]
                remarks[position] = CellRemark(
                    raw: rawText ?? known?.raw ?? "", flag: flagText ?? known?.flag, low: lowest ?? known?.low, high: highest ?? known?.high,
                    line: Int(observation.line))
            }
        }
    }

    /// The value of a cell that several rows give, and where they say the same period twice.
    private func decide(_ cell: Int, _ index: CellIndex) -> (value: Double?, periods: Int, repetitions: [RepeatedObservation]) {
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
                    entity: entities[Int(found[0].entity)], variable: table.variables.names[Int(found[0].variable)], year: Int(found[0].year),
                    period: period.name.isEmpty ? nil : period.name, rows: found.map { .init(value: $0.value, line: Int($0.line)) }, before: before,
                    kept: kept)
            }
            let kept = repetition(kept: last).half.flatMap { before?.value == $0.half ? $0.half : nil } ?? last
            repetitions.append(repetition(kept: kept))
            values.append(kept)
        }
        return (values.isEmpty ? nil : combine(values), periods.count, repetitions)
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

    /// The rows of a cell by period, in the order of the periods.
    private func periods(_ cell: Int, _ index: CellIndex) -> [Period] {
        let rows = index.chain(cell).map { table.observations[$0] }
        return Dictionary(grouping: rows, by: \.period).map { ($0.key < 0 ? "" : table.periods.names[Int($0.key)], $0.value) }
            .sorted { PeriodOrder($0.name) < PeriodOrder($1.name) }
    }

    private func lastPeriod(yearBefore cell: Int, _ index: CellIndex) -> Period? {
        cell % index.yearCount > 0 ? periods(cell - 1, index).last : nil
    }

    private func sibling(before name: String, _ period: Period?) -> RepeatedObservation.Sibling? {
        guard let period, period.name != name else { return nil }
        let values = Set(period.rows.filter { $0.state == CellState.number.rawValue }.map(\.value))
        return values.count == 1 ? RepeatedObservation.Sibling(period: period.name, value: values.first!) : nil
    }
}

/// Where a period stands in its year: by number, by the name of the month, else by its text.
struct PeriodOrder: Comparable {
    private let number: Int
    private let text: String

    init(_ name: String) {
        text = name
        let lower = name.lowercased()
        let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        if let month = months.firstIndex(where: { lower.hasPrefix($0) }) { number = month + 1 } else { number = Int(name) ?? 0 }
    }

    static func < (one: PeriodOrder, other: PeriodOrder) -> Bool { (one.number, one.text) < (other.number, other.text) }
}
