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
        try transaction { db in
            let known = try Row.fetchOne(db, sql: "SELECT id, sha256, rules, reading FROM panel WHERE name = ?", arguments: [imported.name])
            if let known {
                if known["sha256"] == sha256, known["rules"] == imported.rules, known["reading"] == reading { return false }
                for table in ["panel_variable", "panel_attribute", "panel_detail"] {
                    try db.execute(sql: "DELETE FROM \(table) WHERE panel_id = ?", arguments: [known["id"] as Int64])
                }
                try db.execute(sql: "DELETE FROM panel WHERE id = ?", arguments: [known["id"] as Int64])
            }
            let panel = imported.panel
            try db.execute(
                sql: """
                    INSERT INTO panel (name, source, sha256, first_year, last_year, entities, rules, reading, repetitions)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    imported.name, imported.source, sha256, panel.years.lowerBound, panel.years.upperBound, try Self.json(panel.entities),
                    imported.rules, reading, try Self.json(imported.repetitions),
                ])
            let id = db.lastInsertedRowID
            for (name, column) in panel.attributes.sorted(by: { $0.key < $1.key }) {
                try db.execute(
                    sql: "INSERT INTO panel_attribute VALUES (?, ?, ?)",
                    arguments: [id, name, try Self.json((0..<column.count).map { column[$0] })])
            }
            for (position, variable) in panel.variables.enumerated() {
                let packed = PackedSeries.pack(panel.column(variable)!, panel.states(variable)!)
                let description = panel.description(of: variable)
                try db.execute(
                    sql: "INSERT INTO panel_variable (panel_id, position, name, packed, unit, kind, label, remarks) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    arguments: [
                        id, position, variable, Data(packed), description.unit, description.kind?.rawValue, description.label,
                        Data(PackedRemarks.pack(panel.remarks(variable))),
                    ])
            }
            for (name, detail) in panel.details.sorted(by: { $0.key < $1.key }) {
                try db.execute(
                    sql: "INSERT INTO panel_detail (panel_id, name, scope, packed) VALUES (?, ?, ?, ?)",
                    arguments: [id, name, detail.scope.rawValue, Data(PackedTexts.pack(detail.values))])
            }
            return true
        }
    }

    /// The panels from elsewhere, in the order in which they were imported.
    public func importedPanels() throws(StoreError) -> [ImportedPanel] {
        try read { db in
            let sql = "SELECT id, name, source, first_year, last_year, entities, rules, repetitions FROM panel ORDER BY id"
            return try Row.fetchAll(db, sql: sql).map { row in
                let entities: [String] = try Self.parse(row["entities"])
                var panel = Panel(entities: entities, years: (row["first_year"] as Int)...(row["last_year"] as Int))
                let id: Int64 = row["id"]
                let variables = try Row.fetchAll(
                    db, sql: "SELECT name, packed, unit, kind, label, remarks FROM panel_variable WHERE panel_id = ? ORDER BY position",
                    arguments: [id])
                panel = try Panel(entities: entities, years: panel.years, variables: variables.map { $0["name"] }) { writer in
                    for (position, variable) in variables.enumerated() {
                        try (variable["packed"] as Data).withUnsafeBytes {
                            try PackedSeries.unpack($0, variable: position, entities: entities.count, years: panel.yearCount, into: writer)
                        }
                    }
                }
                for variable in variables {
                    let name: String = variable["name"]
                    let kind = (variable["kind"] as String?).flatMap(VariableDescription.Kind.init)
                    panel.describe(name, as: VariableDescription(unit: variable["unit"], kind: kind, label: variable["label"]))
                    panel.setRemarks(
                        name,
                        try (variable["remarks"] as Data).withUnsafeBytes {
                            try PackedRemarks.unpack($0, periodCount: panel.yearCount, positions: entities.count * panel.yearCount)
                        })
                }
                let sizes: [PanelAttribute.Scope: Int] = [
                    .variable: variables.count, .year: panel.yearCount, .entityYear: entities.count * panel.yearCount,
                    .cell: variables.count * entities.count * panel.yearCount,
                ]
                for detail in try Row.fetchAll(db, sql: "SELECT name, scope, packed FROM panel_detail WHERE panel_id = ?", arguments: [id]) {
                    guard let scope = PanelAttribute.Scope(rawValue: detail["scope"]) else { throw StoreError.damaged("a column of unknown scope") }
                    let values = try (detail["packed"] as Data).withUnsafeBytes { try PackedTexts.unpack($0, count: sizes[scope]!) }
                    panel.setDetail(detail["name"], PanelAttribute(scope: scope, values: values))
                }
                for attribute in try Row.fetchAll(db, sql: "SELECT name, packed FROM panel_attribute WHERE panel_id = ?", arguments: [id]) {
                    let values: [String?] = try Self.parse(attribute["packed"])
                    guard values.count == entities.count else { throw StoreError.damaged("an attribute of \(values.count) entities") }
                    panel.setAttribute(attribute["name"], DictionaryColumn(values))
                }
                return ImportedPanel(
                    name: row["name"], panel: panel, rules: row["rules"], repetitions: try Self.parse(row["repetitions"]), source: row["source"])
            }
        }
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
