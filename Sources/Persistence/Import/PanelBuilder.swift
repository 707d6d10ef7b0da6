import ColumnStore
import Disclosure

/// Gathers the lines of a CSV file into a panel.
struct PanelBuilder {
    private enum Layout {
        case tidy(indicator: Int, value: Int)
        case wideByVariable
        case wideByYear(indicator: Int?, years: [(column: Int, year: Int)])
    }

    /// A number or hole with its place.
    private struct Observation {
        var entity: Int32
        var year: Int32
        var variable: Int32
        var state: UInt8
        var value: Double
    }

    private let header: [String]
    private let layout: Layout
    private let entityColumn: Int
    private let yearColumn: Int?
    private var entities = CodeBook()
    private var variables = CodeBook()
    private var observations: [Observation] = []
    private var extras: [Extra] = []
    private(set) var rows = 0

    /// A column that is no key: an attribute, or a variable of a wide file.
    private struct Extra {
        let column: Int
        var isConstant = true
        var isRepeated = false
        var isNumeric = true
        var hasValue = false
        var byEntity: [String?] = []
        var observations: [Observation] = []
    }

    private static let names: [String: [String]] = [
        "entity": ["entity", "name", "body", "organisation", "organization", "主体", "单位", "地区", "机关", "名称"],
        "year": ["year", "年度", "年份", "年"],
        "indicator": ["indicator", "variable", "measure", "指标", "项目"],
        "value": ["value", "数值", "值"],
    ]

    init(header: [String]) throws(PanelImportError) {
        self.header = header.map { $0.filter { !$0.isWhitespace || $0 == " " } }
        let lower = self.header.map { $0.lowercased() }
        func find(_ role: String) -> Int? { Self.names[role]!.lazy.compactMap { lower.firstIndex(of: $0) }.first }
        guard let entity = find("entity") else { throw .missingColumn(wanted: "the entity (entity, 主体)", found: header) }
        entityColumn = entity
        let indicator = find("indicator")
        let years = lower.indices.compactMap { column in Self.year(lower[column].utf8).map { (column: column, year: $0) } }
        if let year = find("year") {
            yearColumn = year
            if let indicator, let value = find("value") {
                layout = .tidy(indicator: indicator, value: value)
            } else {
                layout = .wideByVariable
            }
        } else if !years.isEmpty {
            yearColumn = nil
            layout = .wideByYear(indicator: indicator, years: years)
        } else {
            throw .missingColumn(wanted: "the year (year, 年度, or one column a year)", found: header)
        }
        var keys: Set<Int> = [entity]
        if let yearColumn { keys.insert(yearColumn) }
        switch layout {
        case .tidy(let indicator, let value): keys.formUnion([indicator, value])
        case .wideByVariable: break
        case .wideByYear(let indicator, let years):
            keys.formUnion(years.map(\.column))
            if let indicator { keys.insert(indicator) }
        }
        extras = header.indices.filter { !keys.contains($0) }.map { Extra(column: $0) }
    }

    mutating func add(_ row: DelimitedText.Row) throws(PanelImportError) {
        rows += 1
        let entity = Int32(entities.code(row.bytes(entityColumn)) { row.text(entityColumn) })
        var year: Int32 = 0
        if let yearColumn {
            guard let found = Self.year(row.bytes(yearColumn)) else { throw .badYear(line: row.line, text: row.text(yearColumn)) }
            year = Int32(found)
        }
        switch layout {
        case .tidy(let indicator, let value):
            let variable = variables.code(row.bytes(indicator)) { row.text(indicator) }
            try observe(row, value, entity: entity, year: year, variable: variable)
        case .wideByVariable: break
        case .wideByYear(let indicator, let years):
            let variable = indicator.map { column in variables.code(row.bytes(column)) { row.text(column) } } ?? variables.code(of: "value")
            for (column, year) in years { try observe(row, column, entity: entity, year: Int32(year), variable: variable) }
        }
        for index in extras.indices { note(row, &extras[index], entity: Int(entity), year: year) }
    }

    private mutating func observe(
        _ row: DelimitedText.Row, _ column: Int, entity: Int32, year: Int32, variable: Int
    ) throws(PanelImportError) {
        let field = row.bytes(column)
        var observation = Observation(entity: entity, year: year, variable: Int32(variable), state: CellState.number.rawValue, value: 0)
        if let value = DecimalText.double(field) {
            observation.value = value
        } else if Self.isMissing(field) {
            observation.state = CellState.blank.rawValue
        } else {
            throw .notANumber(line: row.line, column: header[column], text: row.text(column))
        }
        observations.append(observation)
    }

    /// Notes a column that is no key: whether it is one value an entity, and whether it is all numbers.
    private func note(_ row: DelimitedText.Row, _ extra: inout Extra, entity: Int, year: Int32) {
        let field = row.bytes(extra.column)
        while extra.byEntity.count <= entity { extra.byEntity.append(nil) }
        if Self.isMissing(field) {
            if case .wideByVariable = layout {
                extra.observations.append(Observation(entity: Int32(entity), year: year, variable: 0, state: CellState.blank.rawValue, value: 0))
            }
            return
        }
        extra.hasValue = true
        let text = row.text(extra.column)
        if let known = extra.byEntity[entity] {
            if known == text { extra.isRepeated = true } else { extra.isConstant = false }
        } else {
            extra.byEntity[entity] = text
        }
        guard case .wideByVariable = layout, extra.isNumeric else { return }
        if let value = DecimalText.double(field) {
            extra.observations.append(
                Observation(entity: Int32(entity), year: year, variable: 0, state: CellState.number.rawValue, value: value))
        } else {
            extra.isNumeric = false
        }
    }

    func finish() throws(PanelImportError) -> PanelImport {
        var observations = observations
        var variables = variables
        var attributes: [Extra] = []
        var dropped: [String] = []
        for extra in extras where extra.hasValue {
            // A number that comes again and again for an entity and never changes, such as a code, is an attribute too.
            let isVariable: Bool
            if case .wideByVariable = layout { isVariable = extra.isNumeric && !(extra.isConstant && extra.isRepeated) } else { isVariable = false }
            if isVariable {
                let code = Int32(variables.code(of: header[extra.column]))
                observations += extra.observations.map { observation in
                    var observation = observation
                    observation.variable = code
                    return observation
                }
            } else if extra.isConstant {
                attributes.append(extra)
            } else {
                dropped.append(header[extra.column])
            }
        }
        guard let first = observations.lazy.map(\.year).min(), let last = observations.lazy.map(\.year).max() else { throw .empty }
        guard last - first < 500 else { throw .implausibleYears(first: Int(first), last: Int(last)) }
        let years = Int(first)...Int(last)
        var seen = [UInt8](repeating: 0, count: entities.names.count * years.count * variables.names.count)
        var conflicts = 0
        var panel = Panel(entities: entities.names, years: years, variables: variables.names) { writer in
            var values = [Int: Double]()
            for observation in observations {
                let period = Int(observation.year - first)
                let cell = (Int(observation.variable) * entities.names.count + Int(observation.entity)) * years.count + period
                if observation.state != CellState.number.rawValue {
                    if seen[cell] == 0 {
                        writer.set(variable: Int(observation.variable), entity: Int(observation.entity), period: period, state: observation.state)
                    }
                } else if seen[cell] == 0 {
                    seen[cell] = 1
                    values[cell] = observation.value
                    writer.set(
                        variable: Int(observation.variable), entity: Int(observation.entity), period: period, value: observation.value,
                        state: observation.state)
                } else if seen[cell] == 1, values[cell] != observation.value {
                    seen[cell] = 2
                    conflicts += 1
                }
            }
        }
        for attribute in attributes {
            let missing = [String?](repeating: nil, count: entities.names.count - attribute.byEntity.count)
            panel.setAttribute(header[attribute.column], DictionaryColumn(attribute.byEntity + missing))
        }
        return PanelImport(panel: panel, conflicts: conflicts, droppedColumns: dropped)
    }

    private static func year(_ field: some Sequence<UInt8>) -> Int? {
        var year = 0
        var digits = 0
        for byte in field where byte > 32 {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else {
                // 2020年 is a year; 2020-06-30 is not.
                return digits == 4 && byte == 0xE5 ? year : nil
            }
            year = year * 10 + Int(byte - UInt8(ascii: "0"))
            digits += 1
            guard digits <= 4 else { return nil }
        }
        return digits == 4 ? year : nil
    }

    private static func isMissing(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
        let text = field.filter { $0 > 32 }
        return text.isEmpty || missingMarks.contains(text)
    }

    private static let missingMarks: Set<[UInt8]> = Set(["NA", "N/A", "NaN", "nan", "null", "NULL", "-", "—", "/", "..", "."].map { Array($0.utf8) })
}

/// Dense codes of names in the order of their first appearance.
struct CodeBook {
    private(set) var names: [String] = []
    private var codeOf: [String: Int] = [:]
    private var lastBytes: [UInt8] = []
    private var lastCode = -1

    /// The code of a name given as bytes; the text is only made when the bytes are not those of the last one.
    mutating func code(_ bytes: UnsafeBufferPointer<UInt8>, text: () -> String) -> Int {
        if lastCode >= 0, lastBytes.count == bytes.count, lastBytes.elementsEqual(bytes) { return lastCode }
        lastBytes = Array(bytes)
        lastCode = code(of: text())
        return lastCode
    }

    mutating func code(of name: String) -> Int {
        if let code = codeOf[name] { return code }
        codeOf[name] = names.count
        names.append(name)
        return names.count - 1
    }
}
