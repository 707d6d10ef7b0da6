import CTableScan
import ColumnStore

/// What the columns of texts belong to: the entities, the variables, the years, entities in years, or single cells.
struct TextColumns {
    private let table: ObservationTable
    private let roles: ColumnRoles
    private let header: [String]
    private let entities: Int
    private let years: ClosedRange<Int>
    /// Attributes that change within entities, whose latest value is kept as the entity's, each with the number of these entities.
    private(set) var changing: [(name: String, entities: Int)] = []
    /// Columns of which a cell has several texts; the last is kept.
    private(set) var several: [String] = []

    /// One entity in so many may change in an attribute.
    private static let rarity = 5

    init(_ table: ObservationTable, roles: ColumnRoles, header: [String], entities: Int, years: ClosedRange<Int>) {
        self.table = table
        self.roles = roles
        self.header = header
        self.entities = entities
        self.years = years
    }

    /// Puts the columns into the panel.
    mutating func add(to panel: inout Panel) {
        let columns = roles.textColumns
        for (text, column) in columns.enumerated() {
            let role = roles.beside.first { $0.value == column }?.key
            switch role {
            case .state, .raw, .flag, .low, .high: continue
            case .unit, .label: describe(text, as: role!, name: FoldedText.name(header[column]), in: &panel)
            default: add(text, FoldedText.name(header[column]), to: &panel)
            }
        }
    }

    /// Units and labels are those of the variables when each has one.
    private mutating func describe(_ text: Int, as role: ColumnRole, name: String, in panel: inout Panel) {
        let variables = panel.variables
        guard let codes = codes(text, count: variables.count, key: { Int($0.variable) }) else { return add(text, name, to: &panel) }
        for (variable, code) in zip(variables, codes) where code >= 0 {
            var description = panel.description(of: variable)
            let value = table.texts[text].names[Int(code)]
            if role == .unit { description.unit = value } else { description.label = value }
            panel.describe(variable, as: description)
        }
    }

    private mutating func add(_ text: Int, _ name: String, to panel: inout Panel) {
        let names = table.texts[text].names
        func column(_ codes: [Int32]) -> DictionaryColumn { DictionaryColumn(codes.map { $0 < 0 ? nil : names[Int($0)] }) }
        let (latest, changed, isPartial) = latest(text)
        if changed == 0 {
            panel.setAttribute(name, column(latest))
            // Where some rows of an entity are blank, the text is not said of all of them.
            if !isPartial { return }
        } else if changed * Self.rarity <= latest.count(where: { $0 >= 0 }) {
            changing.append((name, changed))
            panel.setAttribute(name, column(latest))
        }
        let isTidy = roles.values.count == 1 || roles.indicator != nil
        let yearCount = years.count
        let first = years.lowerBound
        if isTidy, let codes = codes(text, count: panel.variables.count, key: { Int($0.variable) }) {
            return panel.setDetail(name, PanelAttribute(scope: .variable, values: column(codes)))
        }
        if let codes = codes(text, count: yearCount, key: { Int($0.year) - first }) {
            return panel.setDetail(name, PanelAttribute(scope: .year, values: column(codes)))
        }
        let entityYears = codes(text, count: entities * yearCount, key: { Int($0.entity) * yearCount + Int($0.year) - first })
        if let entityYears { return panel.setDetail(name, PanelAttribute(scope: .entityYear, values: column(entityYears))) }
        let cells = entities * yearCount * panel.variables.count
        func cell(_ observation: ObservationTable.Observation) -> Int {
            (Int(observation.variable) * entities + Int(observation.entity)) * yearCount + Int(observation.year) - first
        }
        if isTidy {
            if let codes = codes(text, count: cells, key: cell) {
                return panel.setDetail(name, PanelAttribute(scope: .cell, values: column(codes)))
            }
            several.append(name)
            return panel.setDetail(
                name, PanelAttribute(scope: .cell, values: column(codes(text, count: cells, lastWins: true, key: cell)!)))
        }
        several.append(name)
        let last = codes(text, count: entities * yearCount, lastWins: true, key: { Int($0.entity) * yearCount + Int($0.year) - first })!
        panel.setDetail(name, PanelAttribute(scope: .entityYear, values: column(last)))
    }

    /// The code of each entity in its latest year, how many entities have several, and whether an entity has blank rows beside others. Of several rows of that
    /// year the last in the file counts.
    private func latest(_ text: Int) -> (codes: [Int32], changed: Int, isPartial: Bool) {
        var codes = [Int32](repeating: -1, count: entities)
        var latestYear = [Int16](repeating: .min, count: entities)
        var changed: Set<Int> = []
        var hasBlank = [Bool](repeating: false, count: entities)
        let perRecord = roles.values.count
        table.observations.forEach { position, observation in
            let code = table.textCodes[text][position / perRecord]
            let entity = Int(observation.entity)
            guard code >= 0 else {
                hasBlank[entity] = true
                return
            }
            if codes[entity] >= 0, codes[entity] != code { changed.insert(entity) }
            if observation.year >= latestYear[entity] {
                codes[entity] = code
                latestYear[entity] = observation.year
            }
        }
        return (codes, changed.count, zip(codes, hasBlank).contains { $0 >= 0 && $1 })
    }

    /// One code for each key, where all observations of a key have the same; `nil` where they have not, unless the last wins.
    private func codes(
        _ text: Int, count: Int, lastWins: Bool = false, key: (ObservationTable.Observation) -> Int
    ) -> [Int32]? {
        var codes = [Int32](repeating: -2, count: count)
        let perRecord = roles.values.count
        var position = 0
        for piece in table.observations.pieces {
            for observation in piece {
                let code = table.textCodes[text][position / perRecord]
                position += 1
                let place = key(observation)
                if codes[place] != -2, codes[place] != code, !lastWins { return nil }
                codes[place] = code
            }
        }
        return codes.map { max($0, -1) }
    }
}
