import ColumnStore
import Disclosure
import Foundation
import GRDB

extension Store {
    /// Puts a panel from elsewhere into the store, in place of an earlier one of its name, all of it or nothing.
    ///
    /// - Parameters:
    ///   - sha256: the digest of the file.
    ///   - reading: how the file was read, where there was a choice.
    /// - Returns: `false` when the same bytes, read the same way, with the same rules are there already.
    @discardableResult
    public func put(_ imported: ImportedPanel, sha256: String, reading: String = "") throws(StoreError) -> Bool {
        let table = StoreTable.panel
        return try transaction { transaction in
            let known = try VerifiedScan.rows(table, transaction.db, where: "name = ?", [StoredValue(imported.name)]).first
            if let known {
                let (content, rules, way) = (known[table["sha256"]].text, known[table["rules"]].text, known[table["reading"]].text)
                if (content, rules, way) == (sha256, imported.rules, reading), known[table["forgotten"]].int == 0 { return false }
                try Self.removePanel(known[0], transaction)
            }
            let panel = imported.panel
            let id = StoredValue.integer(try transaction.nextNumber(table))
            try transaction.insert(
                table,
                [
                    id, StoredValue(imported.name), StoredValue(imported.source), StoredValue(sha256), StoredValue(panel.years.lowerBound),
                    StoredValue(panel.years.upperBound), StoredValue(try Self.json(panel.entities)), StoredValue(imported.rules),
                    StoredValue(reading), StoredValue(try Self.json(imported.repetitions)), StoredValue(panel.variables.count),
                    StoredValue(panel.attributes.count), StoredValue(panel.details.count), StoredValue(0),
                ])
            for (name, column) in panel.attributes.sorted(by: { $0.key < $1.key }) {
                let values = (0..<column.count).map { column[$0] }
                try transaction.insert(.panelAttribute, [id, StoredValue(name), StoredValue(try Self.json(values))])
            }
            for (position, variable) in panel.variables.enumerated() {
                let packed = PackedSeries.pack(panel.column(variable)!, panel.states(variable)!)
                let description = panel.description(of: variable)
                try transaction.insert(
                    .panelVariable,
                    [
                        id, StoredValue(position), StoredValue(variable), .blob(packed), StoredValue(description.unit),
                        StoredValue(description.kind?.rawValue), StoredValue(description.label), .blob(PackedRemarks.pack(panel.remarks(variable))),
                    ])
            }
            for (name, detail) in panel.details.sorted(by: { $0.key < $1.key }) {
                try transaction.insert(
                    .panelDetail, [id, StoredValue(name), StoredValue(detail.scope.rawValue), .blob(PackedTexts.pack(detail.values))])
            }
            return true
        }
    }

    /// Takes out a panel with all its parts.
    static func removePanel(_ id: StoredValue, _ transaction: StoreTransaction) throws {
        for part in [StoreTable.panelVariable, .panelAttribute, .panelDetail] { try transaction.delete(part, where: "panel_id = ?", [id]) }
        try transaction.delete(.panel, where: StoreTable.panel.isKey, [id])
    }

    /// The panels from elsewhere, in the order of their names.
    public func importedPanels() throws(StoreError) -> [ImportedPanel] {
        let table = StoreTable.panel
        return try read { db in
            var rows: [[StoredValue]] = []
            try VerifiedScan.forEach(table, db) { row in
                if row.int(table["forgotten"]) == 0 { rows.append(row.values(of: table)) }
            }
            return try rows.map { row in try Self.imported(row, db) }.sorted { $0.name < $1.name }
        }
    }

    private static func imported(_ row: [StoredValue], _ db: Database) throws -> ImportedPanel {
        let table = StoreTable.panel
        func text(_ column: String) -> String { row[table[column]].text }
        let entities: [String] = try parse(text("entities"))
        var panel = Panel(entities: entities, years: row[table["first_year"]].int...row[table["last_year"]].int)
        let variables = try VerifiedScan.rows(.panelVariable, db, where: "panel_id = ?", [row[0]])
        let attributes = try VerifiedScan.rows(.panelAttribute, db, where: "panel_id = ?", [row[0]])
        let details = try VerifiedScan.rows(.panelDetail, db, where: "panel_id = ?", [row[0]])
        guard variables.count == row[table["variables"]].int, attributes.count == row[table["attributes"]].int,
            details.count == row[table["details"]].int
        else { throw StoreError.damaged("parts of the panel \(text("name")) are missing") }
        let columns = StoreTable.panelVariable
        panel = try Panel(entities: entities, years: panel.years, variables: variables.map { $0[columns["name"]].text }) { writer in
            for (position, variable) in variables.enumerated() {
                try variable[columns["packed"]].bytes.withUnsafeBytes {
                    try PackedSeries.unpack($0, variable: position, entities: entities.count, years: panel.yearCount, into: writer)
                }
            }
        }
        for variable in variables {
            let name = variable[columns["name"]].text
            let kind = variable[columns["kind"]].optionalText.flatMap(VariableDescription.Kind.init)
            let (unit, label) = (variable[columns["unit"]].optionalText, variable[columns["label"]].optionalText)
            panel.describe(name, as: VariableDescription(unit: unit, kind: kind, label: label))
            let remarks = try variable[columns["remarks"]].bytes.withUnsafeBytes {
                try PackedRemarks.unpack($0, periodCount: panel.yearCount, positions: entities.count * panel.yearCount)
            }
            panel.setRemarks(name, remarks)
        }
        let sizes: [PanelAttribute.Scope: Int] = [
            .variable: variables.count, .year: panel.yearCount, .entityYear: entities.count * panel.yearCount,
            .cell: variables.count * entities.count * panel.yearCount,
        ]
        for detail in details {
            guard let scope = PanelAttribute.Scope(rawValue: detail[2].text) else { throw StoreError.damaged("a column of unknown scope") }
            let values = try detail[3].bytes.withUnsafeBytes { try PackedTexts.unpack($0, count: sizes[scope] ?? 0) }
            panel.setDetail(detail[1].text, PanelAttribute(scope: scope, values: values))
        }
        for attribute in attributes {
            let values: [String?] = try parse(attribute[2].text)
            guard values.count == entities.count else { throw StoreError.damaged("an attribute of \(values.count) entities") }
            panel.setAttribute(attribute[1].text, DictionaryColumn(values))
        }
        return ImportedPanel(
            name: text("name"), panel: panel, rules: text("rules"), repetitions: try parse(text("repetitions")), source: text("source"))
    }

    private static func json(_ value: some Encodable) throws -> String { String(decoding: try JSONEncoder().encode(value), as: UTF8.self) }

    private static func parse<Value: Decodable>(_ text: String) throws -> Value {
        do { return try JSONDecoder().decode(Value.self, from: Data(text.utf8)) } catch { throw StoreError.damaged("a list that is no JSON") }
    }
}

/// One variable of an imported panel in one blob.
///
/// **Layout.** Byte 0: version, 1. Then a byte of state a cell, series by series; then the numbers of the cells whose state is `number`, as
/// little-endian doubles in the same order.
enum PackedSeries {
    private static let version: UInt8 = 1

    static func pack(_ column: SeriesColumn, _ states: StateColumn) -> [UInt8] {
        var writer = ByteWriter()
        writer.byte(version)
        for series in 0..<column.seriesCount {
            for period in 0..<column.periodCount { writer.byte(states[series, period]) }
        }
        for series in 0..<column.seriesCount {
            for case let value? in column.series(series) { writer.fixed(value.bitPattern) }
        }
        return writer.bytes
    }

    static func unpack(
        _ bytes: UnsafeRawBufferPointer, variable: Int, entities: Int, years: Int, into writer: PanelWriter
    ) throws(StoreError) {
        var reader = ByteReader(bytes)
        guard try reader.byte() == version else { throw .damaged("a variable of an unknown version") }
        let states = try reader.bytes(entities * years)
        for position in 0..<states.count where states[position] != CellState.absent.rawValue {
            let (entity, period) = position.quotientAndRemainder(dividingBy: years)
            if states[position] == CellState.number.rawValue {
                let value = Double(bitPattern: try reader.fixed(UInt64.self))
                writer.set(variable: variable, entity: entity, period: period, value: value, state: states[position])
            } else {
                writer.set(variable: variable, entity: entity, period: period, state: states[position])
            }
        }
    }
}
