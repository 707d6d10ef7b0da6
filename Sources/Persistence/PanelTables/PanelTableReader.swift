public import ColumnStore
import Disclosure

/// Reads any yearly panel from comma-separated values, tidy or wide, in whatever order the columns stand.
///
/// ```swift
/// let imported = try PanelTableReader().read(bytes)
/// imported.panel.value("received", entity: 0, year: 2020)
/// ```
/// **Layouts.** Tidy: columns `entity`, `year`, `indicator`, `value`. Wide: `entity`, `year` and a column for each indicator; or `entity`,
/// `indicator` and a column for each year. Names of columns are matched without regard to letter case; others can be given.
/// **Other columns.** One that is the same in all rows of an entity is an attribute of the entity. One that holds dates is the period within the
/// year. Others are named in `ignoredColumns`.
/// **Several values for one cell.** Of the periods of a year, `combination` decides. Of several rows for one period the last is taken, save that
/// of two values one of which is half the other the half is taken when the period before has it too: the whole is then a total of both periods.
/// Every repetition is listed. Rows without an entity or an indicator are left out and listed.
/// - Complexity: O(bytes).
public struct PanelTableReader: Sendable {
    /// How the periods of a year become its value.
    public enum Combination: String, Sendable, Hashable, CaseIterable {
        case last, first, sum, mean, max
    }

    /// Names of the columns, where they are not the usual ones.
    public var entityColumn: String
    /// The column of years.
    public var yearColumn: String
    /// The column of indicators.
    public var indicatorColumn: String
    /// The column of values.
    public var valueColumn: String
    /// How the periods of a year become its value.
    public var combination: Combination

    /// An import with the usual names.
    public init(
        entityColumn: String = "entity", yearColumn: String = "year", indicatorColumn: String = "indicator", valueColumn: String = "value",
        combination: Combination = .last
    ) {
        self.entityColumn = entityColumn
        self.yearColumn = yearColumn
        self.indicatorColumn = indicatorColumn
        self.valueColumn = valueColumn
        self.combination = combination
    }

    /// The panel of a file.
    /// - Throws: ``PanelTableError``.
    public func read(_ bytes: some Sequence<UInt8>) throws(PanelTableError) -> PanelTable {
        try read(DelimitedRecords(bytes))
    }

    /// The panel of records.
    /// - Throws: ``PanelTableError``.
    public func read(_ table: DelimitedRecords) throws(PanelTableError) -> PanelTable {
        guard !table.records.isEmpty else { throw .noRecords }
        var position: [String: Int] = [:]
        for (index, name) in table.header.enumerated() {
            guard position.updateValue(index, forKey: name.lowercased()) == nil else { throw .repeatedColumn(name: name) }
        }
        func column(_ name: String) throws(PanelTableError) -> Int {
            guard let index = position[name.lowercased()] else { throw .missingColumn(name: name, found: table.header) }
            return index
        }
        let entity = try column(entityColumn)
        let indicator = position[indicatorColumn.lowercased()]
        var observations = ObservationTable(combination: combination)
        var used: Set<Int> = [entity]
        if let indicator, let value = position[valueColumn.lowercased()] {
            let year = try column(yearColumn)
            used.formUnion([year, indicator, value])
            let others = table.header.indices.filter { !used.contains($0) }
            let roles = ColumnRoles(table, entity: entity, candidates: others)
            for (record, line) in zip(table.records, table.lines) {
                guard Self.isName(record[entity]), Self.isName(record[indicator]) else {
                    observations.skip(line)
                    continue
                }
                observations.add(
                    entity: record[entity], year: try self.year(record[year], line),
                    variable: record[indicator], period: roles.period.map { record[$0] }, text: record[value],
                    line: line)
            }
            return observations.panel(
                attributes: roles.attributes(table, entity: entity), period: roles.period.map { table.header[$0] },
                ignored: roles.ignored.map { table.header[$0] })
        }
        if let indicator {
            let years = table.header.indices.filter { Int(table.header[$0]).map { (1000...9999).contains($0) } == true }
            guard !years.isEmpty else { throw .missingColumn(name: valueColumn, found: table.header) }
            used.formUnion(years + [indicator])
            let roles = ColumnRoles(table, entity: entity, candidates: table.header.indices.filter { !used.contains($0) }, allowsPeriod: false)
            for (record, line) in zip(table.records, table.lines) {
                guard Self.isName(record[entity]), Self.isName(record[indicator]) else {
                    observations.skip(line)
                    continue
                }
                for year in years {
                    observations.add(
                        entity: record[entity], year: Int(table.header[year])!, variable: record[indicator], period: nil,
                        text: record[year], line: line)
                }
            }
            return observations.panel(
                attributes: roles.attributes(table, entity: entity), period: nil, ignored: roles.ignored.map { table.header[$0] })
        }
        let year = try column(yearColumn)
        used.insert(year)
        let numeric = table.header.indices.filter { index in
            !used.contains(index) && table.records.allSatisfy { NumberText.read($0[index]).state != .text }
                && table.records.contains { NumberText.read($0[index]).state == .number }
        }
        used.formUnion(numeric)
        let roles = ColumnRoles(table, entity: entity, candidates: table.header.indices.filter { !used.contains($0) })
        for (record, line) in zip(table.records, table.lines) {
            guard Self.isName(record[entity]) else {
                observations.skip(line)
                continue
            }
            for variable in numeric {
                observations.add(
                    entity: record[entity], year: try self.year(record[year], line),
                    variable: table.header[variable], period: roles.period.map { record[$0] }, text: record[variable], line: line)
            }
        }
        return observations.panel(
            attributes: roles.attributes(table, entity: entity), period: roles.period.map { table.header[$0] },
            ignored: roles.ignored.map { table.header[$0] })
    }

    private static func isName(_ text: String) -> Bool { text.contains { !$0.isWhitespace } }

    private func year(_ text: String, _ line: Int) throws(PanelTableError) -> Int {
        guard let year = Int(text.filter { !$0.isWhitespace }), (1000...9999).contains(year) else { throw .badYear(line: line, text: text) }
        return year
    }
}
