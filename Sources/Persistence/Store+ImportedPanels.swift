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
                if (content, rules, way) == (sha256, imported.rules, reading) { return false }
                for part in [StoreTable.panelVariable, .panelAttribute] { try transaction.delete(part, where: "panel_id = ?", [known[0]]) }
                try transaction.delete(table, where: table.isKey, [known[0]])
            }
            let panel = imported.panel
            let id = StoredValue.integer(try transaction.nextNumber(table))
            try transaction.insert(
                table,
                [
                    id, StoredValue(imported.name), StoredValue(imported.source), StoredValue(sha256), StoredValue(panel.years.lowerBound),
                    StoredValue(panel.years.upperBound), StoredValue(try Self.json(panel.entities)), StoredValue(imported.rules),
                    StoredValue(reading), StoredValue(try Self.json(imported.repetitions)), StoredValue(panel.variables.count),
                    StoredValue(panel.attributes.count),
                ])
            for (name, column) in panel.attributes.sorted(by: { $0.key < $1.key }) {
                let values = (0..<column.count).map { column[$0] }
                try transaction.insert(.panelAttribute, [id, StoredValue(name), StoredValue(try Self.json(values))])
            }
            for (position, variable) in panel.variables.enumerated() {
                let packed = PackedSeries.pack(panel.column(variable)!, panel.states(variable)!)
                try transaction.insert(.panelVariable, [id, StoredValue(position), StoredValue(variable), .blob(packed)])
            }
            return true
        }
    }

    /// The panels from elsewhere, in the order of their names.
    public func importedPanels() throws(StoreError) -> [ImportedPanel] {
        let table = StoreTable.panel
        return try read { db in
            var rows: [[StoredValue]] = []
            try VerifiedScan.forEach(table, db) { row in rows.append(table.columns.indices.map { row.value($0) }) }
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
        guard variables.count == row[table["variables"]].int, attributes.count == row[table["attributes"]].int else {
            throw StoreError.damaged("parts of the panel \(text("name")) are missing")
        }
        for variable in variables {
            try variable[3].bytes.withUnsafeBytes { try PackedSeries.unpack($0, variable: variable[2].text, into: &panel) }
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

    static func unpack(_ bytes: UnsafeRawBufferPointer, variable: String, into panel: inout Panel) throws(StoreError) {
        var reader = ByteReader(bytes)
        guard try reader.byte() == version else { throw .damaged("a variable of an unknown version") }
        var states: [UInt8] = []
        for _ in 0..<panel.entities.count * panel.yearCount { states.append(try reader.byte()) }
        for (position, state) in states.enumerated() {
            let (entity, period) = position.quotientAndRemainder(dividingBy: panel.yearCount)
            let value = state == CellState.number.rawValue ? Double(bitPattern: try reader.fixed(UInt64.self)) : nil
            panel.set(variable, entity: entity, year: panel.years.lowerBound + period, value: value, state: state)
        }
    }
}
