import ColumnStore
import Disclosure

/// Gathers the rows of a table by entity, variable and year, and decides what goes into the panel.
struct ObservationTable {
    private struct Key: Hashable {
        let entity: Int
        let variable: Int
        let year: Int
    }

    private struct Row {
        let period: String
        let value: Double?
        let state: CellState
        let line: Int
    }

    private let combination: PanelTableReader.Combination
    private var entities: [String] = []
    private var variables: [String] = []
    private var entityCode: [String: Int] = [:]
    private var variableCode: [String: Int] = [:]
    private var order: [Key] = []
    private var rows: [Key: [Row]] = [:]

    private var skipped: [Int] = []

    init(combination: PanelTableReader.Combination) { self.combination = combination }

    mutating func add(entity: String, year: Int, variable: String, period: String?, text: String, line: Int) {
        let key = Key(
            entity: Self.code(entity, &entities, &entityCode), variable: Self.code(variable, &variables, &variableCode), year: year)
        let (value, state) = NumberText.read(text)
        if rows[key] == nil { order.append(key) }
        rows[key, default: []].append(Row(period: period ?? "", value: value, state: state, line: line))
    }

    mutating func skip(_ line: Int) { skipped.append(line) }

    func panel(attributes: [String: [String: String]], period: String?, ignored: [String]) -> PanelTable {
        let years = (order.map(\.year).min() ?? 0)...(order.map(\.year).max() ?? 0)
        var panel = Panel(entities: entities, years: years)
        var repetitions: [RepeatedObservation] = []
        var numbers = 0
        for key in order {
            let periods = Dictionary(grouping: rows[key]!, by: \.period).sorted { $0.key < $1.key }
            var values: [Double] = []
            for (index, (name, rows)) in periods.enumerated() {
                let found = rows.filter { $0.value != nil }
                guard let last = found.last?.value else { continue }
                numbers += found.count
                guard found.count > 1 else {
                    values.append(last)
                    continue
                }
                let before = sibling(before: name, index > 0 ? periods[index - 1] : previous(key))
                let given = found.map { RepeatedObservation.Row(value: $0.value!, line: $0.line) }
                let draft = RepeatedObservation(
                    entity: entities[key.entity], variable: variables[key.variable], year: key.year, period: period == nil ? nil : name,
                    rows: given, before: before, kept: last)
                let kept = draft.half.map { half in before?.value == half.half ? half.half : last } ?? last
                repetitions.append(
                    RepeatedObservation(
                        entity: draft.entity, variable: draft.variable, year: key.year, period: draft.period, rows: given, before: before,
                        kept: kept))
                values.append(kept)
            }
            let state = values.isEmpty ? (rows[key]!.last?.state ?? .blank) : .number
            panel.set(
                variables[key.variable], entity: key.entity, year: key.year, value: values.isEmpty ? nil : combine(values),
                state: state.rawValue)
        }
        for (name, values) in attributes.sorted(by: { $0.key < $1.key }) {
            panel.setAttribute(name, DictionaryColumn(entities.map { values[$0].flatMap { $0.isEmpty ? nil : $0 } }))
        }
        return PanelTable(
            panel: panel, repetitions: repetitions, periodColumn: period, ignoredColumns: ignored, numberCount: numbers,
            namelessLines: skipped)
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

    /// The last period of the year before.
    private func previous(_ key: Key) -> (key: String, value: [Row])? {
        guard let rows = rows[Key(entity: key.entity, variable: key.variable, year: key.year - 1)] else { return nil }
        return Dictionary(grouping: rows, by: \.period).max { $0.key < $1.key }
    }

    private func sibling(before name: String, _ period: (key: String, value: [Row])?) -> RepeatedObservation.Sibling? {
        guard let period, period.key != name else { return nil }
        let values = Set(period.value.compactMap(\.value))
        return values.count == 1 ? RepeatedObservation.Sibling(period: period.key, value: values.first!) : nil
    }

    private static func code(_ name: String, _ names: inout [String], _ codes: inout [String: Int]) -> Int {
        if let code = codes[name] { return code }
        codes[name] = names.count
        names.append(name)
        return names.count - 1
    }
}
